#pragma once
// Which wrong log-ins are counted for what, and when a log-in is slowed down. Strangers can lock neither an account nor
// its owner's browser: what locks is the pair of account and address, and a known browser counts for itself.
// (clause 9.4.1; GB/T 22239 8.1.4.1 b)
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "business/services.h"
#include "model/ids.h"

namespace qy {
struct Time;
}
namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

/// Keyed hashes of what a log-in is counted for. Unknown names have them like all others.
struct LoginSubjects {
    std::string lane;     ///< account and address, or account and known browser
    std::string account;  ///< the account from wherever; known browsers do not count here
    std::string address;
    std::string codes;  ///< wrong second factors by somebody who knows the password
    bool known_device = false;
};

/// What was counted so far.
struct LoginCounts {
    std::int64_t lane = 0;
    std::int64_t account = 0;
    std::int64_t address = 0;
    std::int64_t codes = 0;
    std::int64_t locked_seconds = 0;  ///< until the lane is open again; 0: it is
};

[[nodiscard]] Result<LoginSubjects> login_subjects(const Services& services, std::string_view name,
                                                   std::string_view address_group, std::string_view known_device);
[[nodiscard]] Result<LoginCounts> login_counts(storage::Reader& reader, const Services& services,
                                               const LoginSubjects& subjects);
[[nodiscard]] bool needs_captcha(const Services& services, const LoginSubjects& subjects, const LoginCounts& counts);
/// So many failures from everywhere that unknown browsers without a second factor go one at a time.
[[nodiscard]] bool is_under_attack(const Services& services, const LoginSubjects& subjects, const LoginCounts& counts);

Result<void> count_failure(storage::Writer& writer, const Services& services, const LoginSubjects& subjects,
                           bool password_was_right);
/// The owner got in: its own slips are forgiven, those of others stay.
Result<void> forgive(storage::Writer& writer, const LoginSubjects& subjects, const LoginCounts& counts);

}  // namespace qy::business
