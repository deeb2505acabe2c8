#include "business/label_log.h"

#include <algorithm>

#include "base/text.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Product;

struct PartRow {
    LabelPart part;
    std::string (*text)(const Product& product);
};
constexpr PartRow kParts[] = {
    {LabelPart::name, [](const Product& one) { return one.name; }},
    {LabelPart::name_en, [](const Product& one) { return one.name_en; }},
    {LabelPart::specification, [](const Product& one) { return one.specification; }},
    {LabelPart::gtin, [](const Product& one) { return one.gtin; }},
    {LabelPart::allergens, [](const Product& one) { return join(one.allergens, ","); }},
    {LabelPart::nutrition, [](const Product& one) { return one.nutrition; }},
};

std::vector<LabelChange> changes_between(const Product& before, const Product& after) {
    std::vector<LabelChange> changes;
    for (const auto& row : kParts) {
        auto old = row.text(before);
        auto now = row.text(after);
        if (old != now) changes.push_back({row.part, std::move(old), std::move(now)});
    }
    return changes;
}

}  // namespace

Result<std::vector<LabelRevision>> label_log(const Services& services, model::ProductId id) {
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<LabelRevision>> {
        std::vector<LabelRevision> steps;
        QY_TRY(present, storage::catalogue::find_product(reader, model::Reach::everything(), id));
        if (!present) return steps;
        QY_TRY(versions, storage::catalogue::product_versions(reader, id));
        for (std::size_t i = 0; i < versions.size(); ++i) {
            const auto& next = i + 1 < versions.size() ? versions[i + 1].product : *present;
            auto changes = changes_between(versions[i].product, next);
            if (!changes.empty()) steps.push_back({versions[i].replaced_at, std::move(changes)});
        }
        std::ranges::reverse(steps);
        return steps;
    });
}

}  // namespace qy::business
