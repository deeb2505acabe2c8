// Deadlines of review: who is reminded, and who hears of what is overdue.
#include <map>
#include <set>

#include "base/account_limits.h"
#include "base/change_limits.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/settings.h"
#include "business/outbox.h"
#include "business/review_queue.h"
#include "business/role_book.h"
#include "contact_rules.h"
#include "message_texts.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/review_task_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::ReviewTask;

constexpr std::int64_t kSoonHours = 4;
constexpr std::int64_t kMessageSeconds = 3 * 24 * 3'600;

/// What one reader of mail is told: how many, and the earliest.
struct Digest {
    std::int64_t tasks = 0;
    Time first_due;
};
using Digests = std::map<std::string, Digest>;

/// Mail addresses of active users of a party who may review.
Result<std::set<std::string>> reviewers_of(storage::Reader& reader, const Services& services, model::PartyId party) {
    std::set<std::string> mails;
    QY_TRY(users, storage::users::of_party(reader, party, limits::users_per_party_looked_at_max));
    QY_TRY(access, services.roles.rows_in(reader));
    for (const auto& user : users) {
        const bool reviews =
            user.active && !user.damaged && access.roles.rights_of(user.roles).may(model::Permission::review);
        if (!reviews) continue;
        QY_TRY(stored, storage::users::contacts(reader, user.id));
        if (!stored) continue;
        QY_TRY(profile, opened_profile(services, user.id, *stored));
        if (is_mail(profile.mail)) mails.insert(profile.mail);
    }
    return mails;
}

Result<model::PartyId> manager_of(storage::Reader& reader, const ReviewTask& task) {
    if (!task.brand) return model::PartyId();
    QY_TRY(brand, storage::catalogue::find_brand(reader, task.brand));
    return brand ? brand->manager : model::PartyId();
}

void add_to(Digests& digests, const std::set<std::string>& mails, const ReviewTask& task) {
    for (const auto& mail : mails) {
        auto& digest = digests[mail];
        if (digest.tasks++ == 0) digest.first_due = task.due_at;  // the earliest comes first
    }
}

Result<void> post(storage::Writer& writer, const Services& services, std::string_view kind, const Digests& digests,
                  Time now) {
    if (!is_set_up(services.settings, model::MessageChannel::mail)) return {};
    for (const auto& [mail, digest] : digests) {
        QY_CHECK(post_message(writer, services,
                              {kind,
                               {model::MessageChannel::mail, mail},
                               Language::zh,
                               {"", std::to_string(digest.tasks), model::to_rfc3339(digest.first_due).substr(0, 16)},
                               now.plus_seconds(kMessageSeconds)}));
    }
    return {};
}

/// The claimed reviewer's colleagues as well: who has claimed it may be away.
Result<std::int64_t> remind(storage::Writer& writer, const Services& services, Time now) {
    QY_TRY(tasks, storage::review_tasks::unreminded(writer, now.plus_seconds(kSoonHours * 3'600),
                                                    limits::review_tasks_told_max));
    Digests digests;
    for (const auto& task : tasks) {
        QY_TRY(own, reviewers_of(writer, services, task.party));
        QY_TRY(manager, manager_of(writer, task));
        if (own.empty() && manager) {
            QY_TRY(above, reviewers_of(writer, services, manager));
            own = std::move(above);
        }
        add_to(digests, own, task);
        QY_CHECK(storage::review_tasks::set_reminded(writer, task.submission, now));
    }
    QY_CHECK(post(writer, services, message_kind::review_due, digests, now));
    return static_cast<std::int64_t>(tasks.size());
}

Result<std::int64_t> escalate(storage::Writer& writer, const Services& services, Time now) {
    QY_TRY(tasks, storage::review_tasks::unescalated(writer, now, limits::review_tasks_told_max));
    Digests digests;
    for (const auto& task : tasks) {
        QY_TRY(manager, manager_of(writer, task));
        if (manager) {
            QY_TRY(above, reviewers_of(writer, services, manager));
            add_to(digests, above, task);
        }
        QY_CHECK(storage::review_tasks::set_escalated(writer, task.submission, now));
        log::warning("review.overdue",
                     {{"submission", task.submission.to_string()}, {"due_at", model::to_rfc3339(task.due_at)}});
    }
    QY_CHECK(post(writer, services, message_kind::review_overdue, digests, now));
    return static_cast<std::int64_t>(tasks.size());
}

}  // namespace

Result<std::int64_t> remind_reviewers(const Services& services) {
    const Time now = services.clock.now();
    QY_TRY(due, services.store.read([&](storage::Reader& reader) -> Result<bool> {
        QY_TRY(soon, storage::review_tasks::unreminded(reader, now.plus_seconds(kSoonHours * 3'600), 1));
        QY_TRY(late, storage::review_tasks::unescalated(reader, now, 1));
        return !soon.empty() || !late.empty();
    }));
    if (!due) return 0;
    return services.store.write(
        [&](storage::Writer& writer) -> Result<std::int64_t> {
            QY_TRY(reminded, remind(writer, services, now));
            QY_TRY(escalated, escalate(writer, services, now));
            return reminded + escalated;
        },
        storage::Effect::bookkeeping);
}

}  // namespace qy::business
