#pragma once
// A prepared statement, its parameters bound by name, and the row it stands on.
#include <string>
#include <vector>

#include "base/result.h"
#include "storage/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace qy::storage {

/// Owns one sqlite3_stmt.
struct Prepared {
    sqlite3_stmt* handle = nullptr;
    std::size_t sql_size = 0;             ///< of the text it was made from: guards against a reused address
    std::vector<std::string> parameters;  ///< names without $, by index from 0
    bool in_use = false;

    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared();
};

/// While it lives the statement is bound and can be stepped; then it is reset and forgets its values.
class Execution {
 public:
    /// REQUIRES: `binds` names exactly the statement's parameters; a gap would silently be null, so it ends the
    /// program.
    Execution(sqlite3* database, Prepared& prepared, const Statement& statement, std::span<const Bind> binds);
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;
    ~Execution();

    /// True when it stands on a row, false when the statement is done.
    Result<bool> step();

 private:
    void bind(const Bind& bind);

    sqlite3* database_;
    Prepared& prepared_;
    const Statement& statement_;
    int failed_bind_ = 0;
};

/// The row that an execution stands on.
class PreparedRow final : public Row {
 public:
    explicit PreparedRow(sqlite3_stmt* handle) : handle_(handle) {}
    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] ByteView bytes(int column) const override;
    /// The first column that was read as another type than it has, or −1.
    [[nodiscard]] int misread_column() const { return misread_; }

 private:
    [[nodiscard]] bool holds(int column, int type) const;

    sqlite3_stmt* handle_;
    mutable int misread_ = -1;
};

}  // namespace qy::storage
