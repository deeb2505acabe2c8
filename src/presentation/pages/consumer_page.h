#pragma once
// The page behind a code, and the page of a lot: the whole story of a product on one screen that needs no script.
// (clauses 5.6, 6.3.1–6.3.3)
#include <string>

#include "model/trace_answer.h"
#include "pages/page_context.h"
#include "pages/page_frame.h"

namespace qy::presentation {

/// /t/CODE. Every state of a code has its own words; an answer without product, events or graph has empty states.
/// REQUIRES: answer.authenticity.
[[nodiscard]] std::string consumer_page(const model::TraceAnswer& answer, const PageContext& context);

/// The same with the places of its live parts, verdict and beacon; and these alone, from code, authenticity and
/// context.
[[nodiscard]] LivePage consumer_live_page(const model::TraceAnswer& answer, const PageContext& context);
[[nodiscard]] std::string live_verdict(const model::TraceAnswer& answer, const PageContext& context);
[[nodiscard]] std::string live_beacon(const PageContext& context);

/// /lot/…: the same story of a lot, without verdict, PIN and beacon. REQUIRES: answer.lot.
[[nodiscard]] std::string lot_page(const model::TraceAnswer& answer, const PageContext& context);

}  // namespace qy::presentation
