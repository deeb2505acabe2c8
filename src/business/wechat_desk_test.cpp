// The ticket of WeChat's scanner and what is signed with it.
#include "business/wechat_desk.h"

#include <gtest/gtest.h>

#include <deque>

#include "business/testing/code_world.h"

namespace qy::business {
namespace {

using testing::CodeWorld;

constexpr std::string_view kSite = "https://qy.example.cn:8443";
constexpr std::string_view kPage = "https://qy.example.cn:8443/field/?from=timeline";

std::vector<std::pair<std::string, std::string>> account() {
    return {{"wechat.app_id", "wx0123456789abcdef"}};
}

/// A desk that gets what the test says, one answer after the other, and counts how often it asked.
class WechatDeskTest : public ::testing::Test {
 protected:
    void answer(std::string ticket, std::int64_t seconds = 7'200) {
        answers_.emplace_back(WechatTicket{SecretText(std::move(ticket)), seconds});
    }
    void fail() { answers_.emplace_back(unavailable("wechat.no_ticket").because("ticket: errcode 42001")); }
    WechatDeskTest() {
        desk_.configure([this]() -> Result<WechatTicket> {
            ++asked_;
            auto next = std::move(answers_.front());
            answers_.pop_front();
            return next;
        });
    }
    std::string look() {
        const auto pause = desk_.look();
        EXPECT_LE(pause.count(), 60'000);
        const auto told = desk_.sign(kPage, kSite);
        return told.ok() ? "signed" : told.error().code;
    }
    /// Whether `ticket` is what is signed with now.
    bool signs_with(const std::string& ticket) {
        const auto told = desk_.sign(kPage, kSite);
        return told.ok() &&
               told->signature == wechat_signature(SecretText(ticket), told->nonce, told->timestamp, kPage);
    }

    CodeWorld world_{account()};
    WechatDesk desk_{world_.services()};
    std::deque<Result<WechatTicket>> answers_;
    int asked_ = 0;
};

// The example of WeChat's own documents (JS-SDK, appendix 1).
TEST(WechatSignature, IsThatOfWechatsExample) {
    const SecretText ticket("sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg");
    EXPECT_EQ(wechat_signature(ticket, "Wm3WZYTPz0wzccnW", 1'414'587'457, "http://mp.weixin.qq.com?params=value"),
              "0f9de62fce790f9a083d5c99e95740ceb90c27ed");
}

TEST_F(WechatDeskTest, SignsPagesWithTheTicketThatItHolds) {
    answer("one");
    EXPECT_EQ(look(), "signed");
    const auto told = desk_.sign(kPage, kSite).value();
    EXPECT_EQ(told.app_id, "wx0123456789abcdef");
    EXPECT_EQ(told.timestamp, world_.clock().now().seconds());
    EXPECT_EQ(told.nonce.size(), 32U);
    EXPECT_NE(told.nonce, desk_.sign(kPage, kSite).value().nonce);
    EXPECT_TRUE(signs_with("one"));
    EXPECT_EQ(look(), "signed");
    EXPECT_EQ(asked_, 1) << "a ticket is good for two hours";
}

TEST_F(WechatDeskTest, FetchesTheNextOneBeforeTheLastEnds) {
    answer("one");
    answer("two");
    EXPECT_EQ(look(), "signed");
    world_.clock().advance_seconds(6'479);
    EXPECT_EQ(look(), "signed");
    EXPECT_EQ(asked_, 1);
    world_.clock().advance_seconds(1);
    EXPECT_EQ(look(), "signed");
    EXPECT_TRUE(signs_with("two"));
}

TEST_F(WechatDeskTest, AfterAFailureTheTicketIsUsedAsLongAsItIsGoodAndNoLonger) {
    answer("one", 100);
    EXPECT_EQ(look(), "signed");
    for (int i = 0; i < 3; ++i) fail();
    world_.clock().advance_seconds(90);
    EXPECT_EQ(look(), "signed");
    EXPECT_TRUE(signs_with("one"));
    world_.clock().advance_seconds(4);
    EXPECT_EQ(look(), "signed");
    world_.clock().advance_seconds(1);
    EXPECT_EQ(desk_.sign(kPage, kSite).error().code, "wechat.no_ticket");
    EXPECT_FALSE(desk_.has_ticket());
    world_.clock().advance_seconds(1);
    EXPECT_EQ(look(), "wechat.no_ticket");
    answer("two");
    world_.clock().advance_seconds(4);
    EXPECT_EQ(look(), "signed");
    EXPECT_TRUE(signs_with("two"));
}

TEST_F(WechatDeskTest, AsksLessAndLessOftenWhileItFails) {
    for (const std::int64_t pause : {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
        fail();
        const int before = asked_;
        EXPECT_EQ(look(), "wechat.no_ticket");
        EXPECT_EQ(asked_, before + 1);
        world_.clock().advance_seconds(pause - 1);
        EXPECT_EQ(look(), "wechat.no_ticket");
        EXPECT_EQ(asked_, before + 1) << pause;
        world_.clock().advance_seconds(1);
    }
    answer("one", 10);
    fail();
    EXPECT_EQ(look(), "signed");
    world_.clock().advance_seconds(9);
    EXPECT_EQ(look(), "signed");
    answer("two");
    world_.clock().advance_seconds(1);
    EXPECT_EQ(look(), "signed") << "a success begins anew";
    EXPECT_TRUE(signs_with("two"));
}

TEST_F(WechatDeskTest, AClockThatWasPutBackTellsNoAge) {
    answer("one");
    fail();
    world_.clock().advance_seconds(86'400);
    EXPECT_EQ(look(), "signed");
    world_.clock().advance_seconds(-86'400);
    EXPECT_EQ(look(), "wechat.no_ticket");
}

TEST_F(WechatDeskTest, SignsNoPageOfSomebodyElse) {
    answer("one");
    EXPECT_EQ(look(), "signed");
    struct Row {
        std::string url;
        std::string_view site;
        bool own;
    };
    const Row rows[] = {
        {"https://qy.example.cn/field/", "https://qy.example.cn", true},
        {"https://qy.example.cn/", "https://qy.example.cn/", true},
        {"https://qy.example.cn/field/", "https://qy.example.cn/labels", true},
        {"https://qy.example.cn", "https://qy.example.cn", false},
        {"https://qy.example.cn.evil.cn/field/", "https://qy.example.cn", false},
        {"https://qy.example.cn@evil.cn/field/", "https://qy.example.cn", false},
        {"https://qy.example.cn:8443/field/", "https://qy.example.cn", false},
        {"http://qy.example.cn/field/", "https://qy.example.cn", false},
        {"https://evil.cn/field/", "https://qy.example.cn", false},
        {"https://qy.example.cn/field/#/me", "https://qy.example.cn", false},
        {"https://qy.example.cn/field/ x", "https://qy.example.cn", false},
        {"https://qy.example.cn/field/&x=\n", "https://qy.example.cn", false},
        {"https://qy.example.cn/田", "https://qy.example.cn", false},
        {"/field/", "", false},
        {"", "https://qy.example.cn", false},
    };
    for (const auto& row : rows) {
        const auto told = desk_.sign(row.url, row.site);
        EXPECT_EQ(told.ok(), row.own) << row.url;
        EXPECT_EQ(told.ok() ? "" : told.error().code + " " + told.error().path, row.own ? "" : "wechat.url url");
    }
}

TEST(WechatDesk, WithoutAnAccountThereIsNothingToSignWith) {
    CodeWorld world;
    const WechatDesk desk(world.services());
    EXPECT_EQ(desk.sign(kPage, kSite).error().code, "wechat.not_configured");
}

TEST(WechatDesk, AThreadFetchesAndEndsWithTheDesk) {
    CodeWorld world(account());
    std::mutex mutex;
    std::condition_variable asked;
    bool done = false;
    WechatDesk desk(world.services());
    desk.configure([&]() -> Result<WechatTicket> {
        const std::lock_guard lock(mutex);
        done = true;
        asked.notify_one();
        return WechatTicket{SecretText(std::string("one")), 7'200};
    });
    desk.start();
    std::unique_lock lock(mutex);
    asked.wait(lock, [&] { return done; });
}

}  // namespace
}  // namespace qy::business
