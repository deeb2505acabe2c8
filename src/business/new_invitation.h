#pragma once
// An invitation with its proof and message, in the caller's transaction. (clause 6.5.1)
#include <string_view>

#include "business/contact_proof.h"
#include "contact_proofs.h"
#include "model/contact.h"

namespace qy::business {

/// Fills in id and times. `kind`: of the message; {1} is `party_name`.
Result<void> send_invitation(storage::Writer& writer, const Services& services, model::Invitation& invitation,
                             const NewProof& proof, std::string_view kind, std::string_view party_name,
                             const Asking& asking);

}  // namespace qy::business
