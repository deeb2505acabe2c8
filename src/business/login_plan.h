#pragma once
// What a log-in knows of the account before the password is checked.
#include <optional>
#include <string>
#include <vector>

#include "business/second_factors.h"
#include "login_guard.h"
#include "model/account.h"
#include "model/user.h"

namespace qy::business {

struct LoginPlan {
    std::string name;  ///< as typed, in lower case
    std::optional<model::User> user;
    std::string password_hash;                 ///< a stand-in when there is no such user
    std::vector<model::SecondFactor> factors;  ///< confirmed
    LoginSubjects subjects;
    LoginCounts counts;
    bool attacked = false;
};

enum class Verdict { right, wrong, factor_wrong, factor_missing };

struct Checked {
    Verdict verdict = Verdict::wrong;
    std::optional<FactorMatch> match;
    bool outdated = false;  ///< the stored password should be hashed anew
};

}  // namespace qy::business
