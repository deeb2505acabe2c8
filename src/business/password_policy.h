#pragma once
// What a password must be: long, varied, not among those that everybody tries, without the user's own words.
// (clause 9.4.1; GB/T 22239 8.1.4.1 a) Reuse is checked where the history is: accounts.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace qy {
class Settings;
}

namespace qy::business {

/// Immutable; safe from any thread.
class PasswordPolicy {
 public:
    explicit PasswordPolicy(const Settings& settings);

    /// All faults at once. Errors: invalid `password.refused` with `others`: `password.not_text`, `password.too_short`,
    /// `password.too_long`, `password.few_classes`, `password.holds_name`, `password.holds_brand`, `password.common`.
    [[nodiscard]] Result<void> check(const SecretText& password, std::string_view user_name, bool staff) const;

 private:
    [[nodiscard]] bool is_common(std::string_view lower) const;
    std::int64_t length_min_;
    std::int64_t classes_;
    bool classes_for_all_;
    std::vector<std::string_view> common_;  // into the embedded file, in byte order
};

}  // namespace qy::business
