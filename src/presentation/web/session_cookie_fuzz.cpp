// Any text as the Cookie and Origin fields of a request: only a pair of exactly our name is ours, whatever stands
// around it, and a page of another site is never taken for one of ours.
#include "session_cookie.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"
#include "web_core.h"

namespace {

using namespace qy::presentation;

constexpr std::string_view kHost = "suyuan.example:8443";

qy::transport::HttpRequest request_with(std::string_view cookies, bool secure) {
    qy::transport::HttpRequest request;
    request.secure = secure;
    request.headers.add("Host", kHost);
    request.headers.add("Cookie", cookies);
    return request;
}

std::string value_in(std::string_view cookies, CookieKind kind, bool secure) {
    return cookie_value(kind, request_with(cookies, secure)).expose();
}

/// The value by the words of RFC 6265 5.4: pairs between semicolons, the first of that name.
std::string expected(std::string_view cookies, std::string_view name) {
    for (const auto pair : qy::split(cookies, ';')) {
        const auto begin = pair.find_first_not_of(' ');
        const auto equals = pair.find('=');
        if (begin == std::string_view::npos || equals == std::string_view::npos || equals < begin) continue;
        if (pair.substr(begin, equals - begin) == name) return std::string(pair.substr(equals + 1));
    }
    return {};
}

void check_cookies(std::string_view cookies, CookieKind kind, bool secure) {
    const auto name = cookie_name(kind, request_with("", secure));
    const auto value = value_in(cookies, kind, secure);
    QY_ASSERT(value == expected(cookies, name) && value.find(';') == std::string::npos);
    // What other cookies a browser sends along changes nothing.
    QY_ASSERT(value_in("qy_other=1; " + std::string(cookies), kind, secure) == value);
    QY_ASSERT(value_in(std::string(cookies) + "; x" + name + "=other", kind, secure) == value);
    // What is set is what comes back.
    const auto set = set_cookie_text({kind, qy::SecretText(value), std::nullopt}, request_with("", secure));
    QY_ASSERT(value_in(set.substr(0, set.find(';')), kind, secure) == value);
    QY_ASSERT(set.ends_with("; Secure") == secure);
}

void check_origin(std::string_view text, bool secure) {
    auto request = request_with("", secure);
    request.headers.add("Origin", text);
    const std::string own = (secure ? "https://" : "http://") + std::string(kHost);
    QY_ASSERT(is_same_origin(request) == (qy::lower_ascii(text) == own));
    request.headers.add("Sec-Fetch-Site", "cross-site");
    QY_ASSERT(!is_same_origin(request));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    for (const bool secure : {true, false}) {
        check_cookies(text, CookieKind::session, secure);
        check_cookies(text, CookieKind::known_device, secure);
        check_origin(text, secure);
    }
    return 0;
}
