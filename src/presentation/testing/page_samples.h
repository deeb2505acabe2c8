#pragma once
// Invented answers of trace queries for tests and for looking at the pages: every state and size that they must bear.
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "model/trace_answer.h"
#include "pages/page_context.h"

namespace qy::presentation::testing {

/// Three farms → cherry lots → washed → blended and roasted → tests → transport → shop. Scanned for the first time.
[[nodiscard]] model::TraceAnswer roasted_coffee();
/// One lot with a cold chain whose readings leave the band once, and a scratch-off PIN.
[[nodiscard]] model::TraceAnswer chilled_mango();
[[nodiscard]] model::TraceAnswer handicraft();
[[nodiscard]] model::TraceAnswer diving_service();
/// A lot with one failed test and a record that was corrected.
[[nodiscard]] model::TraceAnswer failed_pepper();
/// A known lot without any public record.
[[nodiscard]] model::TraceAnswer empty_story();
/// Names, places and numbers as long as they may be.
[[nodiscard]] model::TraceAnswer long_names();
/// `lots` lots in seven layers.
[[nodiscard]] model::TraceAnswer large_graph(std::size_t lots);
/// Unbound, unknown, forged: a code and nothing else. Frozen, recalled: the coffee with a reason.
[[nodiscard]] model::TraceAnswer code_only(model::Authenticity state);
[[nodiscard]] model::TraceAnswer stopped(model::Authenticity state);

/// Labels as the dictionary would give them.
[[nodiscard]] std::string sample_label(std::string_view dictionary, std::string_view code, Language language);
/// A context for the page of a code, with filing numbers and a beacon.
[[nodiscard]] PageContext sample_context(Language language, std::string_view code);

}  // namespace qy::presentation::testing
