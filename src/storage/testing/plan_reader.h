#pragma once
// For tests: a reader and writer that asks the database, before each statement, how it would run it.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "storage/store.h"
#include "storage/testing/temp_store.h"

namespace qy::storage::testing {

/// What was seen, by name of the statement.
struct PlanBook {
    std::set<std::string> seen;
    std::map<std::string, std::string> scans;  ///< statement → the part of its plan that walks a whole large table
};

/// REQUIRES: `writer` and `book` live longer.
class PlanWriter final : public Writer {
 public:
    PlanWriter(Writer& writer, Backend backend, std::set<std::string> large_tables, PlanBook& book)
        : writer_(writer), backend_(backend), large_(std::move(large_tables)), book_(book) {
        use(&writer.vault());
    }
    Result<void> each_until(const Statement& statement, Binds binds,
                            const std::function<Result<bool>(const Row&)>& use) override;
    Result<std::int64_t> run(const Statement& statement, Binds binds) override;
    Result<std::int64_t> run_many(const Statement& statement, std::span<const BindRow> rows) override;
    Result<void> script(std::string_view name, std::string_view sql) override { return writer_.script(name, sql); }

 protected:
    Result<void> control(const Statement& statement) override;

 private:
    Result<void> look(const Statement& statement, Binds binds);
    /// True when the line of a plan walks a large table from end to end.
    [[nodiscard]] bool walks(std::string_view line, std::string_view sql) const;

    Writer& writer_;
    const Backend backend_;
    const std::set<std::string> large_;
    PlanBook& book_;
};

}  // namespace qy::storage::testing
