#pragma once
// The page by which a driver records one shipment: buttons large enough for a thumb, no script. (clause 6.5.1)
#include <string>
#include <string_view>
#include <vector>

#include "model/shipment.h"
#include "pages/page_context.h"

namespace qy::presentation {

struct ShipmentPage {
    std::string lot_number;
    std::string product;
    std::string party;
    std::string expires_at;  ///< as it is shown
    std::string records;     ///< how many so far
    std::string key;         ///< of this form: sent twice, it is one record
    std::vector<model::ShipmentStep> steps;
    std::string fault;  ///< in words, or empty
    bool recorded = false;
    bool photo_kept = false;  ///< with what was recorded
    std::string place;        ///< as they were filled in
    std::string temperature;
    std::string note;
};
[[nodiscard]] std::string shipment_page(const ShipmentPage& shipment, const PageContext& context);
/// After the receipt (`fault` empty), or when the link opens nothing.
[[nodiscard]] std::string shipment_over_page(std::string_view fault, const PageContext& context);

}  // namespace qy::presentation
