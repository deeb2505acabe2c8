// What the events of a page name.
#include <algorithm>

#include "base/sort_unique.h"
#include "record_table.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "storage/trace_store.h"

namespace qy::business {
namespace {

template <class AnyId>
void make_unique(std::vector<AnyId>& ids) {
    std::erase_if(ids, [](AnyId id) { return id.is_none(); });
    sort_unique(ids);
}

std::vector<std::int64_t> numbers_of(const std::vector<model::LotId>& ids) {
    std::vector<std::int64_t> numbers;
    for (const auto id : ids) numbers.push_back(id.number());
    return numbers;
}

template <class Map, class Id>
auto find_in(const Map& map, Id id) -> const typename Map::mapped_type* {
    const auto found = map.find(id.number());
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Result<EventNames> EventNames::read(storage::Reader& reader, const std::vector<model::TraceEvent>& events) {
    EventNames names;
    std::vector<model::LotId> lots;
    std::vector<model::PartyId> parties;
    for (const auto& event : events) {
        lots.insert(lots.end(), {event.lot, event.container});
        for (const auto& input : event.inputs) lots.push_back(input.lot);
        parties.insert(parties.end(), {event.party, event.recorder, event.counterparty});
    }
    make_unique(lots);
    QY_TRY(traced, storage::trace::lots(reader, numbers_of(lots)));
    std::vector<model::ProductId> products;
    std::vector<model::LotId> parents;
    for (auto& one : traced) {
        products.push_back(one.lot.product);
        parties.push_back(one.lot.owner);
        parents.push_back(one.lot.parent);
        names.lots_.emplace(one.lot.id.number(), std::move(one.lot));
    }
    make_unique(parents);
    QY_TRY(above, storage::trace::lots(reader, numbers_of(parents)));
    for (auto& one : above) names.lots_.emplace(one.lot.id.number(), std::move(one.lot));
    make_unique(products);
    QY_TRY(found, storage::catalogue::find_products(reader, model::Reach::everything(), products));
    for (auto& product : found) names.products_.emplace(product.id.number(), std::move(product));
    make_unique(parties);
    QY_TRY(known, storage::parties::find_all(reader, model::Reach::everything(), parties));
    for (auto& party : known) names.parties_.emplace(party.id.number(), std::move(party));
    return names;
}

const model::Lot* EventNames::lot(model::LotId id) const {
    return find_in(lots_, id);
}
const model::Product* EventNames::product(model::ProductId id) const {
    return find_in(products_, id);
}
const model::Party* EventNames::party(model::PartyId id) const {
    return find_in(parties_, id);
}

const model::Lot* EventNames::unit_of(const model::TraceEvent& event) const {
    const auto* const own = lot(event.lot);
    return own != nullptr && own->kind == model::LotKind::logistic_unit ? own : nullptr;
}

const model::Lot* EventNames::goods_of(const model::TraceEvent& event) const {
    if (unit_of(event) == nullptr) return lot(event.lot);
    return event.inputs.empty() ? nullptr : lot(event.inputs.front().lot);
}

}  // namespace qy::business
