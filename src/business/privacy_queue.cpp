// What the platform does about requests of data subjects.
#include "account_erasure.h"
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/outbox.h"
#include "business/privacy.h"
#include "contact_rules.h"
#include "message_texts.h"
#include "model/event_time.h"
#include "model/work_calendar.h"
#include "storage/data_request_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::DataRequest;
using model::DataRequestKind;
using model::DataRequestState;

constexpr std::int64_t kRemindedAtOnce = 100;
constexpr std::int64_t kMessageSeconds = 7 * 24 * 3'600;
constexpr Time kAnyTime{INT64_MAX};

std::string object_of(model::DataRequestId id) {
    return "data_request:" + id.to_string();
}

Result<DataRequest> waiting_request(storage::Reader& reader, model::DataRequestId id, const model::Actor& actor) {
    QY_TRY(found, storage::requests::find(reader, id));
    if (!found) return not_found("privacy.not_found");
    if (!actor.user.is_none() && found->user == actor.user) return denied("privacy.own");
    if (!found->is_waiting()) return conflict("privacy.state", {std::string(model::to_string(found->state))});
    return *std::move(found);
}

Result<std::string> name_of(storage::Reader& reader, model::UserId id) {
    if (id.is_none()) return std::string();
    QY_TRY(user, storage::users::find(reader, id));
    return user ? user->name : std::string();
}

/// By every channel that is set up and known: what was decided is not told in the message.
Result<void> tell_user(storage::Writer& writer, const Services& services, const DataRequest& request) {
    QY_TRY(stored, storage::users::contacts(writer, request.user));
    if (!stored) return {};
    QY_TRY(profile, opened_profile(services, request.user, *stored));
    for (const auto& contact : {model::Contact{model::MessageChannel::mail, profile.mail},
                                model::Contact{model::MessageChannel::sms, profile.phone}}) {
        if (contact.address.empty() || !is_set_up(services.settings, contact.channel)) continue;
        QY_CHECK(post_message(writer, services,
                              {message_kind::data_request_decided,
                               contact,
                               Language::zh,
                               {"", model::to_rfc3339(request.created_at).substr(0, 10)},
                               services.clock.now().plus_seconds(kMessageSeconds)}));
    }
    return {};
}

/// What a request asks for, done to the account.
Result<void> carry_out(storage::Writer& writer, const Services& services, const DataRequest& request) {
    if (request.kind == DataRequestKind::withdrawal) {
        QY_TRY(count, storage::requests::withdraw_consents(writer, request.user, services.clock.now()));
        (void)count;
    }
    if (request.kind != DataRequestKind::deletion) return {};
    QY_TRY(user, storage::users::find(writer, request.user));
    return user && user->disabled_reason != closed_reason ? erase_account(writer, services, *user) : Result<void>();
}

Result<void> decide(const Services& services, model::DataRequestId id, DataRequestState state,
                    const std::string& answer, const model::Actor& actor) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(request, waiting_request(writer, id, actor));
        const auto before = request.state;
        request.state = state;
        request.handler = actor.user;
        request.answer = answer;
        request.decided_at = now;
        QY_CHECK(storage::requests::decide(writer, request, before));
        QY_CHECK(tell_user(writer, services, request));
        if (state == DataRequestState::done) QY_CHECK(carry_out(writer, services, request));
        const bool done = state == DataRequestState::done;
        return write_audit(writer, actor,
                           {done ? "privacy.complete" : "privacy.refuse",
                            object_of(id),
                            "ok",
                            {{"kind", model::to_string(request.kind)}, {"user", "user:" + request.user.to_string()}}},
                           now);
    });
}

}  // namespace

Result<std::vector<QueuedRequest>> PrivacyDesk::queue(DataRequestState state, model::DataRequestId after,
                                                      std::int64_t limit) {
    const Time now = services_.clock.now();
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<QueuedRequest>> {
        QY_TRY(requests, storage::requests::queue(reader, state, after, limit));
        std::vector<QueuedRequest> queued;
        for (auto& request : requests) {
            QueuedRequest one;
            QY_TRY(user, name_of(reader, request.user));
            QY_TRY(handler, name_of(reader, request.handler));
            one.user = std::move(user);
            one.handler = std::move(handler);
            one.overdue = request.is_waiting() && request.due_at < now;
            one.request = std::move(request);
            queued.push_back(std::move(one));
        }
        return queued;
    });
}

Result<void> PrivacyDesk::take(model::DataRequestId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(request, waiting_request(writer, id, actor));
        if (request.state != DataRequestState::open) {
            return conflict("privacy.state", {std::string(model::to_string(request.state))});
        }
        request.state = DataRequestState::taken;
        request.handler = actor.user;
        QY_CHECK(storage::requests::decide(writer, request, DataRequestState::open));
        return write_audit(writer, actor, {"privacy.take", object_of(id), "ok", {}}, now);
    });
}

Result<void> PrivacyDesk::complete(model::DataRequestId id, const std::string& answer, const model::Actor& actor) {
    return decide(services_, id, DataRequestState::done, answer, actor);
}

Result<void> PrivacyDesk::refuse(model::DataRequestId id, const std::string& answer, const model::Actor& actor) {
    if (trim(answer).empty()) return invalid("privacy.reason").at("answer");
    return decide(services_, id, DataRequestState::refused, answer, actor);
}

Result<std::int64_t> PrivacyDesk::remind() {
    const Time now = services_.clock.now();
    QY_TRY(calendar, model::WorkCalendar::parse(services_.settings.list("privacy.holidays")));
    const Time soon = calendar.working_days_after(now, limits::data_request_reminder_working_days);
    // Whoever answers is told before a deadline crosses into a year without holidays, not after.
    const int year = model::year_of(calendar.working_days_after(now, limits::data_request_working_days));
    if (!calendar.knows(year)) log::warning("privacy.calendar", {{"year", year}, {"setting", "privacy.holidays"}});
    QY_TRY(due, services_.store.read([&](storage::Reader& reader) {
        return storage::requests::unreminded(reader, soon, kRemindedAtOnce);
    }));
    if (due.empty()) return std::int64_t{0};
    const auto& officer = services_.settings.text("privacy.officer_mail");
    auto noted = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        for (const auto& one : due) QY_CHECK(storage::requests::set_reminded(writer, one.id, now));
        if (officer.empty() || !is_set_up(services_.settings, model::MessageChannel::mail)) return {};
        return post_message(writer, services_,
                            {message_kind::data_request_reminder,
                             {model::MessageChannel::mail, officer},
                             Language::zh,
                             {"", std::to_string(due.size()), model::to_rfc3339(due.front().due_at).substr(0, 10)},
                             now.plus_seconds(kMessageSeconds)});
    });
    QY_CHECK(std::move(noted));
    for (const auto& one : due) {
        log::warning("privacy.due", {{"request", one.id.to_string()}, {"due_at", model::to_rfc3339(one.due_at)}});
    }
    return static_cast<std::int64_t>(due.size());
}

Result<std::int64_t> PrivacyDesk::waiting() {
    return services_.store.read([](storage::Reader& reader) { return storage::requests::count_due(reader, kAnyTime); });
}

Result<std::int64_t> PrivacyDesk::overdue() {
    const Time now = services_.clock.now();
    return services_.store.read([&](storage::Reader& reader) { return storage::requests::count_due(reader, now); });
}

}  // namespace qy::business
