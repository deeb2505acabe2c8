#include "lot_row.h"

#include <algorithm>
#include <utility>

#include "stored.h"

namespace qy::storage {
namespace {

using KindName = std::pair<model::LotKind, std::string_view>;
constexpr KindName kKinds[] = {{model::LotKind::produced, "produced"},
                               {model::LotKind::consignment, "consignment"},
                               {model::LotKind::logistic_unit, "logistic_unit"},
                               {model::LotKind::item, "item"},
                               {model::LotKind::place, "place"}};

}  // namespace

model::LotKind lot_kind_from(std::string_view text) {
    const auto found = std::ranges::find(kKinds, text, &KindName::second);
    return found == std::end(kKinds) ? model::LotKind::produced : found->first;
}

std::string_view to_text(model::LotKind kind) {
    return std::ranges::find(kKinds, kind, &KindName::first)->second;
}

std::optional<model::Quantity> quantity_from(std::string_view text) {
    if (text.empty()) return std::nullopt;
    auto parsed = model::Quantity::parse(text);
    return parsed.ok() ? std::optional(*parsed) : std::nullopt;
}

std::string to_text(const std::optional<model::Quantity>& quantity) {
    return quantity ? quantity->to_string() : std::string();
}

model::Lot lot_from(const Row& row) {
    model::Lot lot;
    lot.id = row.id<model::LotId>(0);
    lot.kind = lot_kind_from(row.text(1));
    lot.product = row.id<model::ProductId>(2);
    lot.owner = row.id<model::PartyId>(3);
    lot.lot_number = row.text(4);
    lot.parent = row.id<model::LotId>(5);
    lot.consignee = row.id<model::PartyId>(6);
    lot.quantity = quantity_from(row.text(7));
    lot.produced_on = row.text(8);
    lot.place = row.text(9);
    lot.allergens = pieces_of(row.text(10));
    return lot;
}

}  // namespace qy::storage
