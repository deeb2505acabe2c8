#pragma once
// The results of tests as tables with bars. (clauses 6.3.3, 7.1.2)
#include <vector>

#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// What a result says; `unclear` for words that the dictionary does not know.
enum class TestVerdict : std::uint8_t { passed, failed, unclear };
[[nodiscard]] TestVerdict verdict_of_test(const model::TraceEvent& event);

/// A certificate or commitment that goes with the lot: an inspection without a result of its own.
[[nodiscard]] bool is_certificate(const model::TraceEvent& event);

/// The inspections that count: those that no later event corrects, certificates left out, oldest first.
[[nodiscard]] std::vector<const model::ShownEvent*> standing_inspections(const model::TraceAnswer& answer);

/// "4 项全部合格" or "4 项中 1 项不合格"; empty when there are none.
[[nodiscard]] std::string test_summary(const PageWriter& page,
                                       const std::vector<const model::ShownEvent*>& inspections);

/// One table per laboratory and day; nothing when there are no inspections.
void write_test_results(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
