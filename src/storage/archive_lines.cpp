// From rows of the database to lines of an archive.
#include <algorithm>

#include "archive_ready.h"
#include "storage/archive_store.h"
#include "storage/event_store.h"
#include "storage/vault.h"

namespace qy::storage::archive {
namespace {

/// Runs a statement with as many parameters as there are.
Result<void> each_row(Reader& reader, const Statement& statement, const std::vector<Bind>& b,
                      const std::function<Result<bool>(const Row&)>& use) {
    switch (b.size()) {
        case 1:
            return reader.each_until(statement, {b[0]}, use);
        case 2:
            return reader.each_until(statement, {b[0], b[1]}, use);
        case 3:
            return reader.each_until(statement, {b[0], b[1], b[2]}, use);
        case 4:
            return reader.each_until(statement, {b[0], b[1], b[2], b[3]}, use);
        case 5:
            return reader.each_until(statement, {b[0], b[1], b[2], b[3], b[4]}, use);
        case 6:
            return reader.each_until(statement, {b[0], b[1], b[2], b[3], b[4], b[5]}, use);
        case 7:
            return reader.each_until(statement, {b[0], b[1], b[2], b[3], b[4], b[5], b[6]}, use);
        default:
            break;
    }
    return reader.each_until(statement, {b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]}, use);
}

/// Whether rows tell of a value with a number as its key's part.
bool is_number(Form form) {
    return form == Form::digits || form == Form::number || form == Form::reference;
}

Result<Json> sealed_value(const Vault& vault, const Ready& ready, std::size_t at, const Row& row, bool personal) {
    const auto& column = ready.columns[at];
    const auto place = static_cast<int>(at);
    const auto stored = column.form == Form::sealed_bytes ? text_of(row.bytes(place)) : row.text(place);
    if (!is_sealed(stored)) return Json(stored);
    if (!personal) {
        return column.form == Form::sealed_bytes ? Json(nullptr) : Json(ready.table->withheld);
    }
    QY_TRY(opened,
           vault.open({ready.table->name, column.name, row.integer(static_cast<int>(ready.sealed_by))}, stored));
    return Json(JsonObject{{kProtected, std::move(opened)}});
}

/// An event's own record; nothing for a row that only points to it.
Result<Json> record_value(const Vault& vault, const Ready& ready, std::size_t at, const Row& row, bool personal) {
    const auto stored = row.text(static_cast<int>(at));
    if (stored.empty()) return Json(nullptr);
    const model::EventId id(row.integer(static_cast<int>(ready.sealed_by)));
    if (personal) {
        QY_TRY(whole, events::read_record(vault, id, stored));
        return model::to_json(whole);
    }
    QY_TRY(record, parse_json(stored));
    if (record.is_object()) record.as_object().erase("sealed");
    QY_TRY(event, model::event_from_json(record));
    return model::to_json(event);
}

Result<Json> value_of(const Vault& vault, const Ready& ready, std::size_t at, const Row& row, bool personal) {
    const auto place = static_cast<int>(at);
    if (row.is_null(place)) return Json(nullptr);
    switch (ready.columns[at].form) {
        case Form::digits:
        case Form::reference:
            return Json(std::to_string(row.integer(place)));
        case Form::number:
            return Json(row.integer(place));
        case Form::sealed:
        case Form::sealed_bytes:
            return sealed_value(vault, ready, at, row, personal);
        case Form::record:
            return record_value(vault, ready, at, row, personal);
        case Form::text:
            break;
    }
    return Json(row.text(place));
}

Result<JsonObject> line_of(const Vault& vault, const Ready& ready, const Row& row, bool personal) {
    JsonObject line;
    for (std::size_t i = 0; i < ready.columns.size(); ++i) {
        QY_TRY(value, value_of(vault, ready, i, row, personal));
        line.emplace(ready.columns[i].name, std::move(value));
    }
    return line;
}

Cursor cursor_of(const Ready& ready, const Row& row) {
    Cursor cursor;
    for (const auto place : ready.key) {
        const auto at = static_cast<int>(place);
        if (is_number(ready.columns[place].form)) {
            cursor.emplace_back(row.integer(at));
        } else {
            cursor.emplace_back(std::string(row.text(at)));
        }
    }
    return cursor;
}

constexpr std::string_view kKeyNames[kKeyPartsMax] = {"key0", "key1", "key2", "key3", "key4", "key5"};

std::vector<Bind> binds_of(const Wanted& wanted, const Cursor& cursor, std::int64_t limit) {
    std::vector<Bind> binds{{"limit", limit}};
    if (wanted.party) binds.emplace_back("party", wanted.party);
    for (std::size_t i = 0; i < cursor.size(); ++i) {
        if (const auto* const number = std::get_if<std::int64_t>(&cursor[i])) {
            binds.emplace_back(kKeyNames[i], *number);
        } else {
            binds.emplace_back(kKeyNames[i], std::get<std::string>(cursor[i]));
        }
    }
    return binds;
}

}  // namespace

Result<std::int64_t> append_rows(Reader& reader, std::string_view kind, const Wanted& wanted, Cursor& cursor,
                                 std::int64_t limit, std::string& lines) {
    const auto& ready = ready_called(kind);
    const bool own = !wanted.party.is_none();
    const auto& sql =
        own ? (cursor.empty() ? ready.own_first : ready.own_behind) : (cursor.empty() ? ready.first : ready.behind);
    const auto binds = binds_of(wanted, cursor, limit);
    const bool entries = kind == "ledger_entry" && !wanted.personal && wanted.withheld_salts;
    std::vector<JsonObject> rows;
    Cursor last = cursor;
    QY_CHECK(each_row(reader, {kind, sql}, binds, [&](const Row& row) -> Result<bool> {
        // Of entries the salts are looked at with their event, when this statement is over.
        QY_TRY(line, line_of(reader.vault(), ready, row, wanted.personal || entries));
        rows.push_back(std::move(line));
        last = cursor_of(ready, row);
        return true;
    }));
    for (auto& row : rows) {
        if (entries && row.at("salts").is_object()) {
            QY_TRY(entry, ledger::find(reader, *number_in(row.at("position"))));
            QY_TRY(salts, wanted.withheld_salts(reader, *entry));
            row["salts"] = std::move(salts);
        }
        lines += canonical_text(row);
        lines += '\n';
    }
    cursor = std::move(last);
    return static_cast<std::int64_t>(rows.size());
}

}  // namespace qy::storage::archive
