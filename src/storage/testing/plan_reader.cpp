#include "storage/testing/plan_reader.h"

#include <deque>

namespace qy::storage::testing {
namespace {

// The driver knows statements by the address of their text.
std::string_view kept(std::string text) {
    static std::deque<std::string> texts;
    return texts.emplace_back(std::move(text));
}

// The word behind `before`, or "".
std::string_view word_after(std::string_view line, std::string_view before) {
    const auto found = line.find(before);
    if (found == std::string_view::npos) return {};
    const auto from = found + before.size();
    return line.substr(from, line.find_first_of(" ()", from) - from);
}

}  // namespace

bool PlanWriter::walks(std::string_view line, std::string_view sql) const {
    if (backend_ == Backend::postgresql) return large_.contains(std::string(word_after(line, "Seq Scan on ")));
    // SQLite calls it a scan, too, when it takes the first rows in the order of an index and stops.
    const bool stops = sql.find(" LIMIT ") != std::string_view::npos && sql.find(" WHERE ") == std::string_view::npos;
    auto table = std::string(word_after(line, "SCAN "));
    if (const auto alias = sql.find(" " + table + " "); table.size() == 1 && alias != std::string_view::npos) {
        const auto before = sql.rfind(' ', alias - 1) + 1;
        table = sql.substr(before, alias - before);
    }
    return line.starts_with("SCAN ") && !stops && large_.contains(table);
}

Result<void> PlanWriter::look(const Statement& statement, Binds binds) {
    if (!book_.seen.insert(std::string(statement.name)).second) return {};
    const bool postgres = backend_ == Backend::postgresql;
    const Statement ask{"explain", kept((postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + std::string(statement.sql))};
    return writer_.each_until(ask, binds, [&](const Row& row) -> Result<bool> {
        const auto line = row.text(postgres ? 0 : 3);
        if (walks(line, statement.sql)) book_.scans[std::string(statement.name)] = line;
        return true;
    });
}

Result<void> PlanWriter::each_until(const Statement& statement, Binds binds,
                                    const std::function<Result<bool>(const Row&)>& use) {
    QY_CHECK(look(statement, binds));
    return writer_.each_until(statement, binds, use);
}

Result<std::int64_t> PlanWriter::run(const Statement& statement, Binds binds) {
    QY_CHECK(look(statement, binds));
    return writer_.run(statement, binds);
}

Result<std::int64_t> PlanWriter::run_many(const Statement& statement, std::span<const BindRow> rows) {
    book_.seen.insert(std::string(statement.name));  // inserts: nothing to look for
    return writer_.run_many(statement, rows);
}

Result<void> PlanWriter::control(const Statement& /*statement*/) {
    return {};  // no store nests
}

}  // namespace qy::storage::testing
