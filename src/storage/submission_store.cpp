#include "storage/submission_store.h"

#include <algorithm>
#include <set>

#include "model/field.h"
#include "reach.h"
#include "storage/persons.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::submissions {
namespace {

#define QY_SUBMISSION_COLUMNS                                                                                       \
    "submission_id, import_id, party_id, author, author_user_id, channel, state, changes, created_at, decided_by, " \
    "comment, version, policy_id, draw, brand_id "

constexpr Statement kInsert{
    "submission.insert",
    "INSERT INTO submission (submission_id, import_id, party_id, author, author_user_id, channel, state, changes, "
    "created_at, decided_by, comment, policy_id, draw, brand_id) VALUES ($submission, $import, $party, $author, "
    "$author_user, "
    "$channel, $state, $changes, $created_at, $decided_by, $comment, $policy, $draw, $brand)"};
constexpr Statement kFind{"submission.find", "SELECT " QY_SUBMISSION_COLUMNS
                                             "FROM submission WHERE submission_id = $submission AND " QY_REACHED_RECORD(
                                                 "submission.party_id", "submission.brand_id")};
constexpr Statement kList{
    "submission.list", "SELECT " QY_SUBMISSION_COLUMNS
                       "FROM submission WHERE submission_id > $after AND ($state = '' OR state = $state) AND ($import "
                       "= 0 OR import_id = $import) AND " QY_REACHED_RECORD(
                           "submission.party_id", "submission.brand_id") "ORDER BY submission_id LIMIT $limit"};
constexpr Statement kSetState{
    "submission.set_state",
    "UPDATE submission SET state = $state, decided_by = $decided_by, decided_at = $decided_at, comment = $comment, "
    "brand_id = $brand, version = version + 1 WHERE submission_id = $submission AND version = $version"};
constexpr Statement kSetChanges{"submission.set_changes",
                                "UPDATE submission SET changes = $changes WHERE submission_id = $submission"};
constexpr Statement kInsertImport{"import.insert",
                                  "INSERT INTO import (import_id, party_id, author, file_name, started_at) VALUES "
                                  "($import, $party, $author, $file_name, $started_at)"};
constexpr Statement kFinishImport{"import.finish",
                                  "UPDATE import SET accepted = $accepted, already = $already, rejected = $rejected "
                                  "WHERE import_id = $import"};

model::Channel channel_from(std::string_view text) {
    for (const auto channel : {model::Channel::web, model::Channel::api, model::Channel::operator_command}) {
        if (model::to_string(channel) == text) return channel;
    }
    return model::Channel::demo;
}

std::string changes_text(std::vector<model::Change> changes) {
    JsonArray list;
    for (auto& change : changes) {
        JsonObject item{{"kind", model::to_string(change.kind)},
                        {"target", std::to_string(change.target)},
                        {"base_version", change.base_version}};
        item["content"] = std::move(change.content);
        list.push_back(std::move(item));
    }
    return to_text(list);
}

Result<std::vector<model::Change>> changes_from(std::string_view text) {
    std::vector<model::Change> changes;
    QY_TRY(parsed, parse_json(text));
    if (!parsed.is_array()) return corrupt("storage.corrupt").because("submission.changes");
    for (const auto& item : parsed.as_array()) {
        const auto& object = item.as_object();
        model::Change change;
        change.kind = model::parse_change_kind(object.at("kind").as_string()).value_or(model::ChangeKind::row);
        change.target = parse_id_number(object.at("target").as_string()).value_or(0);
        change.base_version = object.at("base_version").as_int64();
        change.content = object.at("content");
        changes.push_back(std::move(change));
    }
    return changes;
}

Place changes_place(model::SubmissionId id) {
    return {"submission", "changes", id.number()};
}

/// Calls `use(field, value)` for each content of each event of a row; other changes have none.
template <class Use>
void each_content(const model::Change& change, Use use) {
    const auto* const object = change.content.if_object();
    const auto* const events = object == nullptr ? nullptr : object->if_contains("events");
    if (events == nullptr || !events->is_array()) return;
    for (const auto& event : events->as_array()) {
        const auto* const contents = event.is_object() ? event.as_object().if_contains("contents") : nullptr;
        if (contents == nullptr || !contents->is_object()) continue;
        for (const auto& member : contents->as_object()) {
            const auto field = model::field_of_name(member.key());
            if (field && member.value().is_string()) use(model::row_of(*field), member.value().as_string());
        }
    }
}

constexpr std::string_view kNames[] = {"owner_name", "party_name", "counterparty_name"};

void collect_names(const Json& value, std::set<std::string>& names) {
    if (const auto* const list = value.if_array()) {
        for (const auto& item : *list) collect_names(item, names);
    }
    const auto* const object = value.if_object();
    if (object == nullptr) return;
    for (const auto& member : *object) {
        const bool is_name = std::ranges::find(kNames, std::string_view(member.key())) != std::end(kNames);
        if (is_name && member.value().is_string() && !member.value().as_string().empty()) {
            names.emplace(member.value().as_string());
        }
        collect_names(member.value(), names);
    }
}

/// The name of the farmer that a registry record tells of; empty when it tells of something else.
std::string farmer_in(const model::Change& change) {
    const auto* const object = change.kind == model::ChangeKind::registry ? change.content.if_object() : nullptr;
    if (object == nullptr) return {};
    const auto* const kind = object->if_contains("kind");
    const auto* const name = object->if_contains("name");
    const bool farmer = kind != nullptr && *kind == Json(model::to_string(model::PartyKind::farmer));
    return farmer && name != nullptr && name->is_string() ? std::string(name->as_string()) : std::string();
}

/// Of products nothing is protected; a row is judged by its contents; what else there is may tell of a person.
void note_protected(const model::Change& change, ReadyChanges& ready) {
    if (change.kind == model::ChangeKind::product) return;
    if (change.kind != model::ChangeKind::row) ready.is_protected = true;
    if (auto name = farmer_in(change); !name.empty()) {
        ready.persons.emplace_back(persons::party_name, std::move(name));
    }
    collect_names(change.content, ready.names);
    each_content(change, [&](const model::FieldRow& row, std::string_view value) {
        if (!model::is_protected(row.data_class)) return;
        ready.is_protected = true;
        if (row.data_class != model::DataClass::personal) return;
        for (auto& one : persons::values_of(row, value)) ready.persons.emplace_back(row.name, std::move(one));
    });
}

Result<std::string> stored_changes(const Vault& vault, const model::Submission& submission, const ReadyChanges& ready) {
    if (!ready.is_protected && !submission.names_person) return ready.text;
    return vault.seal(changes_place(submission.id), ready.text);
}

Result<void> add_persons(Writer& writer, const model::Submission& submission, const ReadyChanges& ready) {
    const auto add = [&](std::string_view kind, std::string_view value) {
        return persons::add(writer, "submission", submission.id.number(), kind, value);
    };
    for (const auto& [kind, value] : ready.persons) QY_CHECK(add(kind, value));
    if (!submission.names_person) return {};
    for (const auto& name : ready.names) QY_CHECK(add(persons::party_name, name));
    return {};
}

Result<model::Submission> submission_from(const Vault& vault, const Row& row) {
    model::Submission submission;
    submission.id = row.id<model::SubmissionId>(0);
    submission.import = row.id<model::ImportId>(1);
    submission.party = row.id<model::PartyId>(2);
    submission.author = row.text(3);
    submission.author_user = row.id<model::UserId>(4);
    submission.channel = channel_from(row.text(5));
    submission.state = model::parse_submission_state(row.text(6)).value_or(model::SubmissionState::draft);
    QY_TRY(text, vault.open(changes_place(submission.id), row.text(7)));
    QY_TRY(changes, changes_from(text));
    submission.changes = std::move(changes);
    submission.names_person = is_sealed(row.text(7));
    submission.created_at = row.time(8);
    submission.decided_by = row.text(9);
    submission.comment = row.text(10);
    submission.version = row.integer(11);
    submission.policy = row.id<model::PolicyId>(12);
    if (!row.is_null(13)) submission.draw = row.integer(13);
    submission.brand = row.id<model::BrandId>(14);
    return submission;
}

auto submission_with(const Vault& vault) {
    return [&vault](const Row& row) { return submission_from(vault, row); };
}

}  // namespace

ReadyChanges ready_changes(std::vector<model::Change> changes) {
    ReadyChanges ready;
    for (const auto& change : changes) note_protected(change, ready);
    ready.text = changes_text(std::move(changes));
    return ready;
}

Result<void> insert(Writer& writer, const model::Submission& submission) {
    return insert(writer, submission, ready_changes(submission.changes));
}

Result<void> insert(Writer& writer, const model::Submission& submission, const ReadyChanges& ready) {
    QY_TRY(changes, stored_changes(writer.vault(), submission, ready));
    QY_CHECK(add_persons(writer, submission, ready));
    QY_TRY(inserted, writer.run(kInsert, {{"submission", submission.id},
                                          {"import", submission.import},
                                          {"party", submission.party},
                                          {"author", submission.author},
                                          {"author_user", submission.author_user},
                                          {"channel", model::to_string(submission.channel)},
                                          {"state", model::to_string(submission.state)},
                                          {"changes", changes},
                                          {"created_at", submission.created_at},
                                          {"decided_by", submission.decided_by},
                                          {"comment", submission.comment},
                                          {"policy", submission.policy},
                                          {"draw", submission.draw},
                                          {"brand", submission.brand}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<bool> names_farmer(Reader& reader, const ReadyChanges& changes) {
    for (const auto& name : changes.names) {
        QY_TRY(farmers, persons::parties_named(reader, name));
        if (!farmers.empty()) return true;
    }
    return false;
}

Result<bool> needs_sealing(Reader& reader, std::string_view changes) {
    if (is_sealed(changes)) return false;
    QY_TRY(list, changes_from(changes));
    const auto ready = ready_changes(std::move(list));
    return ready.is_protected ? Result<bool>(true) : names_farmer(reader, ready);
}

Result<void> set_changes(Writer& writer, const model::Submission& submission) {
    const auto ready = ready_changes(submission.changes);
    QY_TRY(changes, stored_changes(writer.vault(), submission, ready));
    QY_CHECK(update_row(writer, kSetChanges, {{"submission", submission.id}, {"changes", changes}}));
    QY_CHECK(persons::forget(writer, "submission", submission.id.number()));
    return add_persons(writer, submission, ready);
}

Result<std::optional<model::Submission>> find(Reader& reader, const Scope& scope, model::SubmissionId id) {
    return first_of(reader, kFind, {{"submission", id}, QY_REACH_GRANT_BINDS(scope)}, submission_with(reader.vault()));
}

Result<std::vector<model::Submission>> list(Reader& reader, const Query& query) {
    return all_of(reader, kList,
                  {{"after", query.after.number()},
                   {"state", query.state},
                   {"import", query.import.number()},
                   QY_REACH_GRANT_BINDS(query.scope),
                   {"limit", query.limit}},
                  submission_with(reader.vault()));
}

Result<void> set_state(Writer& writer, const model::Submission& submission, std::int64_t version, Time at) {
    QY_TRY(changed, writer.run(kSetState, {{"submission", submission.id},
                                           {"state", model::to_string(submission.state)},
                                           {"decided_by", submission.decided_by},
                                           {"decided_at", at},
                                           {"comment", submission.comment},
                                           {"brand", submission.brand},
                                           {"version", version}}));
    return changed == 1 ? Result<void>() : conflict("submission.changed");
}

Result<void> insert_import(Writer& writer, const Import& import) {
    QY_TRY(inserted, writer.run(kInsertImport, {{"import", import.id},
                                                {"party", import.party},
                                                {"author", import.author},
                                                {"file_name", import.file_name},
                                                {"started_at", import.started_at}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<void> finish_import(Writer& writer, const Import& import) {
    QY_TRY(changed, writer.run(kFinishImport, {{"import", import.id},
                                               {"accepted", import.accepted},
                                               {"already", import.already},
                                               {"rejected", import.rejected}}));
    QY_ASSERT(changed == 1);
    return {};
}

}  // namespace qy::storage::submissions
