#include "storage/reach_store.h"

#include "reach.h"

namespace qy::storage {
namespace {

constexpr Statement kParty{"reach.party",
                           "SELECT 1 FROM party t WHERE t.party_id = $party AND " QY_REACHED("t.party_id", "$brand")};

}  // namespace

Result<bool> is_reached(Reader& reader, const model::Reach& reach, model::PartyId party, model::BrandId brand) {
    if (reach.all || (party && party == reach.party)) return true;
    if (reach.manager.is_none() && reach.regions.empty()) return false;
    QY_TRY(found, reader.first(kParty, {{"party", party}, {"brand", brand}, QY_REACH_BINDS(reach)},
                               [](const Row&) { return true; }));
    return found.has_value();
}

}  // namespace qy::storage
