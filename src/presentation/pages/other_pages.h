#pragma once
// The pages around the trace page: home, search, lots to choose from, and what went wrong. (clauses 5.6, 6.3.1)
#include <cstdint>
#include <string>
#include <vector>

#include "model/trace_answer.h"
#include "pages/page_context.h"

namespace qy::presentation {

/// What a visitor may try; an empty text leaves that example out.
struct HomeExamples {
    std::string code;
    std::string lot_number;
    std::string product_name;
};
/// /
[[nodiscard]] std::string home_page(const HomeExamples& examples, const PageContext& context);

struct FoundLot {
    model::LotId id;
    std::string lot_number;
    std::string produced_on;  ///< "2026-03-05" or empty
};
struct FoundProduct {
    std::string name;
    std::string name_en;
    std::string specification;
    std::string party_name;
    std::string party_name_en;
    std::string brand_name;
    std::string brand_name_en;
    std::vector<FoundLot> lots;  ///< newest first
};
struct SearchAnswer {
    std::string query;
    bool too_short = false;  ///< fewer than two characters: nothing was looked for
    bool more = false;       ///< more products fit than are listed
    std::vector<FoundProduct> products;
};
/// /search?q=
[[nodiscard]] std::string search_page(const SearchAnswer& answer, const PageContext& context);

/// Lots to choose from when a lot number fits several. REQUIRES: !answer.candidates.empty().
[[nodiscard]] std::string candidates_page(const model::TraceAnswer& answer, std::string_view lot_number,
                                          const PageContext& context);

enum class PageMessage : std::uint8_t {
    malformed_code,      ///< 400: not 20 digits
    bad_request,         ///< 400
    cross_site,          ///< 403: a form of another site
    not_found,           ///< 404
    method_not_allowed,  ///< 405
    too_large,           ///< 413
    too_many_requests,   ///< 429
    busy,                ///< 503
    internal,            ///< 500
};
/// What happened and what to do. `entered` is what the visitor typed, shown for malformed_code; may be empty.
[[nodiscard]] std::string message_page(PageMessage message, std::string_view entered, const PageContext& context);

/// The address of a lot's page: "/lot/ID".
[[nodiscard]] std::string lot_address(model::LotId lot);

}  // namespace qy::presentation
