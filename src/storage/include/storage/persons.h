#pragma once
// In which rows a person is named: keyed hashes of names and telephone numbers, so that a person can be found, told
// and erased although the values are sealed. (clauses 6.5.2, 9.2.2) Errors of all: those of the port; not_found
// `keyring.no_key`.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/field.h"
#include "storage/store.h"

namespace qy::storage::persons {

/// The kind of value that a farmer's name is, beside the personal fields of the field table.
inline constexpr std::string_view party_name = "party_name";

/// One row that names the person.
struct Reference {
    std::string relation;  ///< trace_event | submission | party
    std::int64_t row = 0;
    bool operator==(const Reference&) const = default;
};

/// What is left of a value when writing habits are taken away: widths, case, spaces, hyphens, the +86 of a number.
[[nodiscard]] std::string normalised(std::string_view value);

/// The values that a content of this field tells: itself, or of attributes each of them.
[[nodiscard]] std::vector<std::string> values_of(const model::FieldRow& row, std::string_view content);

/// Notes that a row holds this value; `kind` is party_name or a personal field's name. Noting it twice is once.
Result<void> add(Writer& writer, std::string_view relation, std::int64_t row, std::string_view kind,
                 std::string_view value);
/// Rows that hold the value as any of `kinds`, each once, by relation and row.
Result<std::vector<Reference>> find(Reader& reader, const std::vector<std::string_view>& kinds, std::string_view value);
/// Ids of the farmers of this name.
Result<std::vector<std::int64_t>> parties_named(Reader& reader, std::string_view name);
/// Forgets whom a row names.
Result<void> forget(Writer& writer, std::string_view relation, std::int64_t row);

}  // namespace qy::storage::persons
