#pragma once
// The newest set of access rows that was seen, kept beside the database: whoever can write to the database alone cannot
// put an older one in its place. (clauses 4.2, 9.4.2; decision 33)
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace qy::crypto {
class Keyring;
}
namespace qy::storage::access_set {
struct AccessSet;
}

namespace qy::business {

/// Safe from any thread, also inside of a transaction.
class AccessHead {
 public:
    /// Without a file: the newest set of this run alone.
    AccessHead() = default;

    /// From now on it stands in this file, a head file as that of the audit trail (audit_chain.h); what the file tells
    /// is the newest set. A file that no key vouches for, or that cannot be read, fits no set until one is adopted.
    /// `keys` outlive it. REQUIRES: called before other threads use it.
    void keep_in(std::string file, const crypto::Keyring& keys);

    /// Whether the set is newer than the kept one, or the same, and not damaged. That there is none fits as long as
    /// none was kept.
    [[nodiscard]] bool fits(const std::optional<storage::access_set::AccessSet>& set) const;
    /// Keeps a set that fits, if it is newer. A file that cannot be written is told in the log, and written with the
    /// next set.
    void keep(const storage::access_set::AccessSet& set, Time now);
    /// Keeps the set whatever was kept before.
    void adopt(const storage::access_set::AccessSet& set, Time now);
    /// Of the kept set; -1 when none was.
    [[nodiscard]] std::int64_t counter() const;

 private:
    void replace(const storage::access_set::AccessSet& set, Time now);

    const crypto::Keyring* keys_ = nullptr;  // with file_
    std::string file_;
    mutable std::mutex mutex_;  // guards what follows
    std::int64_t counter_ = -1;
    std::string hash_;
    bool lost_ = false;  // the file tells nothing that can be believed
};

}  // namespace qy::business
