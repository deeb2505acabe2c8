#pragma once
// Users as a review of access rights looks at them: who has which roles, how far they reach, what proves the user, when
// it was seen. (clauses 6.5.2, 7.3.3)
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/account.h"
#include "model/named.h"
#include "model/role.h"
#include "model/user.h"

namespace qy::business {

struct ReviewedUser {
    model::User user;
    model::Named party;                      ///< as lists name it
    std::vector<model::Scope> scopes;        ///< of its roles, each once; none for roles that are damaged
    std::vector<model::FactorKind> factors;  ///< confirmed ones, each kind once
    std::int64_t tokens = 0;                 ///< bearer tokens that open something now
};

/// Those behind `after`, in the order of their ids, at most `limit`. Errors: those of storage.
Result<std::vector<ReviewedUser>> users_for_review(const Services& services, model::UserId after, std::int64_t limit);

/// The same of these users. Errors: those of storage.
Result<std::vector<ReviewedUser>> for_review(const Services& services, std::vector<model::User> users);

}  // namespace qy::business
