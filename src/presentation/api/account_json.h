#pragma once
// What functions about accounts share: roles, proofs, clients, sessions as JSON.
#include <string_view>
#include <vector>

#include "business/sessions.h"
#include "presentation/api.h"

namespace qy::presentation {

[[nodiscard]] JsonArray role_names(const std::vector<model::Role>& roles);
/// A list of roles by their names; may be missing.
[[nodiscard]] std::vector<model::Role> read_roles(ObjectReader& in, std::string_view member);
/// The members `code`, or `challenge` and `signature`; all may be missing.
[[nodiscard]] business::FactorProof read_proof(ObjectReader& in);
/// The member `captcha`; may be missing.
[[nodiscard]] std::optional<business::CaptchaAnswer> read_captcha(ObjectReader& in);
[[nodiscard]] business::Client client_of(const Call& call);
/// Who is signed in, what the session may and must do, and its CSRF token.
[[nodiscard]] JsonObject session_json(const business::SessionView& view);
/// The answer to whatever gives a session a fresh cookie.
[[nodiscard]] Answer signed_in_answer(business::SignedIn signed_in);

}  // namespace qy::presentation
