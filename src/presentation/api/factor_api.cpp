// factor.*: a user's own second factors. (clause 9.4.1)
#include "account_json.h"
#include "handlers.h"
#include "model/event_time.h"
#include "presentation/qr.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kLabelMax = 40;

JsonArray shown(const business::RecoveryCodes& codes) {
    JsonArray list;
    for (const auto& code : codes) list.push_back(boost::json::value(code.expose()));
    return list;
}

/// The session becomes what the new factor makes it: a fresh cookie, and recovery codes once.
Result<Answer> enrolled(Call& call, std::string_view factor, const business::RecoveryCodes& codes) {
    QY_TRY(signed_in, call.use.sessions.renew(*call.visitor.session, factor));
    Answer answer = signed_in_answer(std::move(signed_in));
    answer.data.as_object()["recovery_codes"] = shown(codes);
    return answer;
}

}  // namespace

namespace handlers {

Result<Answer> factor_enrol_totp(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto label = in.optional_text("label", kLabelMax).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(draft, call.use.factors.draft_totp(call.actor, label));
    QY_TRY(qr, qr_svg(draft.uri.expose()));
    return Answer{JsonObject{{"factor", draft.id.to_string()},
                             {"secret", draft.secret.expose()},
                             {"uri", draft.uri.expose()},
                             {"qr_svg", qr}},
                  {},
                  false};
}

Result<Answer> factor_confirm_totp(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SecondFactorId>(in, "factor");
    const SecretText code(in.text("code", 20));
    QY_CHECK(in.finish());
    QY_TRY(codes, call.use.factors.confirm_totp(call.actor, id, code));
    return enrolled(call, "totp", codes);
}

Result<Answer> factor_enrol_sm2(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto label = in.optional_text("label", kLabelMax).value_or("");
    const auto key = in.text("public_key", 130);
    business::FactorProof proof;
    proof.challenge = in.text("challenge", 100);
    proof.signature = SecretText(in.text("signature", 160));
    QY_CHECK(in.finish());
    QY_TRY(codes, call.use.factors.enrol_sm2(call.actor, label, key, proof));
    return enrolled(call, "sm2", codes);
}

Result<Answer> factor_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(factors, call.use.factors.list(call.actor.user));
    QY_TRY(left, call.use.factors.recovery_codes_left(call.actor.user));
    JsonArray items;
    for (const auto& factor : factors) {
        items.push_back(JsonObject{{"id", factor.id.to_string()},
                                   {"kind", model::to_string(factor.kind)},
                                   {"label", factor.label},
                                   {"confirmed", factor.confirmed},
                                   {"created_at", model::to_rfc3339(factor.created_at)}});
    }
    return Answer{JsonObject{{"items", items}, {"recovery_codes_left", left}}, {}, false};
}

Result<Answer> factor_remove(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SecondFactorId>(in, "factor");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.factors.remove(call.actor, id));
    return Answer{JsonObject{{"removed", true}}, {}, false};
}

Result<Answer> factor_renew_recovery_codes(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(codes, call.use.factors.renew_recovery_codes(call.actor));
    return Answer{JsonObject{{"recovery_codes", shown(codes)}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
