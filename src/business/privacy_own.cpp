// What users do about their own data.
#include <algorithm>

#include "account_erasure.h"
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/settings.h"
#include "business/audit.h"
#include "business/privacy.h"
#include "contact_rules.h"
#include "model/event_time.h"
#include "model/work_calendar.h"
#include "storage/credential_store.h"
#include "storage/data_request_store.h"
#include "storage/party_store.h"
#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::DataRequest;
using model::DataRequestState;
using model::to_rfc3339;

Json time_or_null(std::optional<Time> at) {
    return at ? Json(to_rfc3339(*at)) : Json(nullptr);
}

Result<std::vector<ConsentRow>> history(storage::Reader& reader, model::UserId user) {
    std::vector<ConsentRow> rows;
    QY_TRY(withdrawn, storage::requests::withdrawals(reader, user));
    for (const auto& one : withdrawn) rows.push_back({one.policy_version, one.consented_at, one.withdrawn_at});
    QY_TRY(given, storage::credentials::consents(reader, user));
    for (const auto& one : given) rows.push_back({one.policy_version, one.at, std::nullopt});
    std::ranges::stable_sort(rows, {}, [](const ConsentRow& row) { return row.consented_at; });
    return rows;
}

Result<JsonArray> consents_json(storage::Reader& reader, model::UserId user) {
    QY_TRY(rows, history(reader, user));
    JsonArray out;
    for (const auto& row : rows) {
        out.push_back(JsonObject{{"policy_version", row.policy_version},
                                 {"consented_at", to_rfc3339(row.consented_at)},
                                 {"withdrawn_at", time_or_null(row.withdrawn_at)}});
    }
    return out;
}

Result<JsonArray> sessions_json(storage::Reader& reader, model::UserId user) {
    QY_TRY(sessions, storage::sessions::of_user(reader, user));
    JsonArray out;
    for (const auto& one : sessions) {
        out.push_back(JsonObject{{"created_at", to_rfc3339(one.created_at)},
                                 {"seen_at", to_rfc3339(one.seen_at)},
                                 {"address", one.address},
                                 {"device_class", one.device_class}});
    }
    return out;
}

Result<JsonArray> factors_json(storage::Reader& reader, model::UserId user) {
    QY_TRY(factors, storage::credentials::factors(reader, user));
    JsonArray out;
    for (const auto& one : factors) {
        out.push_back(JsonObject{
            {"kind", model::to_string(one.kind)}, {"label", one.label}, {"created_at", to_rfc3339(one.created_at)}});
    }
    return out;
}

Result<JsonArray> requests_json(storage::Reader& reader, model::UserId user) {
    QY_TRY(requests, storage::requests::of_user(reader, user));
    JsonArray out;
    for (const auto& one : requests) {
        out.push_back(JsonObject{{"kind", model::to_string(one.kind)},
                                 {"state", model::to_string(one.state)},
                                 {"words", one.words},
                                 {"answer", one.answer},
                                 {"created_at", to_rfc3339(one.created_at)},
                                 {"decided_at", time_or_null(one.decided_at)}});
    }
    return out;
}

Result<JsonObject> account_json(storage::Reader& reader, const model::User& user) {
    QY_TRY(party, storage::parties::find(reader, model::Reach::of(user.party), user.party));
    auto account = roles_detail(user.roles);
    account["name"] = user.name;
    account["party"] = party ? party->name : "";
    account["created_at"] = to_rfc3339(user.created_at);
    account["last_active_at"] = time_or_null(user.last_active_at);
    account["password_changed_at"] = to_rfc3339(user.password_changed_at);
    return account;
}

Result<JsonObject> contacts_json(storage::Reader& reader, const Services& services, model::UserId user) {
    QY_TRY(stored, storage::users::contacts(reader, user));
    Profile profile;
    if (stored) {
        QY_TRY(opened, opened_profile(services, user, *stored));
        profile = std::move(opened);
    }
    return JsonObject{{"full_name", profile.full_name}, {"phone", profile.phone}, {"mail", profile.mail}};
}

Result<model::User> user_of(storage::Reader& reader, model::UserId id) {
    QY_TRY(found, storage::users::find(reader, id));
    if (!found) return not_found("user.not_found", {id.to_string()});
    return *std::move(found);
}

}  // namespace

Result<JsonObject> PrivacyDesk::copy(const model::Actor& actor) {
    QY_TRY(copied, services_.store.read([&](storage::Reader& reader) -> Result<JsonObject> {
        QY_TRY(user, user_of(reader, actor.user));
        QY_TRY(account, account_json(reader, user));
        QY_TRY(contacts, contacts_json(reader, services_, user.id));
        QY_TRY(given, consents_json(reader, user.id));
        QY_TRY(sessions, sessions_json(reader, user.id));
        QY_TRY(factors, factors_json(reader, user.id));
        QY_TRY(asked, requests_json(reader, user.id));
        return JsonObject{{"account", account},   {"contacts", contacts},      {"consents", given},
                          {"sessions", sessions}, {"second_factors", factors}, {"requests", asked}};
    }));
    copied["made_at"] = to_rfc3339(services_.clock.now());
    return copied;
}

Result<std::vector<ConsentRow>> PrivacyDesk::consents(model::UserId user) {
    return services_.store.read([&](storage::Reader& reader) { return history(reader, user); });
}

Result<std::int64_t> PrivacyDesk::withdraw(const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<std::int64_t> {
        QY_TRY(count, storage::requests::withdraw_consents(writer, actor.user, now));
        QY_CHECK(write_audit(writer, actor,
                             {"privacy.withdraw", object_of_user(actor.name), "ok", {{"consents", count}}}, now));
        return count;
    });
}

Result<void> PrivacyDesk::close(const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_of(writer, actor.user));
        QY_TRY(alone, may_close_alone(writer, services_, user));
        if (!alone) return conflict("privacy.needs_operator");
        QY_CHECK(erase_account(writer, services_, user));
        return write_audit(writer, actor, {"privacy.close", "user:" + user.id.to_string(), "ok", {}}, now);
    });
}

Result<DataRequest> PrivacyDesk::request(model::DataRequestKind kind, const std::string& words,
                                         const model::Actor& actor) {
    DataRequest request;
    request.user = actor.user;
    request.kind = kind;
    request.words = words;
    request.created_at = services_.clock.now();
    QY_TRY(calendar, model::WorkCalendar::parse(services_.settings.list("privacy.holidays")));
    request.due_at = calendar.working_days_after(request.created_at, limits::data_request_working_days);
    return services_.store.write([&](storage::Writer& writer) -> Result<DataRequest> {
        QY_TRY(earlier, storage::requests::of_user(writer, actor.user));
        const bool waits =
            std::ranges::any_of(earlier, [&](const DataRequest& one) { return one.kind == kind && one.is_waiting(); });
        if (waits) return conflict("privacy.waiting");
        DataRequest made = request;
        made.id = services_.ids.next<model::DataRequestId>();
        QY_CHECK(storage::requests::insert(writer, made));
        QY_CHECK(write_audit(writer, actor,
                             {"privacy.request",
                              "data_request:" + made.id.to_string(),
                              "ok",
                              {{"kind", model::to_string(kind)}, {"due_at", to_rfc3339(made.due_at)}}},
                             made.created_at));
        return made;
    });
}

Result<std::vector<DataRequest>> PrivacyDesk::requests(model::UserId user) {
    return services_.store.read([&](storage::Reader& reader) { return storage::requests::of_user(reader, user); });
}

Result<void> PrivacyDesk::cancel(model::DataRequestId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(found, storage::requests::find(writer, id));
        if (!found || found->user != actor.user) return not_found("privacy.not_found");
        if (!found->is_waiting()) return conflict("privacy.state", {std::string(model::to_string(found->state))});
        const auto before = found->state;
        found->state = DataRequestState::cancelled;
        found->decided_at = now;
        QY_CHECK(storage::requests::decide(writer, *found, before));
        return write_audit(writer, actor, {"privacy.cancel", "data_request:" + id.to_string(), "ok", {}}, now);
    });
}

}  // namespace qy::business
