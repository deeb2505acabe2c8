#pragma once
// Between columns and the model's types: comma lists, enums by their names, and versions.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/actor.h"
#include "model/field.h"
#include "storage/store.h"

namespace qy::storage {

/// A comma list; an empty text is an empty list. REQUIRES of the pieces: no comma, not empty.
[[nodiscard]] std::string joined(const std::vector<std::string>& pieces);
[[nodiscard]] std::vector<std::string> pieces_of(std::string_view list);

[[nodiscard]] std::string joined_fields(const std::vector<model::Field>& fields);

/// Errors: corrupt `storage.corrupt`: a word that the program does not know.
Error unknown_word(std::string_view column, std::string_view word);
Result<std::vector<model::Field>> fields_of(std::string_view list);

/// Names of enum values as a comma list, and back with `parse` (text → optional value).
template <class Enum>
[[nodiscard]] std::string joined_names(const std::vector<Enum>& values) {
    std::vector<std::string> names;
    for (const auto value : values) names.emplace_back(to_string(value));
    return joined(names);
}
template <class Parse>
auto named_values(std::string_view column, std::string_view list, Parse parse)
    -> Result<std::vector<typename decltype(parse(list))::value_type>> {
    std::vector<typename decltype(parse(list))::value_type> values;
    for (const auto& name : pieces_of(list)) {
        const auto value = parse(name);
        if (!value) return unknown_word(column, name);
        values.push_back(*value);
    }
    return values;
}

/// Every row as `make(row)`, where make gives a Result: ends at its first error.
template <class Make>
auto all_of(Reader& reader, const Statement& statement, Binds binds, Make make)
    -> Result<std::vector<std::decay_t<decltype(*make(std::declval<const Row&>()))>>> {
    std::vector<std::decay_t<decltype(*make(std::declval<const Row&>()))>> rows;
    QY_CHECK(reader.each(statement, binds, [&](const Row& row) -> Result<void> {
        QY_TRY(made, make(row));
        rows.push_back(std::move(made));
        return {};
    }));
    return rows;
}

/// The first row as `make(row)`, where make gives a Result; nullopt when there is none.
template <class Make>
auto first_of(Reader& reader, const Statement& statement, Binds binds, Make make)
    -> Result<std::optional<std::decay_t<decltype(*make(std::declval<const Row&>()))>>> {
    std::optional<std::decay_t<decltype(*make(std::declval<const Row&>()))>> found;
    QY_CHECK(reader.each_until(statement, binds, [&](const Row& row) -> Result<bool> {
        QY_TRY(made, make(row));
        found.emplace(std::move(made));
        return false;
    }));
    return found;
}

/// Runs an insert.
Result<void> insert_row(Writer& writer, const Statement& statement, Binds binds);

/// Runs an update of one row that must be there. Errors: conflict `storage.changed` when no row was changed.
Result<void> update_row(Writer& writer, const Statement& statement, Binds binds);

template <class Tag>
[[nodiscard]] std::vector<std::int64_t> numbers_of(const std::vector<Id<Tag>>& ids) {
    std::vector<std::int64_t> numbers;
    numbers.reserve(ids.size());
    for (const auto id : ids) numbers.push_back(id.number());
    return numbers;
}

}  // namespace qy::storage
