#include "stored.h"

#include "base/text.h"

namespace qy::storage {

std::string joined(const std::vector<std::string>& pieces) {
    return join(pieces, ",");
}

std::vector<std::string> pieces_of(std::string_view list) {
    std::vector<std::string> pieces;
    if (list.empty()) return pieces;
    for (const auto piece : split(list, ',')) pieces.emplace_back(piece);
    return pieces;
}

std::string joined_fields(const std::vector<model::Field>& fields) {
    std::vector<std::string> names;
    for (const auto field : fields) names.emplace_back(model::row_of(field).name);
    return joined(names);
}

Error unknown_word(std::string_view column, std::string_view word) {
    return corrupt("storage.corrupt").because(std::string(column) + " holds the unknown word " + std::string(word));
}

Result<std::vector<model::Field>> fields_of(std::string_view list) {
    return named_values("a list of fields", list, [](std::string_view name) { return model::find_field(name); });
}

Result<void> insert_row(Writer& writer, const Statement& statement, Binds binds) {
    QY_TRY(rows, writer.run(statement, binds));
    QY_ASSERT(rows == 1);
    return {};
}

Result<void> update_row(Writer& writer, const Statement& statement, Binds binds) {
    QY_TRY(rows, writer.run(statement, binds));
    if (rows == 0) return conflict("storage.changed").because(std::string(statement.name));
    return {};
}

}  // namespace qy::storage
