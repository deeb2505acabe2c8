#pragma once
// The JSON of a trace answer. (interfaces: trace.query)
#include "base/json.h"
#include "base/messages.h"
#include "model/trace_answer.h"

namespace qy::presentation {

struct RegionMap;

/// The members before and after `authenticity`.
struct TraceJson {
    JsonObject head;
    JsonObject tail;
};
/// `map`: what the route is drawn upon.
[[nodiscard]] TraceJson trace_json_parts(const model::TraceAnswer& answer, const RegionMap& map, Language language);
[[nodiscard]] JsonObject trace_json(const model::TraceAnswer& answer, const RegionMap& map, Language language);
[[nodiscard]] JsonObject authenticity_json(const model::AuthenticityAnswer& answer);

}  // namespace qy::presentation
