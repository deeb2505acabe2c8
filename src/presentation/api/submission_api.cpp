// submission.list, get, submit, approve, return, reject, withdraw. (clause 6.2.1)
#include <optional>

#include "base/limits.h"
#include "base/messages.h"
#include "business/review.h"
#include "business/submission_diff.h"
#include "handlers.h"
#include "import_json.h"
#include "model/event_time.h"
#include "personal_trail.h"
#include "submission_json.h"

namespace qy::presentation {
namespace {

Result<Answer> decide(const Json& body, Call& call, model::SubmissionVerb verb) {
    ObjectReader in(body, "");
    const auto id = handlers::read_id<model::SubmissionId>(in, "submission");
    const auto comment = in.optional_text("comment", limits::short_text_code_points_max).value_or("");
    const auto seen = in.optional_integer("version", 1, INT64_MAX);
    QY_CHECK(in.finish());
    QY_TRY(submission, call.use.review.decide(id, verb, comment, call.actor, seen));
    QY_CHECK(renew_labels(call, submission));
    note_personal(call, submission);
    return Answer{submission_json(submission), {}, false};
}

JsonArray steps_json(const std::vector<model::SubmissionStep>& steps) {
    JsonArray items;
    for (const auto& step : steps) {
        items.push_back(JsonObject{{"verb", model::to_string(step.verb)},
                                   {"state", model::to_string(step.state)},
                                   {"actor", step.actor},
                                   {"comment", step.comment},
                                   {"at", model::to_rfc3339(step.at)}});
    }
    return items;
}

JsonObject diff_json(const business::ChangeDiff& diff) {
    JsonArray fields;
    for (const auto& one : diff.fields) {
        fields.push_back(JsonObject{{"field", one.field},
                                    {"zh", one.zh},
                                    {"en", one.en},
                                    {"data_class", model::to_string(one.data_class)},
                                    {"before", one.before},
                                    {"after", one.after},
                                    {"now", one.now}});
    }
    return {{"kind", model::to_string(diff.kind)},
            {"name", diff.name},
            {"present_version", diff.present_version},
            {"fields", std::move(fields)}};
}

/// The verbs by which a reviewer decides a whole import.
std::optional<model::SubmissionVerb> reviewers_verb(std::string_view text) {
    const auto verb = model::parse_submission_verb(text);
    using enum model::SubmissionVerb;
    return verb == approve || verb == reject || verb == give_back ? verb : std::nullopt;
}

}  // namespace

JsonObject submission_json(const model::Submission& submission) {
    JsonArray changes;
    for (const auto& change : submission.changes) {
        changes.push_back(
            JsonObject{{"kind", model::to_string(change.kind)},
                       {"target", change.target == 0 ? Json(nullptr) : Json(std::to_string(change.target))},
                       {"base_version", change.base_version},
                       {"content", change.content}});
    }
    return {{"id", submission.id.to_string()},
            {"state", model::to_string(submission.state)},
            {"party_id", submission.party.to_string()},
            {"import_id", submission.import ? Json(submission.import.to_string()) : Json(nullptr)},
            {"author", submission.author},
            {"created_at", model::to_rfc3339(submission.created_at)},
            {"decided_by", submission.decided_by},
            {"comment", submission.comment},
            {"version", submission.version},
            {"changes", changes},
            {"effects", submission.effects}};
}

namespace handlers {

Result<Answer> submission_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::SubmissionQuery query;
    if (const auto state = in.optional_text("state", 20)) {
        query.state = model::parse_submission_state(*state);
        if (!query.state) in.fault(invalid("submission.state_unknown", {*state}), "state");
    }
    query.import = read_optional_id<model::ImportId>(in, "import");
    query.after = read_optional_id<model::SubmissionId>(in, "cursor");
    query.limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    QY_CHECK(in.finish());
    QY_TRY(page, call.use.review.list(query, call.actor));
    JsonArray items;
    for (const auto& submission : page.items) {
        note_personal(call, submission);
        items.push_back(submission_json(submission));
    }
    return Answer{
        JsonObject{{"items", items}, {"next_cursor", page.next ? Json(page.next.to_string()) : Json(nullptr)}},
        {},
        false};
}

Result<Answer> submission_get(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SubmissionId>(in, "submission");
    QY_CHECK(in.finish());
    QY_TRY(submission, call.use.review.get(id, call.actor));
    note_personal(call, submission);
    QY_TRY(steps, call.use.review.steps(id, call.actor));
    auto data = submission_json(submission);
    data["steps"] = steps_json(steps);
    QY_TRY(diffs, business::submission_diff(call.use.services, call.actor, submission));
    JsonArray diff;
    for (const auto& one : diffs) diff.push_back(diff_json(one));
    data["diff"] = std::move(diff);
    JsonArray warnings;
    for (const auto& change : submission.changes) {
        for (auto& one : faults_json(business::warnings_of(change), call.language)) warnings.push_back(std::move(one));
    }
    data["warnings"] = std::move(warnings);
    return Answer{std::move(data), {}, false};
}

Result<Answer> submission_decide_import(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto import = read_id<model::ImportId>(in, "import");
    const auto text = in.text("verb", limits::short_text_code_points_max);
    const auto verb = reviewers_verb(text);
    if (!verb) in.fault(invalid("submission.verb_unknown", {text}), "verb");
    const auto comment = in.optional_text("comment", limits::short_text_code_points_max).value_or("");
    std::vector<model::SubmissionId> except;
    if (const auto* list = in.optional_array("except", limits::decisions_per_request_max)) {
        for (const auto& item : *list) {
            auto id = model::SubmissionId::parse(item.is_string() ? std::string_view(item.as_string()) : "");
            if (id.ok()) {
                except.push_back(*id);
            } else {
                in.fault(std::move(id).error(), "except");
                break;
            }
        }
    }
    QY_CHECK(in.finish());
    QY_TRY(decision, call.use.review.decide_import(import, *verb, except, comment, call.actor));
    JsonArray refused;
    for (const auto& one : decision.refused) {
        refused.push_back(JsonObject{{"submission", one.submission.to_string()},
                                     {"code", one.why.code},
                                     {"message", message_text(one.why.code, one.why.arguments, call.language)}});
    }
    return Answer{JsonObject{{"decided", decision.decided}, {"refused", refused}, {"more", decision.more}}, {}, false};
}

Result<Answer> submission_rebase(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SubmissionId>(in, "submission");
    const auto comment = in.optional_text("comment", limits::short_text_code_points_max).value_or("");
    const auto* const list = in.optional_array("contents", static_cast<std::size_t>(limits::list_items_max));
    QY_CHECK(in.finish());
    const std::vector<Json> contents =
        list == nullptr ? std::vector<Json>() : std::vector<Json>(list->begin(), list->end());
    QY_TRY(submission, call.use.review.rebase(id, contents, comment, call.actor));
    return Answer{submission_json(submission), {}, false};
}

Result<Answer> submission_comment(const Json& body, Call& call) {
    return decide(body, call, model::SubmissionVerb::comment);
}
Result<Answer> submission_submit(const Json& body, Call& call) {
    return decide(body, call, model::SubmissionVerb::submit);
}
Result<Answer> submission_approve(const Json& body, Call& call) {
    return decide(body, call, model::SubmissionVerb::approve);
}
Result<Answer> submission_return(const Json& body, Call& call) {
    return decide(body, call, model::SubmissionVerb::give_back);
}
Result<Answer> submission_reject(const Json& body, Call& call) {
    return decide(body, call, model::SubmissionVerb::reject);
}
Result<Answer> submission_withdraw(const Json& body, Call& call) {
    return decide(body, call, model::SubmissionVerb::withdraw);
}

}  // namespace handlers
}  // namespace qy::presentation
