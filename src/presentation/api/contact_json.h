#pragma once
// What functions for people who are not signed in share: proofs of a contact, who asks for a message. (clause 6.5.1)
#include <initializer_list>
#include <string_view>

#include "business/contact_desk.h"
#include "presentation/api.h"

namespace qy::presentation {

/// The members `secret`, or `phone` and `code`.
[[nodiscard]] business::ContactProof read_contact_proof(ObjectReader& in);
/// The member `captcha`, and what the call knows of its visitor.
[[nodiscard]] business::Asking read_asking(ObjectReader& in, const Call& call);
[[nodiscard]] business::Asking asking_of(const Call& call);
[[nodiscard]] Answer asked_answer(const business::Asked& asked);
/// Notes for the audit record which personal fields staff was shown.
void tell_personal(const Call& call, bool shown, std::initializer_list<std::string_view> fields);

}  // namespace qy::presentation
