#include "storage/submission_store.h"

namespace qy::storage::submissions {
namespace {

#define QY_SUBMISSION_COLUMNS                                                                                       \
    "submission_id, import_id, party_id, author, author_user_id, channel, state, changes, created_at, decided_by, " \
    "comment, version "
// Who may see a submission: everybody's, one party's own, or those of the parties that hold a grant of the manager's
// brands.
#define QY_SUBMISSION_SCOPE                                                                                           \
    "($all = 1 OR party_id = $party OR party_id IN (SELECT g.party_id FROM brand_grant g JOIN brand b ON b.brand_id " \
    "= "                                                                                                              \
    "g.brand_id WHERE b.manager_id = $manager)) "

constexpr Statement kInsert{
    "submission.insert",
    "INSERT INTO submission (submission_id, import_id, party_id, author, author_user_id, channel, state, changes, "
    "created_at, decided_by, comment) VALUES ($submission, $import, $party, $author, $author_user, $channel, $state, "
    "$changes, $created_at, $decided_by, $comment)"};
constexpr Statement kFind{"submission.find",
                          "SELECT " QY_SUBMISSION_COLUMNS
                          "FROM submission WHERE submission_id = $submission AND " QY_SUBMISSION_SCOPE};
constexpr Statement kList{
    "submission.list", "SELECT " QY_SUBMISSION_COLUMNS
                       "FROM submission WHERE submission_id > $after AND ($state = '' OR state = $state) AND ($import "
                       "= 0 OR import_id = $import) AND " QY_SUBMISSION_SCOPE "ORDER BY submission_id LIMIT $limit"};
constexpr Statement kSetState{
    "submission.set_state",
    "UPDATE submission SET state = $state, decided_by = $decided_by, decided_at = $decided_at, comment = $comment, "
    "version = version + 1 WHERE submission_id = $submission AND version = $version"};
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

std::vector<model::Change> changes_from(std::string_view text) {
    std::vector<model::Change> changes;
    auto parsed = parse_json(text);
    QY_ASSERT(parsed.ok() && parsed->is_array());  // we wrote it
    for (const auto& item : parsed->as_array()) {
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

model::Submission submission_from(const Row& row) {
    model::Submission submission;
    submission.id = row.id<model::SubmissionId>(0);
    submission.import = row.id<model::ImportId>(1);
    submission.party = row.id<model::PartyId>(2);
    submission.author = row.text(3);
    submission.author_user = row.id<model::UserId>(4);
    submission.channel = channel_from(row.text(5));
    submission.state = model::parse_submission_state(row.text(6)).value_or(model::SubmissionState::draft);
    submission.changes = changes_from(row.text(7));
    submission.created_at = row.time(8);
    submission.decided_by = row.text(9);
    submission.comment = row.text(10);
    submission.version = row.integer(11);
    return submission;
}

}  // namespace

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

Result<void> insert(Writer& writer, const model::Submission& submission) {
    return insert(writer, submission, changes_text(submission.changes));
}

Result<void> insert(Writer& writer, const model::Submission& submission, std::string_view changes) {
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
                                          {"comment", submission.comment}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<std::optional<model::Submission>> find(Reader& reader, const Scope& scope, model::SubmissionId id) {
    return reader.first(
        kFind,
        {{"submission", id}, {"all", scope.all}, {"party", scope.party.number()}, {"manager", scope.manager.number()}},
        submission_from);
}

Result<std::vector<model::Submission>> list(Reader& reader, const Query& query) {
    return reader.all(kList,
                      {{"after", query.after.number()},
                       {"state", query.state},
                       {"import", query.import.number()},
                       {"all", query.scope.all},
                       {"party", query.scope.party.number()},
                       {"manager", query.scope.manager.number()},
                       {"limit", query.limit}},
                      submission_from);
}

Result<void> set_state(Writer& writer, const model::Submission& submission, std::int64_t version, Time at) {
    QY_TRY(changed, writer.run(kSetState, {{"submission", submission.id},
                                           {"state", model::to_string(submission.state)},
                                           {"decided_by", submission.decided_by},
                                           {"decided_at", at},
                                           {"comment", submission.comment},
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
