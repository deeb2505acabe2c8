// Synchronisations fail. Linux then shows pages that the disk does not have, and forgets to write them.
#include <gtest/gtest.h>

#include <algorithm>

#include "disk_world.h"
#include "rounds.h"

namespace qy::faults {
namespace {

constexpr int kThreads = 3;

std::size_t count_both(const std::set<std::int64_t>& a, const std::set<std::int64_t>& b) {
    return static_cast<std::size_t>(std::ranges::count_if(a, [&](std::int64_t number) { return b.contains(number); }));
}

// A hundred attempts, some of which fail; each failure is told as such.
void write_with_failures(DiskWorld& world) {
    world.disk.fail_syncs(20);
    for (int i = 0; i < 25 && !world.disk.is_stopped(); ++i) {
        world.writes.write_until_failure(*world.store, kThreads, 4);
    }
    world.disk.fail_syncs(0);
}

TEST(FailedSyncTest, AWriteThatFailsIsToldAndIsNotThere) {
    DiskWorld world(1);
    ASSERT_TRUE(world.open().ok());
    world.disk.fail_syncs(100);
    const auto failed = world.writes.write(*world.store);
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().code, "storage.unavailable");
    EXPECT_TRUE(AcknowledgedWrites::look(*world.store).value().whole.empty());
    world.disk.fail_syncs(0);
    EXPECT_TRUE(world.writes.write(*world.store).ok());
    expect_sound(world, "");
}

TEST(FailedSyncTest, NothingIsAcknowledgedFalsely) {
    DiskWorld world(2);
    ASSERT_TRUE(world.open().ok());
    for (int round = 0; round < faults::rounds(8, 50); ++round) {
        write_with_failures(world);
        expect_sound(world, "");
        const auto findings = AcknowledgedWrites::look(*world.store).value();
        EXPECT_EQ(count_both(findings.whole, world.writes.refused()), 0U);
    }
    EXPECT_GT(world.disk.failed_syncs(), 20);
}

// The program goes on after a failure, is started again at times (the cache stays), and at last the power fails.
TEST(FailedSyncTest, WhatIsAcknowledgedAfterAFailureOutlivesPowerLoss) {
    const int rounds = faults::rounds(40, 200);
    int failures = 0;
    for (int round = 0; round < rounds; ++round) {
        DiskWorld world(100U + static_cast<unsigned>(round));
        ASSERT_TRUE(world.open().ok());
        for (int restart = world.between(0, 2); restart > 0; --restart) {
            write_with_failures(world);
            world.disk.stop_program();
            world.start_again();
            const auto opened = world.open();
            ASSERT_TRUE(opened.ok()) << round << opened.error().detail.text;
            expect_sound(world, "restart in round " + std::to_string(round) + ": ");
        }
        world.disk.cut_power_after(world.between(1, 600));
        while (!world.disk.is_stopped()) write_with_failures(world);
        world.start_again();
        ASSERT_TRUE(world.open().ok()) << round;
        expect_sound(world, "round " + std::to_string(round) + ": ");
        failures += world.disk.failed_syncs();
    }
    EXPECT_GT(failures, rounds);
    std::cout << rounds << " power failures after " << failures << " failed synchronisations\n";
}

}  // namespace
}  // namespace qy::faults
