#include "trace_asker.h"

#include "base/account_limits.h"
#include "storage/party_store.h"

namespace qy::business {

Asker::Asker(const model::Actor& actor) {
    // Whoever may read a party's records may also see them in the story of a lot.
    const auto reach = actor.reach(model::Permission::read_submissions);
    regulator_ = reach.all;
    if (regulator_) return;
    own_ = reach.party;
    manager_ = reach.manager;
}

Result<Asker> Asker::of(storage::Reader& reader, const model::Actor& actor) {
    Asker asker(actor);
    const auto reach = actor.reach(model::Permission::read_submissions);
    if (reach.all || reach.regions.empty()) return asker;
    QY_TRY(parties, storage::parties::in_regions(reader, reach.regions, limits::parties_per_region_max));
    asker.regional_.insert(parties.begin(), parties.end());
    return asker;
}

Standing Asker::standing(const storage::trace::TracedLot& lot, bool under_brand) const {
    Standing standing;
    standing.regulator = oversees(lot);
    standing.brand_manager = manages(lot) || (under_brand && manager_);
    standing.owner = owns(lot);
    return standing;
}

Standing Asker::standing(const storage::trace::TracedLot& lot, bool under_brand, const model::TraceEvent& event) const {
    Standing result = standing(lot, under_brand);
    result.recorder = is(event.recorder);
    result.doer = is(event.party);
    return result;
}

}  // namespace qy::business
