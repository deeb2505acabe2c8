#include "business/scan_visit.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "business/testing/code_world.h"

namespace qy::business {
namespace {

using testing::CodeWorld;

TEST(ScanVisit, IsClassified) {
    const struct {
        const char* story;
        Visit visit;
        std::string_view device;
        bool counts;
    } rows[] = {
        {"iPhone", {"GET", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148", ""}, "phone", true},
        {"WeChat on Android",
         {"GET", "Mozilla/5.0 (Linux; Android 13; V2217A) Mobile Safari/537.36 MicroMessenger/8.0.47", ""},
         "phone",
         true},
        {"HarmonyOS", {"GET", "Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 Mobile", ""}, "phone", true},
        {"a Cubot phone", {"GET", "Mozilla/5.0 (Linux; Android 12; CUBOT X50)", ""}, "phone", true},
        {"Windows",
         {"GET", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36", ""},
         "desktop",
         true},
        {"Mac", {"GET", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", ""}, "desktop", true},
        {"a program", {"GET", "curl/7.88.1", ""}, "other", true},
        {"no agent at all", {"GET", "", ""}, "other", true},
        {"HEAD", {"HEAD", "Mozilla/5.0 (iPhone)", ""}, "phone", false},
        {"prefetch", {"GET", "Mozilla/5.0 (iPhone)", "prefetch"}, "phone", false},
        {"prerender", {"GET", "Mozilla/5.0 (iPhone)", "prefetch;prerender"}, "phone", false},
        {"Safari's preview", {"GET", "Mozilla/5.0 (iPhone)", "Preview"}, "phone", false},
        {"Baidu",
         {"GET", "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", ""},
         "other",
         false},
        {"Google's phone crawler",
         {"GET", "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Mobile (compatible; Googlebot/2.1)", ""},
         "other",
         false},
        {"Bytedance", {"GET", "Mozilla/5.0 (Linux; Android 5.0) (compatible; Bytespider)", ""}, "other", false},
        {"a link preview", {"GET", "facebookexternalhit/1.1", ""}, "other", false},
        {"another", {"GET", "WhatsApp/2.23.20.0", ""}, "other", false},
    };
    for (const auto& row : rows) {
        const auto found = classify_visit(row.visit);
        EXPECT_EQ(found.device_class, row.device) << row.story;
        EXPECT_EQ(found.counts, row.counts) << row.story;
    }
}

TEST(ScanVisit, DevicesAreToldApartByCookieElseByAddressAndAgent) {
    const CodeWorld world;
    const auto& keys = world.keys();
    const auto by_cookie = device_hash(keys, {"c1", "203.0.113.7", "A"});
    EXPECT_EQ(by_cookie.size(), 32U);
    EXPECT_EQ(by_cookie, device_hash(keys, {"c1", "203.0.113.8", "B"}));
    EXPECT_NE(by_cookie, device_hash(keys, {"c2", "203.0.113.7", "A"}));
    const auto by_address = device_hash(keys, {"", "203.0.113.7", "A"});
    EXPECT_EQ(by_address, device_hash(keys, {"", "203.0.113.7", "A"}));
    EXPECT_NE(by_address, device_hash(keys, {"", "203.0.113.7", "B"}));
    EXPECT_NE(by_address, device_hash(keys, {"", "203.0.113.8", "A"}));
    EXPECT_NE(device_hash(keys, {"", "x", "y"}), device_hash(keys, {"x\ny", "", ""}));
    EXPECT_NE(by_address, device_hash(CodeWorld().keys(), {"", "203.0.113.7", "C"}));
}

TEST(ScanVisit, ABeaconCountsForAWhileAndForItsCodeOnly) {
    CodeWorld world;
    const auto range = world.issued(world.names.honey, 2);
    const Time start{limits::beacon_bucket_seconds * 1'000'000 * 3'000};
    const auto token = beacon_token(world.keys(), range.first_code, start);
    const struct {
        const char* story;
        model::TraceCode code;
        std::string token;
        std::int64_t seconds_later;
        bool expected;
    } rows[] = {
        {"at once", range.first_code, token, 0, true},
        {"in the next bucket", range.first_code, token, limits::beacon_bucket_seconds, true},
        {"at its end", range.first_code, token, 2 * limits::beacon_bucket_seconds - 1, true},
        {"later", range.first_code, token, 2 * limits::beacon_bucket_seconds, false},
        {"before it was made", range.first_code, token, -1, false},
        {"another code", range.last_code, token, 0, false},
        {"cut", range.first_code, token.substr(1), 0, false},
        {"none", range.first_code, "", 0, false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(is_beacon_token(world.keys(), row.code, row.token, start.plus_seconds(row.seconds_later)),
                  row.expected)
            << row.story;
    }
}

}  // namespace
}  // namespace qy::business
