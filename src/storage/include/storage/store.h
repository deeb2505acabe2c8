#pragma once
// The storage port (clause 5.4; architecture §4): named statements over a thin driver, reads in snapshots, writes in
// groups. All SQL lives in this layer; business code calls the question-named functions of storage/*_store.h with a
// Reader or Writer.
#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/id.h"
#include "base/result.h"

namespace qy::storage {

class Vault;

/// One statement: a stable name for metrics and errors, and SQL with `$name` parameters bound by name. `{in:name}`
/// renders as membership in a list parameter ("IN (SELECT value FROM json_each($name))" or "= ANY($name)").
/// REQUIRES: `sql` is a string literal; drivers cache the prepared form by its address.
struct Statement {
    std::string_view name;
    std::string_view sql;
};

/// The value of one parameter. Texts and bytes are borrowed until the call returns.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, ByteView, std::span<const std::int64_t>,
                           std::span<const std::string>>;

struct Bind {
    std::string_view name;  ///< without the $
    Value value;
    Bind(std::string_view n, std::nullptr_t) : name(n) {}
    Bind(std::string_view n, std::int64_t number) : name(n), value(number) {}
    Bind(std::string_view n, int number) : name(n), value(std::int64_t{number}) {}
    Bind(std::string_view n, bool flag) : name(n), value(std::int64_t{flag ? 1 : 0}) {}
    Bind(std::string_view n, Time time) : name(n), value(time.microseconds) {}
    Bind(std::string_view n, std::string_view text) : name(n), value(text) {}
    Bind(std::string_view n, const std::string& text) : name(n), value(std::string_view(text)) {}
    Bind(std::string_view n, const char* text) : name(n), value(std::string_view(text)) {}
    Bind(std::string_view n, ByteView bytes) : name(n), value(bytes) {}
    Bind(std::string_view n, std::span<const std::int64_t> list) : name(n), value(list) {}
    Bind(std::string_view n, std::span<const std::string> list) : name(n), value(list) {}
    /// None is bound as null.
    template <class Tag>
    Bind(std::string_view n, Id<Tag> id) : name(n) {
        if (id) value = id.number();
    }
    Bind(std::string_view n, std::optional<Time> time) : name(n) {
        if (time) value = time->microseconds;
    }
    Bind(std::string_view n, std::optional<std::int64_t> number) : name(n) {
        if (number) value = *number;
    }
};
/// REQUIRES: exactly the parameters that the statement names, in any order.
using Binds = std::initializer_list<Bind>;
/// The same for one of many rows.
using BindRow = std::vector<Bind>;

/// The current row; views are valid until the callback returns. Columns count from 0. Null reads as 0 or "". Reading a
/// column as another type than it has gives 0 or "" and makes the call that ran the statement fail
/// (`storage.statement`).
class Row {
 public:
    virtual ~Row() = default;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual ByteView bytes(int column) const = 0;
    template <class AnyId>
    [[nodiscard]] AnyId id(int column) const {
        return AnyId(integer(column));
    }
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] Time time(int column) const { return {integer(column)}; }
    [[nodiscard]] std::optional<Time> optional_time(int column) const {
        return is_null(column) ? std::nullopt : std::optional(time(column));
    }
};

/// Reads inside one transaction: all reads of one Reader see the same snapshot. Not shared between threads.
/// Errors of every call: unavailable `storage.unavailable`, busy `storage.busy`, corrupt `storage.corrupt`, invalid
/// `storage.text` {statement} (a text that is not UTF-8 or holds the character 0), internal `storage.statement`
/// {statement} (the statement does not fit the schema: a fault of the program). After an error of the store the same
/// Reader may answer every further call with it.
class Reader {
 public:
    virtual ~Reader() = default;
    /// Calls `use` for each row, in the statement's order, until it returns false or an error.
    virtual Result<void> each_until(const Statement& statement, Binds binds,
                                    const std::function<Result<bool>(const Row&)>& use) = 0;
    /// Calls `use(row)`, a Result<void>, for each row, in the statement's order; ends at the first error.
    template <class Use>
    Result<void> each(const Statement& statement, Binds binds, Use use) {
        return each_until(statement, binds, [&use](const Row& row) -> Result<bool> {
            QY_CHECK(use(row));
            return true;
        });
    }
    /// The first row as `make(row)`, or nullopt.
    template <class Make>
    auto first(const Statement& statement, Binds binds, Make make)
        -> Result<std::optional<decltype(make(std::declval<const Row&>()))>> {
        std::optional<decltype(make(std::declval<const Row&>()))> found;
        QY_CHECK(each_until(statement, binds, [&](const Row& row) -> Result<bool> {
            found.emplace(make(row));
            return false;
        }));
        return found;
    }
    /// Every row as `make(row)`.
    template <class Make>
    auto all(const Statement& statement, Binds binds, Make make)
        -> Result<std::vector<decltype(make(std::declval<const Row&>()))>> {
        std::vector<decltype(make(std::declval<const Row&>()))> rows;
        QY_CHECK(each(statement, binds, [&](const Row& row) -> Result<void> {
            rows.push_back(make(row));
            return {};
        }));
        return rows;
    }
    /// What seals and opens the protected columns. REQUIRES: the store was given one.
    [[nodiscard]] const Vault& vault() const {
        QY_ASSERT(vault_ != nullptr);
        return *vault_;
    }
    void use(const Vault* vault) { vault_ = vault; }

 private:
    const Vault* vault_ = nullptr;
};

/// Reads and writes inside one write transaction. Further errors: conflict `storage.duplicate` {statement} (a unique
/// key is taken) and `storage.reference` {statement} (a foreign key names nothing): that change was not made, the
/// transaction goes on. After any other error nothing of this transaction is kept, whatever its work returns.
class Writer : public Reader {
 public:
    /// Rows changed.
    virtual Result<std::int64_t> run(const Statement& statement, Binds binds) = 0;
    /// The statement once for each row, in order, in one exchange with a database server: rows changed. A refused
    /// change (duplicate, reference) refuses all of them.
    virtual Result<std::int64_t> run_many(const Statement& statement, std::span<const BindRow> rows) = 0;
    /// Several statements without parameters, with the type macros of migrations. `name` is for errors.
    virtual Result<void> script(std::string_view name, std::string_view sql) = 0;

    /// Runs `work()` (→ some Result) as a savepoint inside this transaction: its error undoes its own changes only, and
    /// is returned.
    template <class Work>
    auto nested(Work work) -> decltype(work()) {
        if (auto begun = control(kNestedBegin); !begun.ok()) return std::move(begun).error();
        auto outcome = work();
        if (!outcome.ok()) {
            if (auto undone = control(kNestedUndo); !undone.ok()) return std::move(undone).error();
        }
        if (auto ended = control(kNestedEnd); !ended.ok()) return std::move(ended).error();
        return outcome;
    }

 protected:
    /// A savepoint's begin, undo or end.
    virtual Result<void> control(const Statement& statement) = 0;

 private:
    static constexpr Statement kNestedBegin{"nested.begin", "SAVEPOINT nested"};
    static constexpr Statement kNestedUndo{"nested.undo", "ROLLBACK TO SAVEPOINT nested"};
    static constexpr Statement kNestedEnd{"nested.end", "RELEASE SAVEPOINT nested"};
};

/// What a change means to answers that somebody keeps in memory: `content` may alter what a query tells; `bookkeeping`
/// (scan counters, audit records, keys of requests) alters no answer but those that read it live.
enum class Effect : std::uint8_t { content, bookkeeping };

/// A database. Safe from any thread. Open one with sqlite.h or postgres.h.
class Store {
 public:
    virtual ~Store() = default;

    /// Runs `work` (Reader& → some Result) with a snapshot, on the calling thread; its result is returned. Never waits
    /// for writers. Errors: busy `storage.busy` (no reader became free in time); internal `storage.exception`.
    template <class Work>
    auto read(Work work) -> decltype(work(std::declval<Reader&>())) {
        using Outcome = decltype(work(std::declval<Reader&>()));
        std::optional<Outcome> outcome;
        if (auto done = do_read([&](Reader& reader) {
                if (vault_ != nullptr) reader.use(vault_);
                outcome.emplace(work(reader));
            });
            !done.ok()) {
            return std::move(done).error();
        }
        return std::move(*outcome);
    }

    /// Runs `work` (Writer& → some Result) alone, one writer at a time, as a savepoint of its group: an error, or an
    /// exception (internal `storage.exception`), rolls back its own changes only. Returns after the whole group is
    /// durable, so a success is never lost. When the group cannot be made durable, every caller of it gets that error
    /// and nothing of it was done; only unavailable `storage.outcome_unknown` (a database server was lost while it
    /// committed, and could not be asked afterwards) leaves that open. `work` runs once at most, on another thread; it
    /// must not call the store.
    template <class Work>
    auto write(Work work, Effect effect = Effect::content) -> decltype(work(std::declval<Writer&>())) {
        using Outcome = decltype(work(std::declval<Writer&>()));
        std::optional<Outcome> outcome;
        auto done = do_write([&](Writer& writer) {
            if (vault_ != nullptr) writer.use(vault_);
            outcome.emplace(work(writer));
            return outcome->ok();
        });
        // Before the caller knows, and also when it failed: the outcome of a broken commit is not known.
        if (effect == Effect::content) changes_.fetch_add(1, std::memory_order_acq_rel);
        if (!done.ok()) {
            return std::move(done).error();
        }
        if (outcome->ok() && written_) written_();
        return std::move(*outcome);
    }

    /// Rises with every write of `content` by this program. What was read from a snapshot taken after `changes()`
    /// returned n is current while it still returns n; changes of other programs on the same database do not count.
    [[nodiscard]] std::uint64_t changes() const { return changes_.load(std::memory_order_acquire); }

    /// Gives readers and writers what seals their protected columns (vault.h). It outlives the store.
    /// REQUIRES: set before other threads use the store.
    void protect(const Vault& vault) { vault_ = &vault; }

    /// `told` is called after each durable write, on its caller's thread, before the caller has its result; it must
    /// neither block nor call the store. REQUIRES: set before other threads write.
    void when_written(std::function<void()> told) { written_ = std::move(told); }

    /// "sqlite" or "postgresql", and its version.
    [[nodiscard]] virtual std::string description() const = 0;

 protected:
    virtual Result<void> do_read(const std::function<void(Reader&)>& work) = 0;
    /// `work` returns whether to keep its changes.
    virtual Result<void> do_write(const std::function<bool(Writer&)>& work) = 0;

 private:
    std::atomic<std::uint64_t> changes_ = 0;
    const Vault* vault_ = nullptr;
    std::function<void()> written_;
};

}  // namespace qy::storage
