#pragma once
// Proof that somebody holds a phone or a mail address: a secret in a mailed link, or a code by SMS that is given back
// with the phone. Each works once and for a time; a code dies after a few wrong ones. (clause 6.5.1)
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "business/contact_proof.h"
#include "business/services.h"
#include "model/contact.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// What a proof is good for; none opens anything else.
namespace proof_of {
inline constexpr std::string_view registration = "registration";  ///< subject: registration
inline constexpr std::string_view correction = "correction";      ///< registration
inline constexpr std::string_view invitation = "invitation";      ///< invitation
inline constexpr std::string_view reset = "reset";                ///< user
}  // namespace proof_of

struct NewProof {
    std::string hash;
    std::string code_hash;
    SecretText secret;  ///< to be sent: a token, or the digits of a code
};
/// Errors: not_found `keyring.no_key`.
Result<NewProof> new_proof(const Services& services, std::string_view purpose, const model::Contact& contact);
/// Stores it instead of what the subject had for this purpose.
Result<void> put_proof(storage::Writer& writer, const Services& services, const NewProof& proof,
                       std::string_view purpose, std::int64_t subject, Time expires_at);

/// A proof that was right, not yet used up.
struct Proved {
    std::string hash;
    std::int64_t subject = 0;
};
/// Looks at a proof; a wrong code is counted, in a transaction of its own. Errors: unauthenticated `proof.invalid`
/// (unknown, used, expired, wrong: not told apart); invalid `proof.malformed` (neither link nor phone and code).
Result<Proved> check_proof(const Services& services, std::string_view purpose, const ContactProof& proof);
/// Uses it up with what follows from it. Errors: unauthenticated `proof.invalid` when another request was faster.
Result<void> use_proof(storage::Writer& writer, const Proved& proved);

/// Counts a message to somebody, for the contact and for the address it was asked from. Errors: limited
/// `message.too_many` {seconds}.
Result<void> count_message(storage::Writer& writer, const Services& services, const model::Contact& contact,
                           std::string_view address_group);

/// The address that a mailed link opens; a code as it is.
[[nodiscard]] std::string link_or_code(const model::Contact& contact, std::string_view base_url, std::string_view page,
                                       const SecretText& secret);

/// When what was sent for this purpose is over: a code at once, for somebody before a screen; else later.
[[nodiscard]] Time proof_end(Time now, const model::Contact& contact);

}  // namespace qy::business
