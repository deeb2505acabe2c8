// From lines of an archive to rows of the database.
#include <algorithm>
#include <deque>

#include "archive_ready.h"
#include "sealing_rows.h"
#include "storage/archive_store.h"
#include "storage/event_store.h"
#include "storage/user_store.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::archive {
namespace {

/// The line within its group is known to `insert`.
Error bad_row(const Ready& ready, std::string_view column) {
    return invalid("archive.row", {std::string(ready.table->name), "0", std::string(column)});
}

/// Parameters of one row, and the texts that they borrow.
struct PutRow {
    BindRow binds;
    std::deque<std::string> texts;
    bool renew = false;  ///< it names persons, which are to be found again
    std::vector<std::int64_t> ids;
    std::string stored;

    std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

Result<void> put_sealed(const Vault& vault, const Ready& ready, const Column& column, const Place& place,
                        const Json& value, PutRow& out) {
    std::string stored;
    if (const auto* const object = value.if_object()) {
        const auto* const text = object->size() == 1 ? object->if_contains(kProtected) : nullptr;
        if (text == nullptr || !text->is_string()) return bad_row(ready, column.name);
        QY_TRY(sealed, vault.seal(place, text->as_string()));
        stored = std::move(sealed);
        out.renew = true;
    } else {
        if (!value.is_string()) return bad_row(ready, column.name);
        stored = value.as_string();
    }
    const auto kept = out.keep(std::move(stored));
    out.stored = kept;
    if (column.form == Form::sealed_bytes) {
        out.binds.emplace_back(column.name, bytes_of(kept));
    } else {
        out.binds.emplace_back(column.name, kept);
    }
    return {};
}

Result<void> put_record(const Vault& vault, const Ready& ready, const Column& column, const Place& place,
                        const Json& value, PutRow& out) {
    if (!value.is_object()) return bad_row(ready, column.name);
    auto event = model::event_from_json(value);
    if (!event.ok() || event->id.number() != place.row) return bad_row(ready, column.name);
    QY_TRY(stored, events::stored_record(vault, event->id, model::to_json(*event)));
    out.stored = out.keep(std::move(stored));
    out.renew = out.stored.find("\"sealed\":") != std::string::npos;
    out.binds.emplace_back(column.name, std::string_view(out.texts.back()));
    return {};
}

Result<void> put_value(const Vault& vault, const Ready& ready, const Column& column, std::int64_t seal_row,
                       const Json& value, PutRow& out) {
    const Place place{ready.table->name, column.name, seal_row};
    if (value.is_null() && column.form == Form::record) {
        out.binds.emplace_back(column.name, std::string_view());
        return {};
    }
    if (value.is_null()) {
        out.binds.emplace_back(column.name, nullptr);
        return {};
    }
    switch (column.form) {
        case Form::number:
            if (!value.is_int64()) return bad_row(ready, column.name);
            out.binds.emplace_back(column.name, value.as_int64());
            return {};
        case Form::digits: {
            const auto number = number_in(value);
            if (!number) return bad_row(ready, column.name);
            out.binds.emplace_back(column.name, *number);
            return {};
        }
        case Form::sealed:
        case Form::sealed_bytes:
            return put_sealed(vault, ready, column, place, value, out);
        case Form::record:
            return put_record(vault, ready, column, place, value, out);
        case Form::text:
        case Form::reference:
            break;
    }
    if (!value.is_string()) return bad_row(ready, column.name);
    out.binds.emplace_back(column.name, out.keep(std::string(value.as_string())));
    return {};
}

/// Null: every archive has it.
const Later* later_column(const Ready& ready, const Column& column) {
    const auto found = std::ranges::find_if(
        later(), [&](const Later& one) { return one.table == ready.table->name && one.column == column.name; });
    return found == later().end() ? nullptr : &*found;
}

/// What a line means by its silence. REQUIRES: later_column.
Json meant_by_silence(const Ready& ready, const Column& column) {
    const auto* const missing = later_column(ready, column);
    QY_ASSERT(missing != nullptr);
    if (missing->instead == "null") return nullptr;
    if (column.form != Form::number) return Json(missing->instead);
    return Json(*number_in(Json(missing->instead)));
}

/// The object of a line, with exactly the members that it should have.
Result<const JsonObject*> members_of(const Ready& ready, const Json& row) {
    const auto* const object = row.if_object();
    if (object == nullptr) return bad_row(ready, "");
    for (const auto& column : ready.columns) {
        const bool told = object->contains(column.name) || later_column(ready, column) != nullptr;
        if (!told) return bad_row(ready, column.name);
    }
    for (const auto& member : *object) {
        if (std::ranges::find(ready.columns, std::string_view(member.key()), &Column::name) == ready.columns.end()) {
            return bad_row(ready, member.key());
        }
    }
    return object;
}

Result<void> fill(const Vault& vault, const Ready& ready, const Json& row, PutRow& out) {
    QY_TRY(object, members_of(ready, row));
    const auto& by = ready.columns[ready.sealed_by];
    const auto seal_row = ready.table->sealed_by.empty() ? std::nullopt : number_in(object->at(by.name));
    if (!ready.table->sealed_by.empty() && !seal_row) return bad_row(ready, by.name);
    for (const auto& column : ready.columns) {
        if (column.form == Form::reference) continue;
        const auto* told = object->if_contains(column.name);
        const Json silence = told == nullptr ? meant_by_silence(ready, column) : Json();
        if (told == nullptr) told = &silence;
        QY_CHECK(put_value(vault, ready, column, seal_row.value_or(0), *told, out));
    }
    for (const auto place : ready.key) {
        if (const auto number = number_in(object->at(ready.columns[place].name))) out.ids.push_back(*number);
    }
    return {};
}

/// Persons are found by keyed hashes, which are made anew as when a key is changed.
Result<void> find_persons_again(Writer& writer, std::string_view kind, const PutRow& row) {
    constexpr std::string_view kWithPersons[] = {"party", "trace_event", "submission"};
    if (!row.renew || std::ranges::find(kWithPersons, kind) == std::end(kWithPersons)) return {};
    const auto relations = sealing::relation_table();
    const auto found = std::ranges::find(relations, kind, &sealing::Relation::name);
    QY_ASSERT(found != relations.end());
    return found->renew(writer, {{}, true, row.ids, row.stored});
}

constexpr Statement kUntouched{"archive.untouched",
                               "SELECT (SELECT count(*) FROM party WHERE roles NOT LIKE '%platform_operator%') + "
                               "(SELECT count(*) FROM app_user) + "
                               "(SELECT count(*) FROM product) + (SELECT count(*) FROM lot) + (SELECT count(*) FROM "
                               "submission) + (SELECT count(*) "
                               "FROM code_range) + (SELECT count(*) FROM ledger_entry) + (SELECT count(*) FROM brand)"};
constexpr Statement kForgetSecrets{"archive.forget_secrets", "DELETE FROM one_time_secret"};
constexpr Statement kNewCatalogue{"archive.new_catalogue", "UPDATE catalogue_state SET version = version + 1"};

// As the migrations did that brought them.
constexpr Statement kBrandOfTask{
    "archive.brand_of_task",
    "UPDATE submission SET brand_id = (SELECT t.brand_id FROM review_task t WHERE t.submission_id = "
    "submission.submission_id) WHERE state = 'submitted'"};
constexpr Statement kBrandOfEvents{
    "archive.brand_of_events",
    "UPDATE submission SET brand_id = (SELECT MIN(p.brand_id) FROM event_key k JOIN trace_event e ON e.event_id = "
    "k.event_id JOIN lot l ON l.lot_id = e.lot_id JOIN product p ON p.product_id = l.product_id WHERE k.submission_id "
    "= "
    "submission.submission_id) WHERE brand_id IS NULL"};
constexpr Statement kBrandOfProduct{
    "archive.brand_of_product",
    "UPDATE submission SET brand_id = (SELECT MIN(p.brand_id) FROM product_version v JOIN product p ON p.product_id = "
    "v.product_id WHERE v.submission_id = submission.submission_id) WHERE brand_id IS NULL AND submission_id IN "
    "(SELECT "
    "submission_id FROM product_version)"};
constexpr Statement kTasks{
    "archive.review_tasks",
    "INSERT INTO review_task (submission_id, party_id, kind, waits_since, due_at, reviewers) SELECT submission_id, "
    "party_id, '', created_at, created_at + 259200000000, 1 FROM submission WHERE state = 'submitted'"};
constexpr std::string_view kPast[] = {"follower_cursor.jsonl"};

}  // namespace

bool came_later(std::string_view kind) {
    return std::ranges::any_of(later(), [&](const Later& one) { return one.table == kind && one.column.empty(); });
}
bool is_of_the_past(std::string_view part) {
    return std::ranges::find(kPast, part) != std::end(kPast);
}
bool lacks(const Json& row, std::string_view column) {
    const auto* const object = row.if_object();
    return object != nullptr && !object->contains(column);
}

Result<bool> is_untouched(Reader& reader) {
    QY_TRY(count, reader.first(kUntouched, {}, [](const Row& row) { return row.integer(0); }));
    return count.value_or(0) == 0;
}

Result<void> clear_shipped(Writer& writer) {
    QY_TRY(forgotten, writer.run(kForgetSecrets, {}));
    (void)forgotten;
    for (auto ready = all_ready().rbegin(); ready != all_ready().rend(); ++ready) {
        QY_TRY(cleared, writer.run({ready->table->name, ready->clear}, {}));
        (void)cleared;
    }
    return {};
}

Result<void> insert(Writer& writer, std::string_view kind, std::span<const Json> rows) {
    const auto& ready = ready_called(kind);
    std::deque<PutRow> filled;
    std::vector<BindRow> binds;
    for (const auto& row : rows) {
        if (auto done = fill(writer.vault(), ready, row, filled.emplace_back()); !done.ok()) {
            auto error = std::move(done).error();
            if (error.code == "archive.row") error.arguments[1] = std::to_string(filled.size() - 1);
            return error;
        }
        binds.push_back(filled.back().binds);
    }
    QY_TRY(inserted, writer.run_many({kind, ready.put}, binds));
    QY_ASSERT(inserted == static_cast<std::int64_t>(rows.size()));
    for (const auto& row : filled) QY_CHECK(find_persons_again(writer, kind, row));
    return {};
}

bool has_connections(std::string_view kind) {
    return !ready_called(kind).link.empty();
}

Result<void> connect(Writer& writer, std::string_view kind, const Json& row) {
    const auto& ready = ready_called(kind);
    QY_TRY(object, members_of(ready, row));
    const auto reference = std::ranges::find(ready.columns, Form::reference, &Column::form);
    QY_ASSERT(reference != ready.columns.end());
    const auto& value = object->at(reference->name);
    if (value.is_null()) return {};
    const auto& key = ready.columns[ready.key.front()];
    const auto to = number_in(value);
    const auto from = number_in(object->at(key.name));
    if (!to || !from) return bad_row(ready, to ? key.name : reference->name);
    return update_row(writer, {kind, ready.link}, {{reference->name, *to}, {key.name, *from}});
}

Result<void> finish(Writer& writer, const Lacking& lacking) {
    std::vector<const Statement*> missing;
    if (lacking.review_tasks) missing.push_back(&kTasks);
    if (lacking.brands) missing.insert(missing.end(), {&kBrandOfTask, &kBrandOfEvents, &kBrandOfProduct});
    for (const auto* statement : missing) {
        QY_TRY(changed, writer.run(*statement, {}));
        (void)changed;
    }
    QY_CHECK(update_row(writer, kNewCatalogue, {}));
    QY_TRY(vouched, users::vouch_for_all(writer));
    (void)vouched;
    return {};
}

}  // namespace qy::storage::archive
