#include "base/hide_passwords.h"

#include <gtest/gtest.h>

namespace qy {
namespace {

TEST(HidePasswords, OfTheUserPartAndOfParameters) {
    const std::pair<const char*, const char*> cases[] = {
        {"", ""},
        {"a:b@c", "a:b@c"},
        {"https://t.example.cn/t/", "https://t.example.cn/t/"},
        {"postgres://li@db/qy", "postgres://li@db/qy"},
        {"postgres://db:5432/qy", "postgres://db:5432/qy"},
        {"postgres://li:secret@db:5432/qy", "postgres://li:***@db:5432/qy"},
        {"postgres://li:se/c?r:e@t@db/qy", "postgres://li:***@db/qy"},
        {"postgres://db/qy?password=secret", "postgres://db/qy?password=***"},
        {"postgres://db/qy?sslpassword=secret&user=li", "postgres://db/qy?sslpassword=***&user=li"},
        {"postgres://li:a@db/qy?password=b&sslpassword=c", "postgres://li:***@db/qy?password=***&sslpassword=***"},
    };
    for (const auto& [address, shown] : cases) EXPECT_EQ(hide_passwords(address), shown);
}

}  // namespace
}  // namespace qy
