#include "archive_ready.h"

#include <algorithm>
#include <charconv>

#include "base/assert.h"
#include "base/text.h"
#include "storage/archive_store.h"

namespace qy::storage::archive {
namespace {

Form form_of(std::string_view letter) {
    constexpr std::pair<std::string_view, Form> kForms[] = {
        {"d", Form::digits}, {"n", Form::number},       {"r", Form::reference},
        {"s", Form::sealed}, {"b", Form::sealed_bytes}, {"e", Form::record},
    };
    for (const auto& [name, form] : kForms) {
        if (name == letter) return form;
    }
    QY_ASSERT(letter.empty());
    return Form::text;
}

std::string select_of(const Ready& ready, std::string_view condition) {
    std::string names;
    for (const auto& column : ready.columns) names += (names.empty() ? "" : ", ") + std::string(column.name);
    std::string order = replace_all(std::string(ready.table->key), ",", ", ");
    std::string sql = "SELECT " + names + " FROM " + std::string(ready.table->name);
    if (!condition.empty()) sql += " WHERE " + std::string(condition);
    return sql + " ORDER BY " + order + " LIMIT $limit";
}

std::string behind_of(const Table& table) {
    std::string names;
    std::string values;
    std::size_t count = 0;
    for (const auto part : split(table.key, ',')) {
        names += (names.empty() ? "" : ", ") + std::string(part);
        values += (values.empty() ? "$key" : ", $key") + std::to_string(count++);
    }
    QY_ASSERT(count <= kKeyPartsMax);
    return "(" + names + ") > (" + values + ")";
}

std::string insert_of(const Ready& ready) {
    std::string names;
    std::string values;
    for (const auto& column : ready.columns) {
        if (column.form == Form::reference) continue;
        names += (names.empty() ? "" : ", ") + std::string(column.name);
        values += (values.empty() ? "$" : ", $") + std::string(column.name);
    }
    for (const auto blank : split(ready.table->blank, ',')) {
        if (blank.empty()) continue;
        names += ", " + std::string(blank);
        values += ", ''";
    }
    return "INSERT INTO " + std::string(ready.table->name) + " (" + names + ") VALUES (" + values + ")";
}

std::string link_of(const Ready& ready) {
    for (const auto& column : ready.columns) {
        if (column.form != Form::reference) continue;
        const std::string name(column.name);
        const std::string key(ready.columns[ready.key.front()].name);
        return "UPDATE " + std::string(ready.table->name) + " SET " + name + " = $" + name + " WHERE " + key + " = $" +
               key;
    }
    return {};
}

Ready ready_of(const Table& table) {
    Ready ready;
    ready.table = &table;
    for (const auto piece : split(table.columns, ',')) {
        const auto colon = piece.find(':');
        const auto letter = colon == std::string_view::npos ? std::string_view() : piece.substr(colon + 1);
        ready.columns.push_back({piece.substr(0, colon), form_of(letter)});
    }
    for (const auto part : split(table.key, ',')) ready.key.push_back(ready.place_of(part));
    if (!table.sealed_by.empty()) ready.sealed_by = ready.place_of(table.sealed_by);
    const auto behind = behind_of(table);
    ready.first = select_of(ready, "");
    ready.behind = select_of(ready, behind);
    if (!table.own.empty()) {
        ready.own_first = select_of(ready, table.own);
        ready.own_behind = select_of(ready, std::string(table.own) + " AND " + behind);
    }
    ready.put = insert_of(ready);
    ready.link = link_of(ready);
    ready.clear = "DELETE FROM " + std::string(table.name);
    return ready;
}

}  // namespace

std::size_t Ready::place_of(std::string_view name) const {
    const auto found = std::ranges::find(columns, name, &Column::name);
    QY_ASSERT(found != columns.end());
    return static_cast<std::size_t>(found - columns.begin());
}

const std::vector<Ready>& all_ready() {
    static const std::vector<Ready> kReady = [] {
        std::vector<Ready> ready;
        for (const auto& table : tables()) ready.push_back(ready_of(table));
        return ready;
    }();
    return kReady;
}

const Ready& ready_called(std::string_view kind) {
    const auto found = std::ranges::find(all_ready(), kind, [](const Ready& ready) { return ready.table->name; });
    QY_ASSERT(found != all_ready().end());
    return *found;
}

std::optional<std::int64_t> number_in(const Json& value) {
    if (!value.is_string()) return std::nullopt;
    const std::string_view text = value.as_string();
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    return end.ec == std::errc() && end.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::span<const Kind> kinds() {
    static const std::vector<Kind> kKinds = [] {
        std::vector<Kind> kinds;
        for (const auto& table : tables()) kinds.push_back({table.name, !table.own.empty()});
        return kinds;
    }();
    return kKinds;
}

bool has_column(std::string_view table, std::string_view column) {
    const auto found = std::ranges::find(all_ready(), table, [](const Ready& ready) { return ready.table->name; });
    return found != all_ready().end() &&
           std::ranges::find(found->columns, column, &Column::name) != found->columns.end();
}

}  // namespace qy::storage::archive
