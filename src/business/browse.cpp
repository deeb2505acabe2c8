#include "business/browse.h"

#include <algorithm>

#include "base/text.h"
#include "code_access.h"
#include "storage/browse_store.h"
#include "storage/code_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

model::Reach reach_of(const model::Actor& actor) {
    return actor.reach(model::Permission::read_submissions);
}

/// One more than asked for tells whether there are further ones.
storage::browse::Stretch stretch_of(BrowsePage page) {
    return {page.before, page.limit + 1};
}

/// Takes the surplus row off, and names where the next page begins.
template <class Row, class Id>
std::int64_t cut(std::vector<Row>& rows, std::int64_t limit, Id id_of) {
    if (static_cast<std::int64_t>(rows.size()) <= limit) return 0;
    rows.pop_back();
    return id_of(rows.back());
}

}  // namespace

Result<model::Named> own_party_name(const Services& services, const model::Actor& actor) {
    if (actor.party.is_none()) return model::Named();
    return services.store.read([&](storage::Reader& reader) -> Result<model::Named> {
        QY_TRY(found, storage::parties::find(reader, model::Reach::of(actor.party), actor.party));
        return found ? model::Named{found->name, found->name_en} : model::Named();
    });
}

Result<std::vector<model::Party>> reached_parties(const Services& services, const model::Actor& actor,
                                                  const std::vector<model::PartyId>& ids) {
    const auto reach = reach_of(actor);
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<model::Party>> {
        QY_TRY(parties, storage::parties::find_all(reader, reach, ids));
        for (auto& party : parties) {
            auto shown = model::shown_name(party);
            party.name = std::move(shown.name);
            party.name_en = std::move(shown.name_en);
        }
        return parties;
    });
}

Result<std::vector<model::Party>> find_firms(const Services& services, const std::string& text) {
    const auto name = std::string(trim(text));
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<model::Party>> {
        QY_TRY(found, storage::parties::by_name(reader, name));
        QY_TRY(coded, storage::parties::by_credit_code(reader, name));
        if (coded && std::ranges::find(found, coded->id, &model::Party::id) == found.end()) found.push_back(*coded);
        std::erase_if(found, [](const model::Party& party) { return party.kind != model::PartyKind::firm; });
        return found;
    });
}

Result<Browsed<ProductItem>> browse_products(const Services& services, const model::Actor& actor,
                                             const std::string& text, BrowsePage page) {
    return services.store.read([&](storage::Reader& reader) -> Result<Browsed<ProductItem>> {
        QY_TRY(rows, storage::browse::products(reader, reach_of(actor), text, stretch_of(page)));
        Browsed<ProductItem> found;
        found.next = cut(rows, page.limit, [](const auto& row) { return row.product.id.number(); });
        for (auto& row : rows) {
            found.items.push_back(
                {std::move(row.product), std::move(row.owner), std::move(row.brand), std::move(row.category_code)});
        }
        return found;
    });
}

Result<Browsed<LotItem>> browse_lots(const Services& services, const model::Actor& actor, const std::string& number,
                                     model::ProductId product, BrowsePage page) {
    return services.store.read([&](storage::Reader& reader) -> Result<Browsed<LotItem>> {
        QY_TRY(rows, storage::browse::lots(reader, reach_of(actor), number, product, stretch_of(page)));
        Browsed<LotItem> found;
        found.next = cut(rows, page.limit, [](const auto& row) { return row.lot.id.number(); });
        for (auto& row : rows) {
            found.items.push_back({std::move(row.lot), std::move(row.product), std::move(row.owner)});
        }
        return found;
    });
}

Result<Browsed<RangeItem>> browse_ranges(const Services& services, const model::Actor& actor, BrowsePage page) {
    return services.store.read([&](storage::Reader& reader) -> Result<Browsed<RangeItem>> {
        QY_TRY(rows, storage::codes::list(reader, reach_of(actor), page.before, page.limit + 1));
        Browsed<RangeItem> found;
        found.next = cut(rows, page.limit, [](const auto& row) { return row.range.id.number(); });
        for (const auto& row : rows) {
            auto told = labelled(services, row.range);
            if (!told.ok() && told.error().code == "code.no_key") continue;
            if (!told.ok()) return std::move(told).error();
            found.items.push_back({*std::move(told), row.lot_number});
        }
        return found;
    });
}

}  // namespace qy::business
