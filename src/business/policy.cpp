#include "policy.h"

#include "storage/policy_store.h"
#include "storage/store.h"

namespace qy::business {

Result<bool> is_automatic(storage::Reader& reader, model::PartyId party, model::Channel channel,
                          model::ChangeKind kind) {
    QY_TRY(decision, storage::policies::decision(reader, party, channel, kind));
    return decision == storage::policies::Decision::automatic;
}

}  // namespace qy::business
