#include "contact_json.h"

#include "account_json.h"
#include "model/event_time.h"

namespace qy::presentation {

business::ContactProof read_contact_proof(ObjectReader& in) {
    return {SecretText(in.optional_text("secret", 100).value_or("")), in.optional_text("phone", 40).value_or(""),
            SecretText(in.optional_text("code", 20).value_or(""))};
}

business::Asking read_asking(ObjectReader& in, const Call& call) {
    auto asking = asking_of(call);
    asking.captcha = read_captcha(in);
    return asking;
}

business::Asking asking_of(const Call& call) {
    return {std::nullopt, call.visitor.address_group, call.base_url, call.language};
}

Answer asked_answer(const business::Asked& asked) {
    return Answer{
        JsonObject{{"sent_to", asked.sent_to}, {"expires_at", model::to_rfc3339(asked.expires_at)}}, {}, false};
}

void tell_personal(const Call& call, bool shown, std::initializer_list<std::string_view> fields) {
    if (!shown || call.actor.trail == nullptr) return;
    for (const auto field : fields) call.actor.trail->personal.emplace_back(field);
}

}  // namespace qy::presentation
