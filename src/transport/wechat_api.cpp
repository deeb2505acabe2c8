#include "transport/wechat_api.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/wechat_limits.h"

namespace qy::transport {
namespace {

constexpr std::string_view kTokenPath = "/cgi-bin/stable_token";
constexpr std::string_view kTicketPath = "/cgi-bin/ticket/getticket?type=jsapi&access_token=";
constexpr std::string_view kToken = "access_token";
constexpr std::string_view kTicket = "ticket";

Error refused(std::string_view name, std::string_view why) {
    return unavailable("wechat.no_ticket").because(std::string(name) + ": " + std::string(why));
}

/// What stands in a URL as it is (RFC 3986, unreserved).
bool is_plain(std::string_view text) {
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    const bool fits = !text.empty() && text.size() <= limits::wechat_grant_bytes_max;
    return fits && text.find_first_not_of(kPlain) == std::string_view::npos;
}

/// Why the interface gives nothing, by its own number; empty: it gives something.
std::string refusal_in(const JsonObject& answer) {
    const auto* const number = answer.if_contains("errcode");
    if (number == nullptr) return {};
    if (!number->is_int64()) return "errcode is no number";
    return number->as_int64() == 0 ? std::string() : "errcode " + std::to_string(number->as_int64());
}

Result<WechatGrant> granted(HttpsAnswer answer, std::string_view name) {
    const SecretText body(std::move(answer.body));
    if (answer.report.sent != Sent::accepted) return refused(name, answer.report.why);
    return wechat_grant(body.expose(), name);
}

}  // namespace

Result<WechatGrant> wechat_grant(std::string_view answer, std::string_view name) {
    const auto parsed = parse_json(answer);
    const auto* const object = parsed.ok() ? parsed->if_object() : nullptr;
    if (object == nullptr) return refused(name, "the answer is no JSON object");
    if (const auto why = refusal_in(*object); !why.empty()) return refused(name, why);
    const auto* const text = object->if_contains(name);
    const bool usable = text != nullptr && text->is_string() && is_plain(text->as_string());
    if (!usable) return refused(name, "missing or malformed");
    const auto* const seconds = object->if_contains("expires_in");
    const bool lasts = seconds != nullptr && seconds->is_int64() && seconds->as_int64() > 0;
    if (!lasts) return refused(name, "expires_in is missing or malformed");
    return WechatGrant{SecretText(std::string(text->as_string())),
                       std::min(seconds->as_int64(), limits::wechat_grant_seconds_max)};
}

Result<WechatGrant> WechatApi::ticket() {
    const JsonObject asked{{"grant_type", "client_credential"}, {"appid", app_id_}, {"secret", secret_.expose()}};
    const SecretText body(to_text(asked));
    QY_TRY(token, granted(client_->post(kTokenPath, body.expose()), kToken));
    const SecretText path(std::string(kTicketPath) + token.text.expose());
    return granted(client_->get(path.expose()), kTicket);
}

}  // namespace qy::transport
