// session.*: signing in and out, captchas, nonces, own sessions. (clause 9.4.1)
#include "account_json.h"
#include "base/bytes.h"
#include "base/settings.h"
#include "business/browse.h"
#include "business/captchas.h"
#include "captcha_picture.h"
#include "captcha_sound.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPasswordMax = 1'024;

/// What the caller's roles give at this moment.
JsonArray permission_names(const model::Actor& actor) {
    JsonArray names;
    for (const auto& row : model::permissions()) {
        if (row.assignable && actor.may(row.permission)) names.push_back(boost::json::value(row.name));
    }
    return names;
}

}  // namespace

namespace handlers {

Result<Answer> session_login(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::LoginTry attempt;
    attempt.name = in.text("name", 200);
    attempt.password = SecretText(in.text("password", kPasswordMax));
    attempt.captcha = read_captcha(in);
    attempt.proof = read_proof(in);
    QY_CHECK(in.finish());
    QY_TRY(signed_in, call.use.sessions.login(attempt, client_of(call)));
    return signed_in_answer(std::move(signed_in));
}

Result<Answer> session_captcha(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto kind = business::parse_captcha_kind(in.optional_text("kind", 20).value_or("picture"));
    if (!kind) in.fault(invalid("captcha.kind_unknown"), "kind");
    QY_CHECK(in.finish());
    QY_TRY(captcha, call.use.captchas.make(*kind, call.language));
    JsonObject data{{"id", captcha.id}, {"expires_at", model::to_rfc3339(captcha.expires_at)}};
    if (*kind == business::CaptchaKind::arithmetic) {
        data["question"] = captcha.text;
    } else if (*kind == business::CaptchaKind::spoken) {
        QY_TRY(wav, captcha_wav(captcha.text, call.language, call.use.services.random));
        data["audio"] = "data:audio/wav;base64," + to_base64(bytes_of(wav));
    } else {
        QY_TRY(png, captcha_png(captcha.text, call.use.services.random));
        data["image"] = "data:image/png;base64," + to_base64(bytes_of(png));
    }
    return Answer{std::move(data), {}, false};
}

Result<Answer> session_challenge(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(challenge, call.use.factors.challenge());
    return Answer{JsonObject{{"challenge", challenge}}, {}, false};
}

Result<Answer> session_logout(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.sessions.logout(*call.visitor.session, call.actor));
    Answer answer{JsonObject{{"ended", true}}, {}, false};
    answer.cookies.push_back({CookieKind::session, {}, 0});
    return answer;
}

Result<Answer> session_reauthenticate(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const SecretText password(in.text("password", kPasswordMax));
    const auto proof = read_proof(in);
    QY_CHECK(in.finish());
    QY_TRY(signed_in, call.use.sessions.reauthenticate(*call.visitor.session, password, proof, client_of(call)));
    return signed_in_answer(std::move(signed_in));
}

Result<Answer> session_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(sessions, call.use.sessions.list(call.actor.user));
    JsonArray items;
    for (const auto& session : sessions) {
        items.push_back(JsonObject{{"id", session.id.to_string()},
                                   {"created_at", model::to_rfc3339(session.created_at)},
                                   {"seen_at", model::to_rfc3339(session.seen_at)},
                                   {"expires_at", model::to_rfc3339(session.expires_at)},
                                   {"address", session.address},
                                   {"device_class", session.device_class},
                                   {"present", session.id == call.visitor.session->session.id}});
    }
    return Answer{JsonObject{{"items", items}}, {}, false};
}

Result<Answer> session_revoke(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SessionId>(in, "session");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.sessions.revoke(id, call.actor));
    return Answer{JsonObject{{"ended", true}}, {}, false};
}

Result<Answer> session_whoami(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    JsonObject data{{"name", call.actor.name},
                    {"party_id", call.actor.party ? Json(call.actor.party.to_string()) : Json(nullptr)},
                    {"roles", role_names(call.actor.roles)}};
    if (call.visitor.session != nullptr) data = session_json(*call.visitor.session);
    QY_TRY(party, business::own_party_name(call.use.services, call.actor));
    data["party"] = party.name;
    data["party_en"] = party.name_en;
    data["policy_url"] = call.use.services.settings.text("privacy.policy_url");
    data["policy_version"] = call.use.services.settings.text("privacy.policy_version");
    data["permissions"] = permission_names(call.actor);
    return Answer{std::move(data), {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
