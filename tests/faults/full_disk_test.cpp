// The disk is full: writes fail and say so, reads go on, and when there is room again everything works by itself.
#include <gtest/gtest.h>

#include "disk_world.h"

namespace qy::faults {
namespace {

TEST(FullDiskTest, WritesFailReadsGoOnAndSpaceBringsThemBack) {
    DiskWorld world(1);
    ASSERT_TRUE(world.open().ok());
    for (int time = 0; time < 5; ++time) {
        world.writes.write_until_failure(*world.store, 3, 50);
        world.disk.set_full(true);
        world.writes.write_until_failure(*world.store, 3, 10'000);  // the log's old room first
        const auto refused = world.writes.write(*world.store);
        if (!refused.ok()) {
            EXPECT_EQ(refused.error().code, "storage.unavailable");
        }
        EXPECT_FALSE(world.writes.refused().empty());
        expect_sound(world, "full: ");  // reads
        world.disk.set_full(false);
        EXPECT_TRUE(world.writes.write(*world.store).ok());
        expect_sound(world, "room again: ");
    }
}

TEST(FullDiskTest, AGroupThatDoesNotFitIsRefusedAsAWhole) {
    DiskWorld world(2);
    ASSERT_TRUE(world.open().ok());
    world.disk.set_full(true);
    const auto before = AcknowledgedWrites::look(*world.store).value().whole;
    world.writes.write_until_failure(*world.store, 4, 10'000);
    const auto findings = AcknowledgedWrites::look(*world.store).value();
    for (const auto number : world.writes.refused()) EXPECT_FALSE(findings.whole.contains(number)) << number;
    EXPECT_EQ(findings.whole.size(), before.size() + world.writes.acknowledged().size());
}

TEST(FullDiskTest, PowerLossOnAFullDiskLosesNothing) {
    for (unsigned round = 0; round < 10; ++round) {
        DiskWorld world(10 + round);
        ASSERT_TRUE(world.open().ok());
        world.writes.write_until_failure(*world.store, 3, world.between(1, 60));
        world.disk.set_full(true);
        world.writes.write_until_failure(*world.store, 3, 10'000);
        world.disk.cut_power_after(0);
        EXPECT_FALSE(world.writes.write(*world.store).ok());
        world.start_again();
        world.disk.set_full(false);
        ASSERT_TRUE(world.open().ok()) << round;
        expect_sound(world, std::to_string(round) + ": ");
    }
}

}  // namespace
}  // namespace qy::faults
