#pragma once
// How the label of a product changed: what everybody may read of its versions. (clauses 5.6, 6.2.1; GB 7718: changes of
// a digital label are kept and shown)
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/product.h"

namespace qy::business {

enum class LabelPart : std::uint8_t { name, name_en, specification, gtin, allergens, nutrition };

struct LabelChange {
    LabelPart part = LabelPart::name;
    std::string before;  ///< of allergens: codes of the dictionary with commas; of nutrition: model/nutrition.h
    std::string after;
};

/// One version that was replaced by the next.
struct LabelRevision {
    Time at;
    std::vector<LabelChange> changes;
};

/// Newest first; versions that changed nothing of the label are left out. A product without changes, and one that does
/// not exist, has none. Errors: those of storage.
Result<std::vector<LabelRevision>> label_log(const Services& services, model::ProductId product);

}  // namespace qy::business
