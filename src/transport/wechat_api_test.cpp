// What is believed of WeChat's answers. The conversation itself is held with a real server:
// tests/api/messages.test.mjs.
#include "transport/wechat_api.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/wechat_limits.h"

namespace qy::transport {
namespace {

std::string ticket_answer(const std::string& ticket, const std::string& seconds = "7200") {
    return R"({"errcode":0,"errmsg":"ok","ticket":")" + ticket + R"(","expires_in":)" + seconds + "}";
}

TEST(Wechat, AnAnswerGrantsWhatItNames) {
    const auto ticket = wechat_grant(ticket_answer("kgt8ON7y-VITD_ht.dw~ci0qeQ"), "ticket").value();
    EXPECT_EQ(ticket.text.expose(), "kgt8ON7y-VITD_ht.dw~ci0qeQ");
    EXPECT_EQ(ticket.seconds, 7'200);
    const auto token = wechat_grant(R"({"access_token":"57_a","expires_in":1,"more":[]})", "access_token").value();
    EXPECT_EQ(token.text.expose(), "57_a");
    EXPECT_EQ(token.seconds, 1);
}

TEST(Wechat, BoundsHold) {
    const std::string longest(limits::wechat_grant_bytes_max, 'a');
    EXPECT_TRUE(wechat_grant(ticket_answer(longest.substr(1)), "ticket").ok());
    EXPECT_TRUE(wechat_grant(ticket_answer(longest), "ticket").ok());
    EXPECT_FALSE(wechat_grant(ticket_answer(longest + "a"), "ticket").ok());
    for (const std::int64_t seconds : {7'199, 7'200, 7'201}) {
        EXPECT_EQ(wechat_grant(ticket_answer("a", std::to_string(seconds)), "ticket").value().seconds,
                  std::min(seconds, limits::wechat_grant_seconds_max));
    }
}

TEST(Wechat, EveryOtherAnswerIsARefusalThatTellsNothingOfIt) {
    struct Row {
        std::string answer;
        const char* why;
    };
    const Row rows[] = {
        {"", "ticket: the answer is no JSON object"},
        {"<html>", "ticket: the answer is no JSON object"},
        {"[]", "ticket: the answer is no JSON object"},
        {R"({"errcode":42001,"errmsg":"access_token expired"})", "ticket: errcode 42001"},
        {R"({"errcode":-1,"ticket":"a","expires_in":7200})", "ticket: errcode -1"},
        {R"({"errcode":"0","ticket":"a","expires_in":7200})", "ticket: errcode is no number"},
        {"{}", "ticket: missing or malformed"},
        {R"({"ticket":7,"expires_in":7200})", "ticket: missing or malformed"},
        {ticket_answer(""), "ticket: missing or malformed"},
        {ticket_answer("a&type=x"), "ticket: missing or malformed"},
        {ticket_answer("a b"), "ticket: missing or malformed"},
        {R"({"ticket":"a"})", "ticket: expires_in is missing or malformed"},
        {ticket_answer("a", "0"), "ticket: expires_in is missing or malformed"},
        {ticket_answer("a", "-7200"), "ticket: expires_in is missing or malformed"},
        {ticket_answer("a", "7200.5"), "ticket: expires_in is missing or malformed"},
        {ticket_answer("a", "\"7200\""), "ticket: expires_in is missing or malformed"},
    };
    for (const auto& row : rows) {
        const auto refused = wechat_grant(row.answer, "ticket");
        ASSERT_FALSE(refused.ok()) << row.answer;
        EXPECT_EQ(refused.error().code, "wechat.no_ticket");
        EXPECT_EQ(refused.error().detail.text, row.why) << row.answer;
    }
}

}  // namespace
}  // namespace qy::transport
