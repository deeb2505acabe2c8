// Cookies of sessions, and which requests come from this site.
#include "session_cookie.h"

#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

transport::HttpRequest request_with(std::vector<std::pair<std::string, std::string>> headers, bool secure = true) {
    transport::HttpRequest request;
    request.secure = secure;
    request.headers.add("Host", "suyuan.example:8443");
    for (const auto& [name, value] : headers) request.headers.add(name, value);
    return request;
}

TEST(SessionCookie, OnlyRequestsOfThisSiteAreOurOwn) {
    const std::vector<std::pair<std::vector<std::pair<std::string, std::string>>, bool>> rows = {
        {{}, true},
        {{{"Origin", "https://suyuan.example:8443"}}, true},
        {{{"Origin", "HTTPS://Suyuan.Example:8443"}}, true},
        {{{"Origin", "https://suyuan.example"}}, false},
        {{{"Origin", "http://suyuan.example:8443"}}, false},
        {{{"Origin", "https://evil.example"}}, false},
        {{{"Origin", "https://suyuan.example:8443.evil.example"}}, false},
        {{{"Origin", "null"}}, false},
        {{{"Sec-Fetch-Site", "same-origin"}}, true},
        {{{"Sec-Fetch-Site", "none"}}, true},
        {{{"Sec-Fetch-Site", "same-site"}}, false},
        {{{"Sec-Fetch-Site", "cross-site"}}, false},
        {{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://evil.example"}}, false},
        {{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://suyuan.example:8443"}}, false},
    };
    for (const auto& [headers, expected] : rows) {
        EXPECT_EQ(is_same_origin(request_with(headers)), expected) << (headers.empty() ? "" : headers[0].second);
    }
    EXPECT_TRUE(is_same_origin(request_with({{"Origin", "http://suyuan.example:8443"}}, false)));
}

TEST(SessionCookie, FormsOfOtherSitesAreTold) {
    const std::vector<std::pair<std::vector<std::pair<std::string, std::string>>, bool>> rows = {
        {{}, false},
        {{{"Origin", "https://suyuan.example:8443"}}, false},
        {{{"Origin", "null"}}, false},  // a browser without Sec-Fetch-Site, on a page whose address is a secret
        {{{"Origin", "https://evil.example"}}, true},
        {{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}, false},
        {{{"Sec-Fetch-Site", "none"}}, false},
        {{{"Sec-Fetch-Site", "same-site"}, {"Origin", "null"}}, true},
        {{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}}, true},
    };
    for (const auto& [headers, expected] : rows) {
        EXPECT_EQ(is_from_other_site(request_with(headers)), expected) << (headers.empty() ? "" : headers[0].second);
    }
}

TEST(SessionCookie, TheNameHoldsTheBrowserToTls) {
    const auto secure = request_with({{"Cookie", "a=1; __Host-qy_session=abc; qy_session=plain"}});
    EXPECT_EQ(cookie_value(CookieKind::session, secure).expose(), "abc");
    const auto plain = request_with({{"Cookie", "__Host-qy_session=abc; qy_session=plain"}}, false);
    EXPECT_EQ(cookie_value(CookieKind::session, plain).expose(), "plain");
    EXPECT_EQ(cookie_value(CookieKind::known_device, secure).expose(), "");
    EXPECT_EQ(set_cookie_text({CookieKind::session, SecretText(std::string("t")), std::nullopt}, secure),
              "__Host-qy_session=t; Path=/; HttpOnly; SameSite=Strict; Secure");
    EXPECT_EQ(set_cookie_text({CookieKind::known_device, SecretText(std::string("t")), 60}, plain),
              "qy_known=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
}

}  // namespace
}  // namespace qy::presentation
