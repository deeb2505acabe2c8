#pragma once
// From an Error to what a client gets: status by kind, code, texts and details. (interfaces: HTTP)
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/messages.h"
#include "base/result.h"

namespace qy::presentation {

/// The HTTP status of a kind of error: one table.
[[nodiscard]] int status_of(ErrorKind kind);
/// {"code","message","details":[{"path","code","message"}],"request_id"}.
[[nodiscard]] JsonObject error_json(const Error& error, Language language, std::string_view request_id);

}  // namespace qy::presentation
