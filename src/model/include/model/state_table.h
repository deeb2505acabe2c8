#pragma once
// Tables of states: a row says that a verb leads from one state to another, and by whose hands; what is no row is not
// possible. Rows have the members from, verb, to and, where hands are told apart, hand. Pure functions: safe from any
// thread.
#include <optional>
#include <string>

#include "base/assert.h"

namespace qy::model {

/// The state after `verb`, or nullopt when the table has no such row.
template <class Table, class State, class Verb>
[[nodiscard]] constexpr std::optional<State> next_in(const Table& table, State from, Verb verb) {
    for (const auto& row : table) {
        if (row.from == from && row.verb == verb) return row.to;
    }
    return std::nullopt;
}

/// Whose verb it is. REQUIRES: a verb of the table, which has one hand in all its rows.
template <class Table, class Verb>
[[nodiscard]] constexpr auto hand_in(const Table& table, Verb verb) {
    for (const auto& row : table) {
        if (row.verb == verb) return row.hand;
    }
    QY_ASSERT(false && "a verb of the table");
}

/// For a document: `words` as they are, then the table as a picture (Mermaid) that begins at `first`, and as a list.
template <class Table, class State>
[[nodiscard]] std::string picture_of(const Table& table, State first, std::string words) {
    const auto name = [](auto value) { return std::string(to_string(value)); };
    std::string list;
    words += "\n\n```mermaid\nstateDiagram-v2\n    [*] --> " + name(first) + "\n";
    for (const auto& row : table) {
        words += "    " + name(row.from) + " --> " + name(row.to) + ": " + name(row.verb) + "\n";
        list += "| " + name(row.from) + " | " + name(row.verb) + " | " + name(row.to) + " | " + name(row.hand) + " |\n";
    }
    return words + "```\n\n| From | Verb | To | Who |\n|---|---|---|---|\n" + list;
}

}  // namespace qy::model
