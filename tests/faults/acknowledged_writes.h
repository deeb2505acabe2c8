#pragma once
// Writers that remember what a store acknowledged, and the question whether it is still there.
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "base/result.h"
#include "storage/store.h"

namespace qy::faults {

/// What of the transactions is found. A transaction has one to four rows, an entry in the ledger and an audit record.
struct Findings {
    std::set<std::int64_t> whole;   ///< every row, as it was written
    std::set<std::int64_t> broken;  ///< some of the rows, or other bytes
    std::string integrity;          ///< SQLite's own check: "ok"
    bool chains_hold = false;       ///< ledger and audit without a gap, one record for each whole transaction
};

/// Safe from any thread.
class AcknowledgedWrites {
 public:
    explicit AcknowledgedWrites(unsigned seed) : seed_(seed) {}

    static Result<void> make_table(storage::Store& store);
    /// One transaction, as large as its number decides; its outcome is noted.
    Result<void> write(storage::Store& store);
    /// `threads` writers that go on until one of them has failed, or each has written `each`.
    void write_until_failure(storage::Store& store, int threads, int each);

    [[nodiscard]] std::set<std::int64_t> acknowledged() const;
    [[nodiscard]] std::set<std::int64_t> refused() const;
    /// Of what was acknowledged, what is not whole in the store.
    [[nodiscard]] std::set<std::int64_t> missing(const Findings& findings) const;

    static Result<Findings> look(storage::Store& store);

 private:
    const unsigned seed_;
    mutable std::mutex mutex_;
    std::int64_t last_ = 0;
    std::set<std::int64_t> acknowledged_;
    std::set<std::int64_t> refused_;
};

}  // namespace qy::faults
