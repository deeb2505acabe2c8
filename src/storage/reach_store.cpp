#include "storage/reach_store.h"

#include "reach.h"
#include "stored.h"

namespace qy::storage {
namespace {

constexpr Statement kParty{"reach.party",
                           "SELECT 1 FROM party t WHERE t.party_id = $party AND " QY_REACHED("t.party_id", "$brand")};

constexpr Statement kParties{
    "reach.parties",
    "SELECT t.party_id FROM party t WHERE t.party_id {in:parties} AND " QY_REACHED_PARTY("t.party_id")};

}  // namespace

Result<std::vector<model::PartyId>> reached_of(Reader& reader, const model::Reach& reach,
                                               const std::vector<model::PartyId>& parties) {
    const auto numbers = numbers_of(parties);
    return reader.all(kParties, {{"parties", std::span<const std::int64_t>(numbers)}, QY_REACH_GRANT_BINDS(reach)},
                      [](const Row& row) { return row.id<model::PartyId>(0); });
}

Result<bool> is_reached(Reader& reader, const model::Reach& reach, model::PartyId party, model::BrandId brand) {
    if (reach.all || (party && party == reach.party)) return true;
    if (reach.manager.is_none() && reach.regions.empty()) return false;
    QY_TRY(found, reader.first(kParty, {{"party", party}, {"brand", brand}, QY_REACH_BINDS(reach)},
                               [](const Row&) { return true; }));
    return found.has_value();
}

}  // namespace qy::storage
