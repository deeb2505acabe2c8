#pragma once
// What every request asks of the table of roles, without asking the database each time. (clauses 4.2, 9.4.2)
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/access_head.h"
#include "model/actor.h"
#include "model/change_rule.h"
#include "model/network_rule.h"
#include "model/role.h"
#include "model/user.h"

namespace qy::crypto {
class Keyring;
}

namespace qy::storage {
class Reader;
class Store;
}  // namespace qy::storage

namespace qy::business {

struct ReadRows;

/// Roles and rules of one moment. A rule that was taken away behind the program's back stands among them as damaged.
struct AccessRows {
    model::RoleTable roles;
    std::vector<model::ChangeRule> rules = {};
    std::vector<model::NetworkLevelRule> networks = {};
    std::vector<std::string> missing = {};  ///< "role:party_clerk": taken away so
    bool refused = false;                   ///< the set of them is not believed, so none of them is
};

/// Keeps the rows in memory: a change by this program counts at once, one by another program on the same database after
/// a second at the latest. Rows that were changed behind the program's back give nothing; each is told once: in the
/// audit trail, in the log, and to whoever listens. Safe from any thread. REQUIRES of all functions that are not given
/// the reader: not called inside of a transaction.
class RoleBook {
 public:
    RoleBook(storage::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    /// Errors: those of storage.
    Result<std::shared_ptr<const AccessRows>> rows();
    /// What the user may do now; nothing for a damaged one. Errors: those of storage.
    Result<model::Rights> rights_of(const model::User& user);
    /// THE way from a user to an actor: names, party, roles and rights. Errors: those of storage.
    Result<model::Actor> actor_of(const model::User& user, model::Channel channel);

    /// As they stand in this snapshot, as far as they fit the set that is kept of them, and the head of that. Errors:
    /// those of storage.
    Result<AccessRows> rows_in(storage::Reader& reader) const;
    /// The same for whatever is decided by them, which must not go by what was read before. Errors: conflict
    /// `access.set_refused`; those of storage.
    Result<AccessRows> believed_rows(storage::Reader& reader) const;

    /// After a change of a role or rule is durable.
    void changed();

    /// From now on the newest set of rows that was seen is kept in this file, and an older one is refused whole.
    /// REQUIRES: called before other threads use the book; `keys` outlive it.
    void keep_head(std::string file, const crypto::Keyring& keys) { head_.keep_in(std::move(file), keys); }
    /// Before the rows are changed, in the same transaction: a change of rows that are refused would make them the
    /// newest. Errors: conflict `access.set_refused`; those of storage.
    Result<void> check_set(storage::Reader& reader) const;
    /// After a restored backup: takes the rows that vouch for themselves as the set, with an audit record. Returns
    /// whether they were refused before; else nothing changes. Errors: those of storage.
    Result<bool> adopt(const model::Actor& actor, const std::string& reason);

    /// `told` gets the name of each row that is refused ("user:li.na", "role:party_clerk"), once each, from any thread;
    /// those that were refused before, at once. REQUIRES: set before other threads use the book.
    void when_damaged(std::function<void(const std::string& object)> told);
    /// Rows refused since the start.
    [[nodiscard]] std::uint64_t damaged_rows() const;

 private:
    [[nodiscard]] AccessRows judged(ReadRows read) const;
    Result<std::shared_ptr<const AccessRows>> load();
    void tell_damaged(const AccessRows& rows);
    void tell_damaged(const std::string& object);

    storage::Store& store_;
    const Clock& clock_;
    std::function<void(const std::string& object)> damaged_;
    std::mutex mutex_;  // guards what follows up to told_; held while rows are read
    std::shared_ptr<const AccessRows> rows_;
    Time read_at_;
    AccessHead head_;
    mutable std::mutex told_mutex_;
    std::set<std::string> told_;
};

}  // namespace qy::business
