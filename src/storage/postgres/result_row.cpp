#include "postgres/result_row.h"

#include <algorithm>

#include "postgres/types.h"

namespace qy::storage {

bool ResultRow::is_null(int column) const {
    return column >= 0 && column < PQnfields(result_) && PQgetisnull(result_, row_, column) != 0;
}

bool ResultRow::holds(int column, std::initializer_list<Oid> types) const {
    if (is_null(column)) return false;
    const bool exists = column >= 0 && column < PQnfields(result_);
    if (exists && std::ranges::find(types, PQftype(result_, column)) != types.end()) return true;
    if (misread_ < 0) misread_ = column;
    return false;
}

std::string_view ResultRow::value(int column) const {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t ResultRow::integer(int column) const {
    if (!holds(column, {pg::kInt8, pg::kInt2, pg::kInt4, pg::kBool})) return 0;
    const auto found = value(column);
    return pg::get_number(found.data(), found.size());
}

std::string_view ResultRow::text(int column) const {
    return holds(column, {pg::kText, pg::kVarchar, pg::kName}) ? value(column) : std::string_view{};
}

ByteView ResultRow::bytes(int column) const {
    return holds(column, {pg::kBytea}) ? bytes_of(value(column)) : ByteView{};
}

}  // namespace qy::storage
