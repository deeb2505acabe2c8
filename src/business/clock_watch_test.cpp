// A clock that is far ahead of the last time that was seen puts nobody to sleep and removes nothing.
#include "business/clock_watch.h"

#include <gtest/gtest.h>

#include "business/audit.h"
#include "business/testing/account_world.h"
#include "storage/audit_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;

constexpr std::int64_t kDay = 24 * 3'600;

class ClockWatch : public ::testing::Test {
 protected:
    ClockWatch() {
        world_.add("li.na", {Role::party_clerk});
        EXPECT_FALSE(mark_clock(services()).value().ahead());
    }
    [[nodiscard]] const Services& services() { return world_.base.services(); }
    void pass(std::int64_t days) { world_.base.clock().advance_seconds(days * kDay); }
    std::int64_t asleep() { return world_.accounts.disable_dormant_users(CodeWorld::operator_()).value(); }
    std::string last_action() {
        return services()
            .store.read([](storage::Reader& reader) { return storage::audit::last(reader); })
            .value()
            ->action;
    }

    AccountWorld world_;
};

TEST_F(ClockWatch, AYearAheadAtTheStartDisablesNobodyUntilAnOperatorConfirms) {
    pass(365);
    EXPECT_TRUE(mark_clock(services()).value().ahead());
    EXPECT_EQ(last_action(), "clock.ahead");
    EXPECT_EQ(asleep(), 0);
    EXPECT_TRUE(world_.user("li.na").active);
    EXPECT_EQ(world_.login(AccountWorld::with("li.na")), "ok") << "nor at the door";
    // Another start with the same clock is not taken in by what the first one wrote.
    pass(1);
    EXPECT_TRUE(mark_clock(services()).value().ahead());
    world_.add("wang.fang", {Role::party_clerk});
    EXPECT_EQ(asleep(), 0);
    const auto confirmed = confirm_clock(services(), CodeWorld::operator_(), "the platform was off for a year");
    ASSERT_TRUE(confirmed.ok());
    EXPECT_FALSE(confirmed->ahead());
    EXPECT_EQ(confirm_clock(services(), CodeWorld::operator_(), "again").error().code, "clock.believed");
    pass(91);
    EXPECT_FALSE(look_at_clock(services()).value().believed() == services().clock.now());
}

TEST_F(ClockWatch, WhatWasConfirmedCounts) {
    pass(365);
    EXPECT_EQ(asleep(), 0);
    ASSERT_TRUE(confirm_clock(services(), CodeWorld::operator_(), "it is so late").ok());
    EXPECT_EQ(asleep(), 1);
    EXPECT_EQ(world_.user("li.na").disabled_reason, "dormant");
}

TEST_F(ClockWatch, TimeThatIsSeenToPassIsBelieved) {
    for (int day = 0; day < 91; ++day) {
        pass(1);
        EXPECT_FALSE(mark_clock(services()).value().ahead());
    }
    EXPECT_EQ(asleep(), 1);
}

TEST_F(ClockWatch, TheLimitIsTheDormancyItself) {
    pass(90);
    EXPECT_FALSE(look_at_clock(services()).value().ahead());
    world_.base.clock().advance_seconds(1);
    EXPECT_TRUE(look_at_clock(services()).value().ahead());
    pass(-200);  // put right again
    const auto facts = look_at_clock(services()).value();
    EXPECT_FALSE(facts.ahead());
    EXPECT_EQ(facts.believed(), services().clock.now());
}

}  // namespace
}  // namespace qy::business
