#pragma once
// One row of a result in binary form.
#include "postgres/handles.h"
#include "storage/store.h"

namespace qy::storage {

class ResultRow final : public Row {
 public:
    ResultRow(const PGresult* result, int row) : result_(result), row_(row) {}
    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] ByteView bytes(int column) const override;
    /// The first column that was read as another type than it has, or −1.
    [[nodiscard]] int misread_column() const { return misread_; }

 private:
    /// False for null, and for a column that is not there or of none of these types, which is noted.
    [[nodiscard]] bool holds(int column, std::initializer_list<Oid> types) const;
    [[nodiscard]] std::string_view value(int column) const;

    const PGresult* result_;
    const int row_;
    mutable int misread_ = -1;
};

}  // namespace qy::storage
