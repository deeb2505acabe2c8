#include "sqlite/prepared.h"

#include <sqlite3.h>

#include <algorithm>

#include "base/json.h"
#include "driver.h"
#include "sqlite/sqlite_error.h"

namespace qy::storage {
namespace {

std::string json_list(std::span<const std::int64_t> numbers) {
    std::string out = "[";
    for (const auto number : numbers) {
        if (out.size() > 1) out += ',';
        out += std::to_string(number);
    }
    return out + "]";
}

std::string json_list(std::span<const std::string> texts) {
    JsonArray list;
    for (const auto& text : texts) list.emplace_back(text);
    return to_text(list);
}

// An empty view may hold a null pointer, which SQLite would bind as null instead of as an empty value.
template <class View>
const char* address_of(const View& view) {
    return view.empty() ? "" : reinterpret_cast<const char*>(view.data());
}

int bind_copy(sqlite3_stmt* handle, int index, const std::string& text) {
    return sqlite3_bind_text64(handle, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int bind_value(sqlite3_stmt* handle, int index, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(handle, index, *number);
    }
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        return sqlite3_bind_text64(handle, index, address_of(*text), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    if (const auto* bytes = std::get_if<ByteView>(&value)) {
        return sqlite3_bind_blob64(handle, index, address_of(*bytes), bytes->size(), SQLITE_STATIC);
    }
    if (const auto* numbers = std::get_if<std::span<const std::int64_t>>(&value)) {
        return bind_copy(handle, index, json_list(*numbers));
    }
    if (const auto* texts = std::get_if<std::span<const std::string>>(&value)) {
        return bind_copy(handle, index, json_list(*texts));
    }
    return sqlite3_bind_null(handle, index);
}

}  // namespace

Prepared::~Prepared() {
    sqlite3_finalize(handle);
}

Execution::Execution(sqlite3* database, Prepared& prepared, const Statement& statement, std::span<const Bind> binds)
    : database_(database), prepared_(prepared), statement_(statement) {
    prepared_.in_use = true;
    for (const auto& one : binds) bind(one);
    for (const auto& parameter : prepared_.parameters) {
        if (std::ranges::find(binds, parameter, &Bind::name) == binds.end()) fail_parameters(statement, parameter);
    }
}

void Execution::bind(const Bind& bind) {
    const auto at = std::ranges::find(prepared_.parameters, bind.name);
    if (at == prepared_.parameters.end()) fail_parameters(statement_, bind.name);
    const auto index = static_cast<int>(at - prepared_.parameters.begin()) + 1;
    if (const int code = bind_value(prepared_.handle, index, bind.value); code != SQLITE_OK) failed_bind_ = code;
}

Execution::~Execution() {
    sqlite3_reset(prepared_.handle);
    sqlite3_clear_bindings(prepared_.handle);
    prepared_.in_use = false;
}

Result<bool> Execution::step() {
    if (failed_bind_ != 0) return sqlite_error(database_, failed_bind_, statement_.name);
    const int code = sqlite3_step(prepared_.handle);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_error(database_, code, statement_.name);
}

bool PreparedRow::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

bool PreparedRow::holds(int column, int type) const {
    const bool exists = column >= 0 && column < sqlite3_column_count(handle_);
    const int found = exists ? sqlite3_column_type(handle_, column) : -1;
    if (found == type) return true;
    if (found != SQLITE_NULL && misread_ < 0) misread_ = column;
    return false;
}

std::int64_t PreparedRow::integer(int column) const {
    return holds(column, SQLITE_INTEGER) ? sqlite3_column_int64(handle_, column) : 0;
}

std::string_view PreparedRow::text(int column) const {
    if (!holds(column, SQLITE_TEXT)) return {};
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

ByteView PreparedRow::bytes(int column) const {
    if (!holds(column, SQLITE_BLOB)) return {};
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace qy::storage
