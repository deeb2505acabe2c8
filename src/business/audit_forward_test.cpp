#include "business/audit_forward.h"

#include <gmock/gmock.h>

#include "business/audit.h"
#include "business/testing/trace_world.h"
#include "storage/audit_store.h"

namespace qy::business {
namespace {

using ::testing::ElementsAre;
using testing::TraceWorld;

class AuditForwardTest : public ::testing::Test {
 protected:
    void write(int count) {
        for (int i = 0; i < count; ++i) {
            ASSERT_TRUE(write_audit_alone(world_.services(), TraceWorld::anybody(), {"user.add", "", "denied"}).ok());
        }
    }
    AuditForward::Send send() {
        return [this](const ForwardedRecord& record) -> Result<void> {
            if (room_ == 0) return unavailable("syslog.unreachable");
            --room_;
            positions_.push_back(record.position);
            EXPECT_FALSE(record.ok);
            EXPECT_EQ(parse_json(record.text)->at("position").as_string(), std::to_string(record.position));
            return {};
        };
    }

    TraceWorld world_;
    int room_ = 1'000'000;
    std::vector<std::int64_t> positions_;
};

TEST_F(AuditForwardTest, SendsEverythingOnceAndInOrder) {
    AuditForward forward(world_.services(), send());
    write(2);
    ASSERT_TRUE(forward.forward().ok());
    write(1);
    ASSERT_TRUE(forward.forward().ok());
    ASSERT_TRUE(forward.forward().ok());
    EXPECT_THAT(positions_, ElementsAre(0, 1, 2));
    EXPECT_EQ(forward.waiting(), 0);
}

TEST_F(AuditForwardTest, WhatCouldNotBeSentWaitsAndIsSentLater) {
    AuditForward forward(world_.services(), send());
    write(5);
    room_ = 2;
    EXPECT_FALSE(forward.forward().ok());
    EXPECT_EQ(forward.waiting(), 3);
    EXPECT_EQ(forward.failures(), 1);
    write(1);
    EXPECT_FALSE(forward.forward().ok());
    EXPECT_EQ(forward.waiting(), 4);
    room_ = 100;
    ASSERT_TRUE(forward.forward().ok());
    EXPECT_THAT(positions_, ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_EQ(forward.waiting(), 0);
    EXPECT_EQ(forward.lost(), 0);
}

TEST_F(AuditForwardTest, AnotherStartGoesOnWhereTheLastOneEnded) {
    write(2);
    ASSERT_TRUE(AuditForward(world_.services(), send()).forward().ok());
    write(1);
    ASSERT_TRUE(AuditForward(world_.services(), send()).forward().ok());
    EXPECT_THAT(positions_, ElementsAre(0, 1, 2));
}

TEST_F(AuditForwardTest, WhatWasRemovedBeforeItWasSentIsCountedAsLost) {
    AuditForward forward(world_.services(), send());
    write(1);
    ASSERT_TRUE(forward.forward().ok());
    write(4);
    world_.write([](storage::Writer& writer) -> Result<void> {
        QY_TRY(removed, storage::audit::cut(writer, 3));
        EXPECT_EQ(removed, 4);
        return {};
    });
    ASSERT_TRUE(forward.forward().ok());
    EXPECT_THAT(positions_, ElementsAre(0, 4));
    EXPECT_EQ(forward.lost(), 3);
}

TEST_F(AuditForwardTest, ItsThreadSendsWhatIsWritten) {
    std::atomic<int> sent = 0;
    AuditForward forward(world_.services(), [&](const ForwardedRecord&) -> Result<void> {
        ++sent;
        return {};
    });
    forward.start();
    write(3);
    for (int i = 0; i < 3'000 && sent < 3; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(sent, 3);
}

}  // namespace
}  // namespace qy::business
