// Messages on their way out: tried again until they arrive, never sent twice more than once, and forgotten when over.
#include "business/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/account_limits.h"
#include "business/testing/code_world.h"
#include "message_texts.h"
#include "storage/outbox_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::MessageChannel;
using testing::CodeWorld;

constexpr std::int64_t kLease = 25;

class OutboxTest : public ::testing::Test {
 protected:
    OutboxTest() : worker_(make_worker()) {}

    std::unique_ptr<OutboxWorker> make_worker(MessageChannel channel = MessageChannel::mail) {
        return std::make_unique<OutboxWorker>(world_.services(), channel, kLease,
                                              [this](const OutgoingMessage& message) {
                                                  sent_.push_back(message);
                                                  return next_;
                                              });
    }
    void post(bool to_nobody = false, std::int64_t seconds = 86'400, Language language = Language::zh) {
        const auto posted = world_.store().write([&](storage::Writer& writer) {
            return post_message(writer, world_.services(),
                                {message_kind::reset,
                                 {MessageChannel::mail, "li.na@example.cn"},
                                 language,
                                 {"https://x/password/planted-secret", "li.na"},
                                 world_.clock().now().plus_seconds(seconds),
                                 to_nobody});
        });
        ASSERT_TRUE(posted.ok()) << posted.error().code;
    }
    bool round() {
        const auto more = worker_->send_one();
        EXPECT_TRUE(more.ok());
        return more.ok() && *more;
    }
    /// Rounds until nothing is due.
    void rounds() {
        while (round()) {
        }
    }
    std::int64_t waiting() {
        return world_.store()
            .read([](storage::Reader& reader) { return storage::outbox::waiting(reader, MessageChannel::mail); })
            .value();
    }
    std::optional<storage::outbox::Message> due() {
        return world_.store()
            .read([&](storage::Reader& reader) {
                return storage::outbox::due(reader, MessageChannel::mail, world_.clock().now());
            })
            .value();
    }

    CodeWorld world_;
    std::vector<OutgoingMessage> sent_;
    DeliveryReport next_{Delivery::accepted, ""};
    std::unique_ptr<OutboxWorker> worker_;
};

TEST_F(OutboxTest, WhatArrivesIsSentOnceWithItsTextInTheLanguageThatWasAsked) {
    post();
    post(false, 86'400, Language::en);
    rounds();
    ASSERT_EQ(sent_.size(), 2U);
    EXPECT_EQ(sent_[0].to, "li.na@example.cn");
    EXPECT_EQ(sent_[0].subject, "重设您的密码");
    EXPECT_THAT(sent_[0].text, ::testing::HasSubstr("https://x/password/planted-secret"));
    EXPECT_THAT(sent_[0].text, ::testing::HasSubstr("账号 li.na 的密码"));
    EXPECT_EQ(sent_[1].subject, "Reset your password");
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(worker_->sent(), 2);
    world_.clock().advance_seconds(86'400);
    rounds();
    EXPECT_EQ(sent_.size(), 2U);
}

TEST_F(OutboxTest, WhatFailsIsTriedAgainLaterAndLater) {
    post();
    next_ = {Delivery::failed, "down"};
    for (const std::int64_t pause : {5, 10, 20, 40}) {
        const auto before = sent_.size();
        rounds();
        EXPECT_EQ(sent_.size(), before + 1);
        world_.clock().advance_seconds(pause - 1);
        rounds();
        EXPECT_EQ(sent_.size(), before + 1) << "not before " << pause << " s";
        world_.clock().advance_seconds(1);
    }
    next_ = {Delivery::accepted, ""};
    rounds();
    EXPECT_EQ(sent_.size(), 5U);
    EXPECT_EQ(waiting(), 0);
    for (const auto& one : sent_) EXPECT_EQ(one.id, sent_[0].id) << "mail programs show it once";
}

TEST_F(OutboxTest, AttemptsHaveAnEnd) {
    post(false, 30 * 86'400);
    next_ = {Delivery::failed, "down"};
    for (int i = 0; i < 30; ++i) {
        rounds();
        world_.clock().advance_seconds(limits::message_back_off_seconds_max);
    }
    EXPECT_EQ(static_cast<std::int64_t>(sent_.size()), limits::message_attempts_max);
    EXPECT_EQ(waiting(), 0);
}

TEST_F(OutboxTest, WhatIsOfNoUseAnyMoreIsNotSent) {
    post(false, 60);
    world_.clock().advance_seconds(60);
    rounds();
    EXPECT_TRUE(sent_.empty());
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(worker_->given_up(), 1);
}

TEST_F(OutboxTest, WhatIsRefusedIsNotTriedAgain) {
    post();
    next_ = {Delivery::refused, "no such user"};
    rounds();
    world_.clock().advance_seconds(3'600);
    rounds();
    EXPECT_EQ(sent_.size(), 1U);
    EXPECT_EQ(waiting(), 0);
}

TEST_F(OutboxTest, WhatMayHaveArrivedIsSentOnceMoreAndNoMore) {
    post();
    next_ = {Delivery::unclear, "no answer"};
    for (int i = 0; i < 10; ++i) {
        rounds();
        world_.clock().advance_seconds(3'600);
    }
    EXPECT_EQ(sent_.size(), 2U);
    EXPECT_EQ(waiting(), 0);
}

// The program dies between the attempt and its outcome: the claim is all that is left of it.
TEST_F(OutboxTest, AProgramThatIsKilledAmidAnAttemptSendsItOnceMoreAndNoMore) {
    post();
    const auto die_amid_attempt = [&] {
        const auto found = due();
        ASSERT_TRUE(found.has_value());
        const bool left = found->state == model::MessageState::sending;
        const auto claimed = world_.store().write([&](storage::Writer& writer) {
            return storage::outbox::claim(writer, *found, found->unclear + (left ? 1 : 0),
                                          world_.clock().now().plus_seconds(kLease));
        });
        ASSERT_TRUE(claimed.ok() && *claimed);
        sent_.emplace_back();  // it arrived, and nobody knows
    };
    die_amid_attempt();
    rounds();
    EXPECT_EQ(sent_.size(), 1U) << "its lease is not over";
    world_.clock().advance_seconds(kLease);
    die_amid_attempt();
    world_.clock().advance_seconds(kLease);
    rounds();
    world_.clock().advance_seconds(86'000);
    rounds();
    EXPECT_EQ(sent_.size(), 2U) << "a third one would be one too many";
    EXPECT_EQ(waiting(), 0);
}

TEST_F(OutboxTest, TwoProgramsDoNotSendTheSameMessage) {
    post();
    const auto seen = due();
    rounds();
    ASSERT_EQ(sent_.size(), 1U);
    const auto late = world_.store().write(
        [&](storage::Writer& writer) { return storage::outbox::claim(writer, *seen, 0, world_.clock().now()); });
    EXPECT_FALSE(late.value());
}

TEST_F(OutboxTest, ChannelsAreApart) {
    post();
    worker_ = make_worker(MessageChannel::sms);
    rounds();
    EXPECT_TRUE(sent_.empty());
}

TEST_F(OutboxTest, ToNobodyIsWrittenDownAndNeverSent) {
    post(true);
    rounds();
    EXPECT_TRUE(sent_.empty());
    EXPECT_EQ(waiting(), 0);
}

TEST_F(OutboxTest, NothingStandsInTheClearAndNothingIsKeptWhenItIsOver) {
    static constexpr storage::Statement kContent{"test.content", "SELECT content FROM outbox_message"};
    const auto content = [&] {
        return world_.store()
            .read([](storage::Reader& reader) {
                return reader.first(kContent, {}, [](const storage::Row& row) { return std::string(row.text(0)); });
            })
            .value()
            .value();
    };
    post();
    EXPECT_THAT(content(), ::testing::StartsWith("sealed:"));
    rounds();
    EXPECT_EQ(content(), "");
    const auto gone = world_.store().write([&](storage::Writer& writer) {
        return storage::outbox::forget(writer, world_.clock().now().plus_seconds(1), 10);
    });
    EXPECT_EQ(gone.value(), 1);
}

TEST(MessageTexts, EveryKindIsCompleteInBothLanguages) {
    for (const auto& row : message_texts()) {
        for (const auto text : {row.subject_zh, row.subject_en, row.mail_zh, row.mail_en, row.sms_zh, row.sms_en}) {
            EXPECT_FALSE(text.empty()) << row.kind;
        }
        // What one language asks for, the other asks for too.
        for (const std::string slot : {"{0}", "{1}", "{2}"}) {
            EXPECT_EQ(row.mail_zh.find(slot) == std::string_view::npos,
                      row.mail_en.find(slot) == std::string_view::npos)
                << row.kind << slot;
            EXPECT_EQ(row.sms_zh.find(slot) == std::string_view::npos, row.sms_en.find(slot) == std::string_view::npos)
                << row.kind << slot;
        }
    }
}

TEST(MessageTexts, AnArgumentIsNeverFilledInAgain) {
    EXPECT_EQ(filled("a {0} {1} {2} {9} {x}", {"{1}", "b"}), "a {1} b   {x}");
}

}  // namespace
}  // namespace qy::business
