#include "business/sessions.h"

#include <algorithm>

#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/settings.h"
#include "business/audit.h"
#include "business/role_book.h"
#include "crypto/token.h"
#include "keyed_hash.h"
#include "login_plan.h"
#include "password_desk.h"
#include "storage/credential_store.h"
#include "storage/session_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::string_view kSessionUse = "session";

Time idle_end(const Services& services, const model::Session& session) {
    return session.seen_at.plus_seconds(services.settings.integer("session.idle_minutes") * 60);
}

std::string object_of(model::SessionId id) {
    return "session:" + id.to_string();
}

}  // namespace

std::string_view to_string(Must must) {
    switch (must) {
        case Must::change_password:
            return "change_password";
        case Must::second_factor:
            return "second_factor";
        default:
            return "consent";
    }
}

model::Actor actor_of(const SessionView& view) {
    model::Actor actor;
    actor.user = view.user.id;
    actor.name = view.user.name;
    actor.party = view.user.party;
    actor.roles = view.user.roles;
    actor.rights = view.rights;
    actor.channel = model::Channel::web;
    return actor;
}

Sessions::Sessions(const Services& services, Captchas& captchas, SecondFactors& factors)
    : services_(services), captchas_(captchas), factors_(factors) {}
Sessions::~Sessions() = default;

const std::string& Sessions::stand_in() {
    std::call_once(stand_in_made_, [&] {
        auto hash = hash_of_password(services_, crypto::new_token(services_.random));
        QY_ASSERT(hash.ok());
        stand_in_ = *std::move(hash);
    });
    return stand_in_;
}

Result<SessionView> Sessions::view_of(model::Session session, model::User user, bool has_factor, bool has_consented,
                                      const SecretText& token) const {
    QY_TRY(rights, services_.roles.rights_of(user));
    SessionView view;
    view.rights = std::move(rights);
    view.session = std::move(session);
    view.user = std::move(user);
    view.has_factor = has_factor;
    if (view.user.password_initial || is_too_old(services_, view.user, view.rights))
        view.musts.push_back(Must::change_password);
    if (view.rights.needs_second_factor() && view.session.factor.empty()) view.musts.push_back(Must::second_factor);
    if (!services_.settings.text("privacy.policy_version").empty() && !has_consented) {
        view.musts.push_back(Must::consent);
    }
    const std::int64_t minutes = services_.settings.integer("session.reauthenticate_minutes");
    view.recent = services_.clock.now() < view.session.authenticated_at.plus_seconds(minutes * 60);
    view.idle_until = std::min(idle_end(services_, view.session), view.session.expires_at);
    view.csrf_token = keyed_hash(services_.keys, "csrf", token.expose()).value_or("");
    return view;
}

Result<SessionView> Sessions::find(const SecretText& token) {
    if (!crypto::looks_like_token(token.expose())) return unauthenticated("session.ended");
    const auto& version = services_.settings.text("privacy.policy_version");
    for (const auto& hash : keyed_hashes(services_.keys, kSessionUse, token.expose())) {
        QY_TRY(found, services_.store.read(
                          [&](storage::Reader& reader) { return storage::sessions::find(reader, hash, version); }));
        if (!found) continue;
        return view_of(std::move(found->session), std::move(found->user), found->has_factor, found->has_consented,
                       token);
    }
    return unauthenticated("session.ended");
}

Result<SessionView> Sessions::authenticate(const SecretText& token, bool as_use) {
    QY_TRY(view, find(token));
    const Time now = services_.clock.now();
    if (now >= view.idle_until || !view.user.active || view.csrf_token.empty()) {
        return unauthenticated("session.ended");
    }
    if (as_use && now >= view.session.seen_at.plus_seconds(limits::session_seen_seconds)) {
        auto noted = services_.store.write(
            [&](storage::Writer& writer) { return storage::sessions::set_seen(writer, view.session.id, now); });
        QY_CHECK(std::move(noted));
        view.session.seen_at = now;
        view.idle_until = std::min(idle_end(services_, view.session), view.session.expires_at);
    }
    return view;
}

Result<SignedIn> Sessions::renew(const SessionView& view, std::string_view factor) {
    SecretText token = crypto::new_token(services_.random);
    QY_TRY(hash, keyed_hash(services_.keys, kSessionUse, token.expose()));
    const Time now = services_.clock.now();
    auto renewed = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(storage::sessions::renew(writer, view.session.id, hash, factor, now));
        return end_sessions(writer, view.user.id, now, view.session.id);
    });
    QY_CHECK(std::move(renewed));
    QY_TRY(fresh, find(token));
    return SignedIn{std::move(token), {}, std::move(fresh)};
}

Result<SignedIn> Sessions::reauthenticate(const SessionView& view, const SecretText& password, const FactorProof& proof,
                                          const Client& client) {
    QY_TRY(plan, this->plan(view.user.name, client));
    if (plan.counts.locked_seconds > 0) return limited("login.locked", {std::to_string(plan.counts.locked_seconds)});
    QY_TRY(checked, check(plan, password, proof));
    QY_CHECK(judge(plan, checked, client));
    SecretText token = crypto::new_token(services_.random);
    QY_TRY(hash, keyed_hash(services_.keys, kSessionUse, token.expose()));
    const std::string factor = checked.match ? checked.match->kind : "";
    const Time now = services_.clock.now();
    auto actor = actor_of(view);
    actor.address = client.address;
    actor.request_id = client.request_id;
    actor.trail = client.trail;
    auto renewed = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        if (checked.match) {
            QY_TRY(used, factors_.use(writer, view.user.id, *checked.match));
            if (!used) return unauthenticated("login.failed");
        }
        QY_CHECK(forgive(writer, plan.subjects, plan.counts));
        QY_CHECK(storage::sessions::renew(writer, view.session.id, hash, factor, now));
        return write_audit(writer, actor, {"session.reauthenticate", object_of(view.session.id), "ok", {}}, now);
    });
    QY_CHECK(std::move(renewed));
    QY_TRY(fresh, find(token));
    return SignedIn{std::move(token), {}, std::move(fresh)};
}

Result<void> Sessions::logout(const SessionView& view, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(ended, storage::sessions::end(writer, view.user.id, view.session.id));
        (void)ended;
        QY_CHECK(end_streams(writer, view.user.id, now));
        return write_audit(writer, actor, {"session.logout", object_of(view.session.id), "ok", {}}, now);
    });
}

Result<std::vector<model::Session>> Sessions::list(model::UserId user) {
    QY_TRY(sessions,
           services_.store.read([&](storage::Reader& reader) { return storage::sessions::of_user(reader, user); }));
    const Time now = services_.clock.now();
    std::erase_if(sessions, [&](const model::Session& session) {
        return session.expires_at <= now || idle_end(services_, session) <= now;
    });
    return sessions;
}

Result<void> Sessions::revoke(model::SessionId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(ended, storage::sessions::end(writer, actor.user, id));
        if (ended == 0) return not_found("session.not_found");
        QY_CHECK(end_streams(writer, actor.user, now));
        return write_audit(writer, actor, {"session.revoke", object_of(id), "ok", {}}, now);
    });
}

Result<void> Sessions::consent(std::string_view policy_version, const model::Actor& actor) {
    const auto& in_force = services_.settings.text("privacy.policy_version");
    if (policy_version != in_force) return conflict("consent.version", {in_force}).at("policy_version");
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(storage::credentials::add_consent(writer, actor.user, policy_version, now));
        return write_audit(writer, actor,
                           {"user.consent", "user:" + actor.name, "ok", {{"policy_version", policy_version}}}, now);
    });
}

}  // namespace qy::business
