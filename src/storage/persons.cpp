#include "storage/persons.h"

#include <algorithm>

#include "base/text.h"
#include "model/attribute.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::persons {
namespace {

constexpr std::string_view kTable = "personal_reference";

constexpr Statement kAdd{"personal_reference.add",
                         "INSERT INTO personal_reference (value_index, relation, row_id) VALUES ($value, $relation, "
                         "$row) ON CONFLICT (value_index, relation, row_id) DO NOTHING"};
constexpr Statement kFind{
    "personal_reference.find",
    "SELECT DISTINCT relation, row_id FROM personal_reference WHERE value_index {in:values} ORDER "
    "BY relation, row_id"};
constexpr Statement kForget{"personal_reference.forget",
                            "DELETE FROM personal_reference WHERE relation = $relation AND row_id = $row"};

}  // namespace

std::string normalised(std::string_view value) {
    std::string out;
    for (const char c : lower_ascii(fold_width(trim(value)))) {
        if (c != ' ' && c != '-' && c != '(' && c != ')') out += c;
    }
    if (out.starts_with("+86")) out.erase(0, 3);
    return out;
}

std::vector<std::string> values_of(const model::FieldRow& row, std::string_view content) {
    if (row.type != model::FieldType::attributes) return {std::string(content)};
    std::vector<std::string> values;
    auto attributes = model::parse_attributes(content);
    if (!attributes.ok()) return values;
    for (auto& one : *attributes) values.push_back(std::move(one.value));
    return values;
}

Result<void> add(Writer& writer, std::string_view relation, std::int64_t row, std::string_view kind,
                 std::string_view value) {
    QY_TRY(index, writer.vault().index(kTable, kind, normalised(value)));
    QY_TRY(added, writer.run(kAdd, {{"value", index}, {"relation", relation}, {"row", row}}));
    (void)added;
    return {};
}

Result<std::vector<Reference>> find(Reader& reader, const std::vector<std::string_view>& kinds,
                                    std::string_view value) {
    std::vector<std::string> values;
    for (const auto kind : kinds) {
        auto indexes = reader.vault().indexes(kTable, kind, normalised(value));
        std::move(indexes.begin(), indexes.end(), std::back_inserter(values));
    }
    return reader.all(kFind, {{"values", std::span<const std::string>(values)}}, [](const Row& row) {
        return Reference{std::string(row.text(0)), row.integer(1)};
    });
}

Result<std::vector<std::int64_t>> parties_named(Reader& reader, std::string_view name) {
    std::vector<std::int64_t> ids;
    if (name.empty()) return ids;
    QY_TRY(found, find(reader, {party_name}, name));
    for (const auto& reference : found) {
        if (reference.relation == "party") ids.push_back(reference.row);
    }
    return ids;
}

Result<void> forget(Writer& writer, std::string_view relation, std::int64_t row) {
    QY_TRY(forgotten, writer.run(kForget, {{"relation", relation}, {"row", row}}));
    (void)forgotten;
    return {};
}

}  // namespace qy::storage::persons
