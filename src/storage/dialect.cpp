#include "dialect.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace qy::storage {
namespace {

// One row per macro, one column per dialect.
struct Macro {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgresql;
};
constexpr auto kMacros = std::to_array<Macro>({
    {"id", "INTEGER", "bigint"},
    {"int", "INTEGER", "bigint"},
    {"text", "TEXT", "text COLLATE \"C\""},  // by bytes, as SQLite orders
    {"bytes", "BLOB", "bytea"},
    {"time", "INTEGER", "bigint"},
    {"flag", "INTEGER", "smallint"},
    {"strict", " STRICT", ""},
    {"clustered", " STRICT, WITHOUT ROWID", ""},
});

bool is_word(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == ':'; });
}

std::string_view macro_text(std::string_view name, Dialect dialect) {
    const auto row = std::ranges::find(kMacros, name, &Macro::name);
    QY_ASSERT(row != kMacros.end());
    return dialect == Dialect::sqlite ? row->sqlite : row->postgresql;
}

std::string membership_text(std::string_view name, Dialect dialect) {
    QY_ASSERT(name.starts_with("in:"));
    const std::string parameter = "$" + std::string(name.substr(3));
    return dialect == Dialect::sqlite ? "IN (SELECT value FROM json_each(" + parameter + "))"
                                      : "= ANY(" + parameter + ")";
}

// Calls `render` for the word of each {word}; any other brace stays as it is.
template <class Render>
std::string replaced(std::string_view sql, Render render) {
    std::string out;
    out.reserve(sql.size() + 64);
    std::size_t at = 0;
    while (at < sql.size()) {
        const auto end = sql[at] == '{' ? sql.find('}', at) : std::string_view::npos;
        const auto word = end == std::string_view::npos ? std::string_view{} : sql.substr(at + 1, end - at - 1);
        if (is_word(word)) {
            out += render(word);
            at = end + 1;
        } else {
            out += sql[at++];
        }
    }
    return out;
}

}  // namespace

std::string render_schema(std::string_view sql, Dialect dialect) {
    return replaced(sql, [dialect](std::string_view word) { return macro_text(word, dialect); });
}

std::string render_statement(std::string_view sql, Dialect dialect) {
    return replaced(sql, [dialect](std::string_view word) { return membership_text(word, dialect); });
}

}  // namespace qy::storage
