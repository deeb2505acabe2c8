#include "session_cookie.h"

#include "base/text.h"
#include "web_core.h"

namespace qy::presentation {
namespace {

std::string_view plain_name(CookieKind kind) {
    return kind == CookieKind::session ? "qy_session" : "qy_known";
}

bool is_own_site(std::string_view fetch_site) {
    return fetch_site == "same-origin" || fetch_site == "none";
}

bool is_own_origin(const transport::HttpRequest& request, std::string_view origin) {
    const auto host = request.headers.find("host").value_or("");
    return lower_ascii(origin) == (request.secure ? "https://" : "http://") + lower_ascii(host);
}

}  // namespace

std::string_view cookie(const transport::HttpRequest& request, std::string_view name) {
    std::string_view rest = request.headers.find("cookie").value_or("");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        std::string_view pair = rest.substr(0, end);
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return pair.substr(name.size() + 1);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return {};
}

std::string cookie_name(CookieKind kind, const transport::HttpRequest& request) {
    return std::string(request.secure ? "__Host-" : "") + std::string(plain_name(kind));
}

SecretText cookie_value(CookieKind kind, const transport::HttpRequest& request) {
    return SecretText(std::string(cookie(request, cookie_name(kind, request))));
}

std::string set_cookie_text(const Cookie& cookie, const transport::HttpRequest& request) {
    std::string text =
        cookie_name(cookie.kind, request) + "=" + cookie.value.expose() + "; Path=/; HttpOnly; SameSite=Strict";
    if (request.secure) text += "; Secure";
    if (cookie.seconds) text += "; Max-Age=" + std::to_string(*cookie.seconds);
    return text;
}

bool is_same_origin(const transport::HttpRequest& request) {
    const auto site = request.headers.find("sec-fetch-site");
    if (site && !is_own_site(*site)) return false;
    const auto origin = request.headers.find("origin");
    return !origin || is_own_origin(request, *origin);
}

bool is_from_other_site(const transport::HttpRequest& request) {
    if (const auto site = request.headers.find("sec-fetch-site")) return !is_own_site(*site);
    const auto origin = request.headers.find("origin");
    return origin && *origin != "null" && !is_own_origin(request, *origin);
}

}  // namespace qy::presentation
