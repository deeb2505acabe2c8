#pragma once
// Parameters bound by name, as the numbered binary parameters that the server takes.
#include <array>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/handles.h"
#include "storage/store.h"

namespace qy::storage {

/// SQL with $1, $2 … and the names that they stand for, in that order.
struct NumberedSql {
    std::string text;
    std::vector<std::string> names;
};
/// Renders `{in:name}` and numbers `$name` by first appearance; texts in quotes stay as they are.
[[nodiscard]] NumberedSql numbered(std::string_view sql);

/// The type that a value is sent as; 0 for null, whose type the server finds.
[[nodiscard]] Oid type_of(const Value& value);

/// The values of one call in the form that libpq takes. Borrows texts and bytes from the binds.
class ParameterValues {
 public:
    /// REQUIRES: `binds` names exactly `names`; else the program ends.
    ParameterValues(const Statement& statement, const std::vector<std::string>& names, std::span<const Bind> binds);
    ParameterValues(const ParameterValues&) = delete;
    ParameterValues& operator=(const ParameterValues&) = delete;

    [[nodiscard]] const std::vector<Oid>& types() const { return types_; }
    [[nodiscard]] int count() const { return static_cast<int>(data_.size()); }
    [[nodiscard]] const char* const* data() const { return data_.data(); }
    [[nodiscard]] const int* lengths() const { return lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
    void add(const Value& value);
    void add_bytes(const void* data, std::size_t size);

    std::vector<Oid> types_;
    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::deque<std::array<char, 8>> numbers_;  // places stay where they are
    std::deque<std::string> lists_;
};

}  // namespace qy::storage
