#include "business/review_queue.h"

#include "base/bytes.h"
#include "base/change_limits.h"
#include "base/clock.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/change_feed.h"
#include "model/event_time.h"
#include "storage/category_store.h"
#include "storage/party_store.h"
#include "storage/review_task_store.h"
#include "storage/store.h"
#include "storage/submission_store.h"

namespace qy::business {
namespace {

using model::Permission;
using model::ReviewTask;
using storage::review_tasks::Query;

/// "due time.id" of the last one.
std::string cursor_of(const ReviewTask& task) {
    return std::to_string(task.due_at.microseconds) + "." + task.submission.to_string();
}

Result<void> read_cursor(const std::string& text, Query& question) {
    if (text.empty()) return {};
    const auto parts = split(text, '.');
    const auto due = parse_id_number(parts.front());
    const auto id = model::SubmissionId::parse(parts.back());
    if (parts.size() != 2 || !due.ok() || !id.ok()) return invalid("cursor.malformed").at("cursor");
    question.after_due = Time{*due};
    question.after = *id;
    return {};
}

Result<void> read_filters(storage::Reader& reader, const QueueQuery& query, const model::Actor& actor,
                          Query& question) {
    question.party = query.party;
    question.brand = query.brand;
    question.kind = query.kind;
    if (query.waits_hours > 0) question.waits_since_before = question.now.plus_seconds(-query.waits_hours * 3'600);
    if (query.free) question.free_for = actor.user;
    if (query.mine) question.taken_by = actor.user;
    if (query.category.empty()) return {};
    QY_TRY(category, storage::catalogue::category_by_code(reader, query.category));
    if (!category) return not_found("category.not_found", {query.category});
    question.category = category->id;
    return {};
}

Result<QueueItem> item_of(storage::Reader& reader, const model::Reach& reach, ReviewTask task, Time now) {
    QueueItem item;
    QY_TRY(party, storage::parties::find(reader, reach, task.party));
    if (party) item.party = model::shown_name(*party);
    if (task.category) {
        QY_TRY(category, storage::catalogue::find_category(reader, task.category));
        if (category) item.category = category->code;
    }
    item.overdue = task.due_at < now;
    item.claimed = task.is_claimed(now);
    item.task = std::move(task);
    return item;
}

/// The task of a submission that the actor may review.
Result<ReviewTask> reached_task(storage::Reader& reader, model::SubmissionId id, const model::Actor& actor) {
    const auto reach = actor.reach(Permission::review);
    QY_TRY(found, storage::submissions::find(reader, reach, id));
    if (!found) return not_found("submission.not_found");
    QY_TRY(task, storage::review_tasks::find(reader, reach, id));
    if (!task) return conflict("submission.not_waiting");
    return *std::move(task);
}

Result<void> tell(storage::Writer& writer, const ReviewTask& task, std::string_view what, const model::Actor& actor,
                  Time now) {
    QY_CHECK(note_change(writer, {0, now, model::ChangedThing::submission, task.submission.number(), task.party,
                                  task.brand, std::string(what)}));
    const std::string action = "submission." + std::string(what);
    return write_audit(writer, actor, {action, "submission:" + task.submission.to_string(), "ok", {}}, now);
}

}  // namespace

Result<QueuePage> review_queue(const Services& services, const QueueQuery& query, const model::Actor& actor) {
    Query question;
    question.reach = actor.reach(Permission::review);
    question.now = services.clock.now();
    question.limit = query.limit + 1;
    QY_CHECK(read_cursor(query.cursor, question));
    return services.store.read([&](storage::Reader& reader) -> Result<QueuePage> {
        QY_CHECK(read_filters(reader, query, actor, question));
        QY_TRY(tasks, storage::review_tasks::queue(reader, question));
        QueuePage page;
        if (static_cast<std::int64_t>(tasks.size()) > query.limit) {
            tasks.pop_back();
            page.next = cursor_of(tasks.back());
        }
        for (auto& task : tasks) {
            QY_TRY(item, item_of(reader, question.reach, std::move(task), question.now));
            page.items.push_back(std::move(item));
        }
        return page;
    });
}

Result<ReviewTask> claim_submission(const Services& services, model::SubmissionId id, const model::Actor& actor) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<ReviewTask> {
        QY_TRY(task, reached_task(writer, id, actor));
        auto mine = task;
        mine.claimed_by = actor.user;
        mine.claimed_name = actor.name;
        mine.claimed_until = now.plus_seconds(limits::review_claim_seconds);
        QY_TRY(taken, storage::review_tasks::claim(writer, mine, now));
        if (!taken) {
            return conflict("submission.claimed", {task.claimed_name, model::to_rfc3339(*task.claimed_until)});
        }
        QY_CHECK(tell(writer, mine, "claim", actor, now));
        return mine;
    });
}

Result<void> release_submission(const Services& services, model::SubmissionId id, const model::Actor& actor) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(task, reached_task(writer, id, actor));
        if (task.is_claimed(now) && task.claimed_by != actor.user) {
            return conflict("submission.claimed", {task.claimed_name, model::to_rfc3339(*task.claimed_until)});
        }
        QY_CHECK(storage::review_tasks::release(writer, id));
        return tell(writer, task, "release", actor, now);
    });
}

Result<QueueCount> count_queue(const Services& services) {
    const Time now = services.clock.now();
    return services.store.read([&](storage::Reader& reader) -> Result<QueueCount> {
        QY_TRY(count, storage::review_tasks::count(reader, now));
        return QueueCount{count.waiting, count.overdue};
    });
}

}  // namespace qy::business
