#include "business/review.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "apply.h"
#include "arrival.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "business/audit.h"
#include "business/change_feed.h"
#include "catalogue_change.h"
#include "field_rules.h"
#include "model/event_time.h"
#include "product_change.h"
#include "rebase.h"
#include "storage/event_store.h"
#include "storage/media_store.h"
#include "storage/policy_store.h"
#include "storage/review_task_store.h"
#include "storage/store.h"
#include "storage/submission_step_store.h"
#include "storage/submission_store.h"
#include "submission_view.h"
#include "three_way.h"
#include "word_change.h"

namespace qy::business {
namespace {

using model::Permission;
using model::SubmissionState;
using model::SubmissionVerb;

constexpr std::string_view kPolicy = "policy";
constexpr std::string_view kLeft = "left";

std::string action_of(SubmissionVerb verb) {
    return "submission." + std::string(model::to_string(verb));
}

bool is_authors(SubmissionVerb verb) {
    return model::hand_of(verb) == model::SubmissionHand::author;
}
bool is_reviewers(SubmissionVerb verb) {
    return model::hand_of(verb) == model::SubmissionHand::reviewer;
}

Result<void> check_hands(const model::Submission& submission, SubmissionVerb verb, const model::Actor& actor) {
    const bool own = submission.author_user ? submission.author_user == actor.user : submission.author == actor.name;
    // What a submission says is its party's alone.
    const bool everywhere =
        verb == SubmissionVerb::rebase ? actor.is_operator() : actor.reach(Permission::read_submissions).all;
    if (is_authors(verb) && !own && !everywhere && submission.party != actor.party) {
        return not_found("submission.not_found");
    }
    // What a reviewer reads stays what its author wrote.
    if (verb == SubmissionVerb::rebase && !own && !actor.is_operator())
        return denied("submission.not_author", {submission.author});
    // Four eyes: who wrote it does not approve it. The operator at the machine answers for both.
    if (verb == SubmissionVerb::approve && own && actor.channel != model::Channel::operator_command) {
        return denied("submission.own");
    }
    return {};
}

Result<void> release_if_ended(storage::Writer& writer, const model::Submission& submission) {
    if (submission.state != SubmissionState::rejected && submission.state != SubmissionState::withdrawn) return {};
    return storage::events::release_keys(writer, submission.id);
}

/// What could never be approved is refused at once, so that its author can mend it.
Result<void> check_changes(Publication& publication, const model::Submission& submission) {
    for (const auto& change : submission.changes) {
        if (change.kind == model::ChangeKind::catalogue) QY_CHECK(check_category_change(publication, change));
        if (change.kind == model::ChangeKind::dictionary) QY_CHECK(check_word_change(publication, change));
        if (change.kind != model::ChangeKind::product) continue;
        QY_TRY(product, changed_product(publication, change));
        (void)product;
    }
    return {};
}

bool is_about_catalogue(const model::Submission& submission) {
    return std::ranges::any_of(submission.changes, [](const model::Change& change) {
        return change.kind == model::ChangeKind::catalogue || change.kind == model::ChangeKind::dictionary;
    });
}

/// Whoever keeps the whole catalogue changes it at once; everybody else proposes.
bool owns_catalogue(const model::Actor& actor) {
    return actor.reach(Permission::manage_catalogue).all;
}

/// A catalogue is everybody's: who reviews for one party or brand does not decide it.
Result<void> check_reach(const model::Submission& submission, SubmissionVerb verb, const model::Actor& actor) {
    if (is_authors(verb) || !is_about_catalogue(submission) || owns_catalogue(actor)) return {};
    if (actor.reach(Permission::review).all) return {};
    return denied("catalogue.not_owner");
}

/// What a decision changes: state and version of the submission, with the changes that it carries.
std::string hash_of(const Services& services, const model::Submission& submission) {
    JsonArray contents;
    for (const auto& change : submission.changes) contents.push_back(Json(to_text(change.content)));
    return audit_fingerprint(services.keys, JsonObject{{"state", model::to_string(submission.state)},
                                                       {"version", std::to_string(submission.version)},
                                                       {"contents", std::move(contents)}});
}

/// Whoever looks at a queue is told.
Result<void> tell_change(storage::Writer& writer, const model::Submission& submission, std::string_view what,
                         Time now) {
    return note_change(writer, {0, now, model::ChangedThing::submission, submission.id.number(), submission.party,
                                submission.brand, std::string(what)});
}

/// What waits under another brand than before takes its photos along, and whoever reviewed it for the former one is
/// told that it left.
Result<void> change_brand(storage::Writer& writer, model::Submission& submission, model::BrandId brand, Time now) {
    const auto former = std::exchange(submission.brand, brand);
    if (former == brand) return {};
    QY_CHECK(storage::media::set_brand(writer, submission.id, brand));
    if (!former) return {};
    return note_change(writer, {0, now, model::ChangedThing::submission, submission.id.number(), submission.party,
                                former, std::string(kLeft)});
}

/// A draft that is submitted again waits again, by the policy and under the brand of now; whatever else was decided
/// waits no more.
Result<void> queue_again_or_leave(storage::Writer& writer, const Services& services, model::Submission& submission,
                                  Time now) {
    if (submission.state != SubmissionState::submitted) {
        return storage::review_tasks::remove(writer, submission.id);
    }
    QY_TRY(facts, facts_of_submission(writer, submission));
    QY_CHECK(change_brand(writer, submission, facts.brand, now));
    QY_TRY(policies, storage::policies::all(writer));
    QY_TRY(arrival, arrival_of(policies, services.keys, facts));
    return add_review_task(writer, services, submission, facts, arrival, now);
}

/// What somebody looked at is what there is; else what there is now is told.
Result<void> check_seen(storage::Reader& reader, const model::Reach& reach, const model::Submission& submission,
                        std::optional<std::int64_t> seen) {
    if (!seen || *seen == submission.version) return {};
    auto error = conflict("submission.version",
                          {std::to_string(submission.version), std::string(model::to_string(submission.state))})
                     .at("version");
    for (const auto& change : submission.changes) {
        QY_TRY(sides, sides_of(reader, reach, change));
        if (!sides) continue;
        for (const auto& one : sides->fields) {
            error.others.push_back(
                conflict("submission.would_change", {one.field, to_text(one.theirs), to_text(one.yours)})
                    .at("changes." + one.field));
        }
    }
    return error;
}

/// Who agreed since it was submitted last.
Result<bool> has_endorsed(storage::Reader& reader, model::SubmissionId id, const model::Actor& actor) {
    QY_TRY(steps, storage::submission_steps::all(reader, id));
    bool endorsed = false;
    for (const auto& step : steps) {
        if (step.verb == SubmissionVerb::submit || step.verb == SubmissionVerb::rebase) endorsed = false;
        const bool own = step.actor_user ? step.actor_user == actor.user : step.actor == actor.name;
        if (step.verb == SubmissionVerb::endorse && own) endorsed = true;
    }
    return endorsed;
}

/// The verb that it comes to: the approval of the first of two is an endorsement. Who decides must not take the work of
/// somebody who looks at it now.
Result<SubmissionVerb> verb_for(storage::Writer& writer, const model::Reach& reach, const model::Submission& submission,
                                SubmissionVerb verb, const model::Actor& actor, Time now) {
    const bool looks = is_reviewers(verb) || verb == SubmissionVerb::rebase;
    if (!looks || submission.state != SubmissionState::submitted) return verb;
    QY_TRY(task, storage::review_tasks::find(writer, reach, submission.id));
    if (!task) return verb;
    if (task->is_claimed(now) && task->claimed_by != actor.user && !actor.is_operator()) {
        return conflict("submission.claimed", {task->claimed_name, model::to_rfc3339(*task->claimed_until)});
    }
    if (verb != SubmissionVerb::approve || actor.is_operator()) return verb;
    QY_TRY(endorsed, has_endorsed(writer, submission.id, actor));
    if (endorsed) return conflict("submission.endorsed");
    if (task->approvals + 1 >= task->reviewers) return verb;
    QY_CHECK(storage::review_tasks::add_approval(writer, submission.id));
    return SubmissionVerb::endorse;
}

std::string object_of(const model::Submission& submission) {
    return "submission:" + submission.id.to_string();
}

}  // namespace

Result<model::Submission> Review::submit(model::PartyId party, std::vector<model::Change> changes,
                                         const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::Submission> {
        model::Submission submission;
        submission.id = services_.ids.next<model::SubmissionId>();
        submission.party = party;
        submission.author = actor.name;
        submission.author_user = actor.user;
        submission.channel = actor.channel;
        submission.state = SubmissionState::submitted;
        submission.changes = std::move(changes);
        submission.created_at = now;
        QY_ASSERT(!submission.changes.empty());
        Publication publication{writer, services_, actor, now, submission.party, is_trusted(submission.channel)};
        publication.submission = &submission;
        QY_TRY(rows, services_.roles.believed_rows(writer));
        QY_CHECK(check_fields(rows, actor, submission.changes));
        QY_TRY(policies, storage::policies::all(writer));
        QY_TRY(facts, facts_of(writer, party, actor.channel, submission.changes.front()));
        QY_TRY(arrival, arrival_of(policies, services_.keys, facts));
        note_arrival(submission, arrival);
        submission.brand = facts.brand;
        const bool passes = arrival.passes || (is_about_catalogue(submission) && owns_catalogue(actor));
        if (passes) {
            QY_CHECK(apply_changes(publication, submission));
            submission.state = SubmissionState::approved;
            submission.decided_by = kPolicy;
        } else {
            QY_CHECK(check_changes(publication, submission));
        }
        QY_CHECK(storage::submissions::insert(writer, submission));
        if (!passes) QY_CHECK(add_review_task(writer, services_, submission, facts, arrival, now));
        QY_CHECK(tell_change(writer, submission, model::to_string(submission.state), now));
        const AuditNote note{"submission.submit", object_of(submission), "ok", {}, "", hash_of(services_, submission)};
        QY_CHECK(write_audit(writer, actor, note, now));
        return shown_submission(writer, std::move(submission), actor, false);
    });
}

Result<SubmissionPage> Review::list(const SubmissionQuery& query, const model::Actor& actor) {
    storage::submissions::Query question;
    question.scope = actor.reach(Permission::read_submissions);
    if (query.state) question.state = model::to_string(*query.state);
    question.import = query.import;
    question.after = query.after;
    question.limit = query.limit + 1;
    return services_.store.read([&](storage::Reader& reader) -> Result<SubmissionPage> {
        QY_TRY(found, storage::submissions::list(reader, question));
        const bool more = static_cast<std::int64_t>(found.size()) > query.limit;
        if (more) found.pop_back();
        SubmissionPage page;
        for (auto& submission : found) {
            QY_TRY(shown, shown_submission(reader, std::move(submission), actor, true));
            page.items.push_back(std::move(shown));
        }
        if (more) page.next = page.items.back().id;
        return page;
    });
}

Result<model::Submission> Review::get(model::SubmissionId id, const model::Actor& actor) {
    const auto scope = actor.reach(Permission::read_submissions);
    return services_.store.read([&](storage::Reader& reader) -> Result<model::Submission> {
        QY_TRY(found, storage::submissions::find(reader, scope, id));
        if (!found) return not_found("submission.not_found");
        return shown_submission(reader, *std::move(found), actor, false);
    });
}

/// What follows from the new state: publication, released keys, the stored row.
Result<void> Review::carry_out(storage::Writer& writer, model::Submission& submission, const model::Actor& actor,
                               Time now) {
    if (submission.state == SubmissionState::approved) {
        Publication publication{writer, services_, actor, now, submission.party, is_trusted(submission.channel)};
        publication.submission = &submission;
        QY_CHECK(apply_changes(publication, submission));
    }
    QY_CHECK(release_if_ended(writer, submission));
    QY_CHECK(queue_again_or_leave(writer, services_, submission, now));
    QY_CHECK(storage::submissions::set_state(writer, submission, submission.version, now));
    submission.version += 1;
    return {};
}

Result<std::vector<model::SubmissionStep>> Review::steps(model::SubmissionId id, const model::Actor& actor) {
    const auto scope = actor.reach(Permission::read_submissions);
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<model::SubmissionStep>> {
        QY_TRY(found, storage::submissions::find(reader, scope, id));
        if (!found) return not_found("submission.not_found");
        std::vector<model::SubmissionStep> steps{{SubmissionVerb::submit, SubmissionState::submitted, found->author,
                                                  found->author_user, "", found->created_at}};
        if (found->decided_by == kPolicy) {
            steps.push_back({SubmissionVerb::approve,
                             SubmissionState::approved,
                             found->decided_by,
                             {},
                             found->comment,
                             found->created_at});
        }
        QY_TRY(later, storage::submission_steps::all(reader, id));
        std::move(later.begin(), later.end(), std::back_inserter(steps));
        return steps;
    });
}

Result<ImportDecision> Review::decide_import(model::ImportId import, SubmissionVerb verb,
                                             const std::vector<model::SubmissionId>& except, const std::string& comment,
                                             const model::Actor& actor) {
    QY_ASSERT(is_reviewers(verb));
    storage::submissions::Query question;
    question.scope = actor.reach(Permission::review);
    question.state = model::to_string(SubmissionState::submitted);
    question.import = import;
    question.limit = limits::decisions_per_request_max;
    QY_TRY(waiting,
           services_.store.read([&](storage::Reader& reader) { return storage::submissions::list(reader, question); }));
    ImportDecision decision;
    for (const auto& submission : waiting) {
        if (std::ranges::find(except, submission.id) != except.end()) continue;
        auto done = decide(submission.id, verb, comment, actor, submission.version);
        if (done.ok()) {
            ++decision.decided;
        } else if (done.error().kind == ErrorKind::unavailable || done.error().kind == ErrorKind::internal) {
            return std::move(done).error();
        } else {
            decision.refused.push_back({submission.id, std::move(done).error()});
        }
    }
    decision.more = static_cast<std::int64_t>(waiting.size()) == question.limit;
    return decision;
}

Result<model::Submission> Review::decide(model::SubmissionId id, SubmissionVerb verb, const std::string& comment,
                                         const model::Actor& actor, std::optional<std::int64_t> seen) {
    QY_ASSERT(verb != SubmissionVerb::rebase);
    return step(id, {verb, comment, seen}, actor);
}

Result<model::Submission> Review::rebase(model::SubmissionId id, const std::vector<Json>& contents,
                                         const std::string& comment, const model::Actor& actor) {
    return step(id, {SubmissionVerb::rebase, comment, std::nullopt, &contents}, actor);
}

/// As if it had just come: what may not be changed, or could never be approved, is refused.
Result<void> Review::make_anew(storage::Writer& writer, model::Submission& submission, const model::Actor& actor,
                               const std::vector<Json>& contents, Time now) {
    Publication publication{writer, services_, actor, now, submission.party, is_trusted(submission.channel)};
    publication.submission = &submission;
    QY_CHECK(rebase_changes(publication, submission, contents));
    QY_TRY(rows, services_.roles.believed_rows(writer));
    QY_CHECK(check_fields(rows, actor, submission.changes));
    QY_CHECK(check_changes(publication, submission));
    return storage::review_tasks::remove(writer, submission.id);
}

Result<model::Submission> Review::step(model::SubmissionId id, const Step& asked, const model::Actor& actor) {
    const Time now = services_.clock.now();
    const auto scope = actor.reach(is_reviewers(asked.verb) ? Permission::review : Permission::read_submissions);
    return services_.store.write([&](storage::Writer& writer) -> Result<model::Submission> {
        QY_TRY(found, storage::submissions::find(writer, scope, id));
        if (!found) return not_found("submission.not_found");
        model::Submission submission = *std::move(found);
        const std::string before = hash_of(services_, submission);
        QY_CHECK(check_hands(submission, asked.verb, actor));
        QY_CHECK(check_reach(submission, asked.verb, actor));
        QY_CHECK(check_seen(writer, scope, submission, asked.seen));
        QY_TRY(verb, verb_for(writer, scope, submission, asked.verb, actor, now));
        const auto next = model::next_state(submission.state, verb);
        if (!next) return conflict("submission.state", {std::string(model::to_string(submission.state))});
        const bool moves = submission.state != *next || verb == SubmissionVerb::rebase;
        submission.state = *next;
        if (asked.contents != nullptr) QY_CHECK(make_anew(writer, submission, actor, *asked.contents, now));
        QY_CHECK(
            storage::submission_steps::append(writer, id, {verb, *next, actor.name, actor.user, asked.comment, now}));
        if (moves) {
            submission.decided_by = actor.name;
            submission.comment = asked.comment;
            QY_CHECK(carry_out(writer, submission, actor, now));
        }
        QY_CHECK(tell_change(writer, submission, moves ? to_string(*next) : to_string(verb), now));
        const std::string action = action_of(verb);
        const AuditNote note{action, object_of(submission), "ok", {}, before, hash_of(services_, submission)};
        QY_CHECK(write_audit(writer, actor, note, now));
        return shown_submission(writer, std::move(submission), actor, true);
    });
}

}  // namespace qy::business
