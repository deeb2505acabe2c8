#include "storage/testing/ask_review.h"

#include "storage/change_store.h"
#include "storage/policy_store.h"
#include "storage/review_task_store.h"
#include "storage/testing/done.h"

// Only the members that matter are named.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage::testing {
namespace {

const model::Reach kReach{
    .party = model::PartyId(1), .manager = model::PartyId(2), .regions = {"460100"}, .day = "2026-06-01"};

void ask_changes(Writer& db) {
    done(changes::append(db, {.at = {1}, .subject = 7, .party = model::PartyId(7), .what = "event"}));
    done(changes::append_lot(db, model::LotId(7), "event", {1}));
    done(changes::newest(db));
    done(changes::oldest(db));
    done(changes::after(db, 19'000, 100));
    done(changes::after(db, kReach, 19'000, 100));
    done(changes::about(db, {7, 8, 9}, 100, 50));
    done(changes::remove_before(db, {50}, 10));
}

void ask_tasks(Writer& db) {
    using namespace review_tasks;
    const model::SubmissionId fresh(19'995);
    model::ReviewTask task{.submission = fresh, .party = model::PartyId(7), .kind = model::ChangeKind::row};
    task.claimed_by = model::UserId(9);
    task.claimed_until = Time{10};
    done(insert(db, task));
    done(find(db, kReach, fresh));
    done(claim(db, task, {5}));
    done(release(db, fresh));
    done(add_approval(db, fresh));
    done(queue(db, {.reach = kReach, .now = {100}, .after_due = {50}, .limit = 20}));
    done(queue(db, {.reach = model::Reach::everything(), .party = model::PartyId(7), .now = {100}, .limit = 20}));
    done(count(db, {100}));
    done(unreminded(db, {100}, 10));
    done(unescalated(db, {100}, 10));
    done(set_reminded(db, fresh, {3}));
    done(set_escalated(db, fresh, {3}));
    done(remove(db, fresh));
}

}  // namespace

void ask_review(Writer& db) {
    ask_changes(db);
    ask_tasks(db);
    done(policies::insert(db, {.id = model::PolicyId(30'000), .party = model::PartyId(7)}));
    done(policies::all(db));
    done(policies::remove(db, model::PolicyId(30'000)));
}

}  // namespace qy::storage::testing
