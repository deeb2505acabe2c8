// Sessions::login: what is known before the password, whether it may be tried, whether it is right, and the session.
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/random.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/sessions.h"
#include "crypto/token.h"
#include "dormancy.h"
#include "keyed_hash.h"
#include "login_plan.h"
#include "password_desk.h"
#include "storage/credential_store.h"
#include "storage/login_store.h"
#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::string_view kDeviceUse = "known device";

/// The hash by which the user knows the browser; empty when it does not.
Result<std::string> known_device(storage::Reader& reader, const Services& services, model::UserId user,
                                 const SecretText& cookie) {
    if (!crypto::looks_like_token(cookie.expose())) return std::string();
    for (auto& hash : keyed_hashes(services.keys, kDeviceUse, cookie.expose())) {
        QY_TRY(known, storage::logins::knows_device(reader, user, hash));
        if (known) return std::move(hash);
    }
    return std::string();
}

model::Actor actor_at(const LoginPlan& plan, const Client& client) {
    model::Actor actor;
    actor.name = plan.user ? plan.user->name : "anonymous";
    if (plan.user) {
        actor.user = plan.user->id;
        actor.party = plan.user->party;
        actor.roles = plan.user->roles;  // for the record: a log-in needs no rights
    }
    actor.address = client.address;
    actor.request_id = client.request_id;
    actor.trail = client.trail;
    return actor;
}

/// A name that nobody has may be a password typed into the wrong field: it is not told.
std::string object_of(const LoginPlan& plan) {
    return plan.user ? "user:" + plan.user->name : "user:?";
}

std::string_view reason_of(Verdict verdict) {
    return verdict == Verdict::factor_wrong ? "second_factor" : "password";
}

/// The oldest sessions make room for one more.
Result<void> make_room(storage::Writer& writer, model::UserId user, std::int64_t most, Time now) {
    QY_TRY(sessions, storage::sessions::of_user(writer, user));
    for (std::size_t i = 0; i + static_cast<std::size_t>(most) <= sessions.size(); ++i) {
        QY_TRY(ended, storage::sessions::end(writer, user, sessions[i].id));
        (void)ended;
        QY_CHECK(end_streams(writer, user, now));
    }
    return {};
}

}  // namespace

Result<LoginPlan> Sessions::plan(std::string_view name, const Client& client) {
    LoginPlan plan;
    plan.name = lower_ascii(trim(name));
    plan.password_hash = stand_in();
    auto read = services_.store.read([&](storage::Reader& reader) -> Result<void> {
        QY_TRY(user, storage::users::by_name(reader, plan.name));
        std::string device;
        if (user) {
            QY_TRY(hash, storage::users::password_hash(reader, user->id));
            plan.password_hash = hash.value_or(plan.password_hash);
            QY_TRY(factors, storage::credentials::factors(reader, user->id));
            plan.factors = std::move(factors);
            std::erase_if(plan.factors, [](const auto& factor) { return !factor.confirmed; });
            QY_TRY(known, known_device(reader, services_, user->id, client.known_device));
            device = std::move(known);
        }
        plan.user = std::move(user);
        QY_TRY(subjects, login_subjects(services_, plan.name, client.address_group, device));
        plan.subjects = std::move(subjects);
        QY_TRY(counts, login_counts(reader, services_, plan.subjects));
        plan.counts = counts;
        return {};
    });
    QY_CHECK(std::move(read));
    plan.attacked = is_under_attack(services_, plan.subjects, plan.counts);
    return plan;
}

Result<void> Sessions::admit(const LoginPlan& plan, const LoginTry& attempt) {
    if (plan.counts.locked_seconds > 0) return limited("login.locked", {std::to_string(plan.counts.locked_seconds)});
    if (needs_captcha(services_, plan.subjects, plan.counts)) {
        if (!attempt.captcha) return unauthenticated("login.captcha_required");
        QY_TRY(right, captchas_.check(*attempt.captcha));
        if (!right) return unauthenticated("login.captcha_wrong");
    }
    // A try with a second factor needs no turn: it tells nothing unless both are right.
    if (!plan.attacked || !attempt.proof.is_empty()) return {};
    const Time now = services_.clock.now();
    const std::int64_t seconds = services_.settings.integer("login.slow_seconds");
    QY_TRY(turn, services_.store.write([&](storage::Writer& writer) {
        return storage::logins::take_turn(writer, plan.subjects.account, now, now.plus_seconds(-seconds));
    }));
    if (!turn) return limited("login.slow", {std::to_string(seconds)});
    return {};
}

Result<Checked> Sessions::check(const LoginPlan& plan, const SecretText& password, const FactorProof& proof) {
    QY_TRY(stored, check_against(services_, password, plan.password_hash));
    Checked checked;
    checked.outdated = stored.outdated;
    if (!stored.matches || !plan.user) return checked;
    if (plan.factors.empty()) {
        // Under attack a made-up code would be a way around the slow turns.
        checked.verdict = plan.attacked && !proof.is_empty() ? Verdict::wrong : Verdict::right;
        return checked;
    }
    checked.verdict = plan.attacked ? Verdict::wrong : Verdict::factor_missing;
    if (proof.is_empty()) return checked;
    const bool codes = plan.subjects.known_device || plan.counts.codes < limits::factor_failures_per_hour_max;
    QY_TRY(match, factors_.match(plan.factors, proof, codes));
    checked.verdict = match ? Verdict::right : Verdict::factor_wrong;
    checked.match = std::move(match);
    return checked;
}

Result<void> Sessions::judge(const LoginPlan& plan, const Checked& checked, const Client& client) {
    if (checked.verdict == Verdict::right) return {};
    if (checked.verdict == Verdict::factor_missing) return unauthenticated("login.second_factor_required");
    const auto actor = actor_at(plan, client);
    const Time now = services_.clock.now();
    const auto reason = reason_of(checked.verdict);
    auto counted = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(count_failure(writer, services_, plan.subjects, checked.verdict == Verdict::factor_wrong));
        return write_audit(writer, actor, {"session.login", object_of(plan), "login.failed", {{"reason", reason}}},
                           now);
    });
    QY_CHECK(std::move(counted));
    log::warning("login.failed", {{"user", plan.user ? plan.user->name : "?"},
                                  {"address", client.masked_address},
                                  {"reason", reason},
                                  {"request_id", client.request_id}});
    return unauthenticated("login.failed");
}

Result<void> Sessions::check_active(const model::User& user, const Client& client) {
    QY_TRY(dormant, user.active ? is_dormant(services_, user) : Result<bool>(false));
    if (user.active && !dormant) return {};
    if (!user.active) return denied("login.disabled", {user.disabled_reason});
    model::Actor actor;
    actor.name = user.name;
    actor.party = user.party;
    actor.address = client.address;
    actor.request_id = client.request_id;
    auto disabled =
        services_.store.write([&](storage::Writer& writer) { return disable_dormant(writer, services_, user, actor); });
    QY_CHECK(std::move(disabled));
    return denied("login.disabled", {"dormant"});
}

Result<SignedIn> Sessions::login(const LoginTry& attempt, const Client& client) {
    QY_TRY(plan, this->plan(attempt.name, client));
    QY_CHECK(admit(plan, attempt));
    QY_TRY(checked, check(plan, attempt.password, attempt.proof));
    QY_CHECK(judge(plan, checked, client));
    QY_CHECK(check_active(*plan.user, client));
    auto opened = open(plan, checked, attempt.password, client);
    if (!opened.ok() && opened.error().code == "login.failed") {
        QY_CHECK(judge(plan, {Verdict::factor_wrong, {}, false}, client));
    }
    return opened;
}

Result<SignedIn> Sessions::open(const LoginPlan& plan, const Checked& checked, const SecretText& password,
                                const Client& client) {
    const Time now = services_.clock.now();
    SignedIn signed_in{crypto::new_token(services_.random), {}, {}};
    if (!plan.subjects.known_device) signed_in.device_token = crypto::new_token(services_.random);
    model::Session session;
    session.id = services_.ids.next<model::SessionId>();
    session.user = plan.user->id;
    session.created_at = session.seen_at = session.authenticated_at = now;
    session.expires_at = now.plus_seconds(services_.settings.integer("session.absolute_minutes") * 60);
    session.factor = checked.match ? checked.match->kind : "";
    session.address = client.masked_address;
    session.device_class = client.device_class;
    QY_TRY(hash, keyed_hash(services_.keys, "session", signed_in.session_token.expose()));
    QY_TRY(device, keyed_hash(services_.keys, kDeviceUse, signed_in.device_token.expose()));
    QY_TRY(rehashed, checked.outdated ? hash_of_password(services_, password) : Result<std::string>(std::string()));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        if (checked.match) {
            QY_TRY(used, factors_.use(writer, session.user, *checked.match));
            if (!used) return unauthenticated("login.failed");
        }
        if (!rehashed.empty()) QY_CHECK(storage::users::set_password_hash(writer, session.user, rehashed));
        if (!plan.subjects.known_device) {
            QY_CHECK(storage::logins::keep_device(writer, session.user, device, now));
        }
        return write_opened(writer, plan, session, hash, actor_at(plan, client));
    });
    QY_CHECK(std::move(stored));
    QY_TRY(view, find(signed_in.session_token));
    signed_in.view = std::move(view);
    return signed_in;
}

Result<void> Sessions::write_opened(storage::Writer& writer, const LoginPlan& plan, const model::Session& session,
                                    std::string_view session_hash, const model::Actor& actor) {
    const Time now = session.created_at;
    const auto& settings = services_.settings;
    QY_TRY(expired, storage::sessions::end_expired(writer, now,
                                                   now.plus_seconds(-settings.integer("session.idle_minutes") * 60)));
    (void)expired;
    QY_CHECK(make_room(writer, session.user, settings.integer("session.per_user"), now));
    QY_CHECK(storage::sessions::insert(writer, session, session_hash));
    QY_CHECK(storage::users::set_last_active(writer, session.user, now));
    QY_CHECK(forgive(writer, plan.subjects, plan.counts));
    return write_audit(writer, actor, {"session.login", object_of(plan), "ok", {{"factor", session.factor}}}, now);
}

}  // namespace qy::business
