#pragma once
// The demonstration: the embedded examples through the same import as a user's, codes of their lots, and a user of
// every role.
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "platform.h"

namespace qy::app {

struct DemoCode {
    std::string code;
    std::string product;
};

struct DemoUser {
    std::string name;
    SecretText password;
    std::vector<std::string> roles;
    SecretText token;
    SecretText totp_secret;  ///< base32; empty where no second factor is asked for
};

struct Demo {
    std::vector<DemoCode> codes;
    std::vector<DemoUser> users;
    std::string example_lot;
    std::string example_product;
};

/// Loads what is missing and renews the users' passwords and tokens. Safe to repeat at each start: rows that are there
/// are `exists`. Errors: those of import, codes and accounts; internal `demo.rejected` {file, code} when an example row
/// is refused.
Result<Demo> load_demo(Platform& platform);

}  // namespace qy::app
