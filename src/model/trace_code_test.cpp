#include "model/trace_code.h"

#include <gtest/gtest.h>

namespace qy::model {
namespace {

TEST(TraceCode, ForgivesHowItWasTyped) {
    const std::string_view texts[] = {
        "12345678901234567890",
        " 1234 5678 9012 3456 7890 ",
        "1234-5678-9012-3456-7890",
        "１２３４５６７８９０１２３４５６７８９０",
        "1234　5678　9012　3456　7890",
        "1234–5678—9012‑3456-7890",
        "https://t.example.cn/t/12345678901234567890",
        "HTTPS://t.example.cn/t/12345678901234567890?from=wechat#top",
        "t.example.cn/t/12345678901234567890/",
        "/t/12345678901234567890",
        "https://t.example.cn/01/06901234567892/10/QY-1/21/12345678901234567890",
        "https://t.example.cn/01/06901234567892/21/12345678901234567890?17=261231",
    };
    for (const auto text : texts) {
        const auto code = TraceCode::parse(text);
        ASSERT_TRUE(code.ok()) << text;
        EXPECT_EQ(code->text(), "12345678901234567890") << text;
        EXPECT_EQ(code->epoch(), 1);
        EXPECT_EQ(code->grouped(), "1234 5678 9012 3456 7890");
    }
}

TEST(TraceCode, RefusesEverythingElse) {
    const std::string texts[] = {
        "",
        "1234567890123456789",    // 19
        "123456789012345678901",  // 21
        "02345678901234567890",   // no epoch 0
        "1234567890123456789O",
        "12345678901234567890x",
        "https://t.example.cn/12345678901234567890",
        "https://t.example.cn/t/",
        "/21/",
        "/",
        std::string("1234567890\0001234567890", 21),
        "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠",  // digits of another script
        std::string(100'000, '1'),
        "\xFF\xFE",
    };
    for (const auto& text : texts) {
        const auto code = TraceCode::parse(text);
        ASSERT_FALSE(code.ok()) << text.substr(0, 50);
        EXPECT_EQ(code.error().code, "code.malformed");
    }
}

}  // namespace
}  // namespace qy::model
