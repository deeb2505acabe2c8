#pragma once
// What a database driver gives to the port: connections. The pool of readers and the write queue are the same for every
// database. (architecture §4)
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "storage/store.h"

namespace qy::storage {

using RowUse = std::function<Result<bool>(const Row&)>;

/// One connection that reads. Belongs to one thread at a time. Errors: those of Reader.
class ReadConnection {
 public:
    virtual ~ReadConnection() = default;
    /// All reads until `end_snapshot` see the same snapshot.
    virtual Result<void> begin_snapshot() = 0;
    /// Nothing was written, so the end cannot lose anything and has no result.
    virtual void end_snapshot() = 0;
    /// As Reader::each_until.
    virtual Result<void> each_until(const Statement& statement, std::span<const Bind> binds, const RowUse& use) = 0;
};

/// The one connection that writes. A group is one transaction, alone in the whole database. Errors: those of Writer.
class WriteConnection {
 public:
    virtual ~WriteConnection() = default;
    /// Waits for other programs' groups. When it fails nothing is begun. Errors: busy `storage.busy`.
    virtual Result<void> begin_group() = 0;
    /// Returns when the group is durable. After an error nothing of it was done, except after unavailable
    /// `storage.outcome_unknown`, which says that it could not be found out.
    virtual Result<void> commit_group() = 0;
    /// Undoes what is left of a group; nothing when none is open.
    virtual void abandon_group() = 0;
    /// False when the database has given the group up by itself.
    [[nodiscard]] virtual bool in_group() const = 0;

    /// SAVEPOINT, ROLLBACK TO, RELEASE. May travel with the next statement.
    virtual Result<void> control(const Statement& statement) = 0;
    /// As Reader::each_until.
    virtual Result<void> each_until(const Statement& statement, std::span<const Bind> binds, const RowUse& use) = 0;
    /// As Writer::run, run_many, script.
    virtual Result<std::int64_t> run(const Statement& statement, std::span<const Bind> binds) = 0;
    virtual Result<std::int64_t> run_many(const Statement& statement, std::span<const BindRow> rows) = 0;
    virtual Result<void> script(std::string_view name, std::string_view sql) = 0;
};

/// True for the errors after which a transaction may go on: only the change itself was refused.
[[nodiscard]] inline bool is_refused_change(const Error& error) {
    return error.code == "storage.duplicate" || error.code == "storage.reference";
}

/// Ends the program: `binds` must name exactly the statement's parameters; a gap would silently be null.
[[noreturn]] void fail_parameters(const Statement& statement, std::string_view parameter);

/// Errors: invalid `storage.text` {statement}: a text that is not UTF-8 or holds the character 0, which not every
/// database can keep.
Result<void> check_texts(const Statement& statement, std::span<const Bind> binds);

}  // namespace qy::storage
