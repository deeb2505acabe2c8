// The power fails while three writers are at work. What the disk had not synchronised is gone, or there, or torn.
#include <gtest/gtest.h>

#include "disk_world.h"
#include "rounds.h"

namespace qy::faults {
namespace {

using storage::Synchronous;

constexpr int kRoundsOfOneDisk = 10;
constexpr int kThreads = 3;
constexpr int kManyWrites = 10'000;

// Writes until the power fails, at a moment left to chance. The first times it fails while the schema is made.
void write_until_power_fails(DiskWorld& world) {
    world.disk.cut_power_after(world.between(1, 1'500));
    if (world.open().ok()) world.writes.write_until_failure(*world.store, kThreads, kManyWrites);
    EXPECT_TRUE(world.disk.is_stopped()) << "a write failed for another reason than the power";
    world.start_again();
}

TEST(PowerLossTest, EveryAcknowledgedWriteIsThereAndNoneIsThereInPart) {
    const int rounds = faults::rounds(40, 200);
    int lost = 0;
    std::size_t acknowledged = 0;
    for (int round = 0; round < rounds;) {
        DiskWorld world(static_cast<unsigned>(round));
        for (int i = 0; i < kRoundsOfOneDisk; ++i, ++round) {
            write_until_power_fails(world);
            const auto opened = world.open();
            ASSERT_TRUE(opened.ok()) << "round " << round << " " << opened.error().detail.text;
            expect_sound(world, "round " + std::to_string(round) + ": ");
        }
        lost += world.disk.lost_writes();
        acknowledged += world.writes.acknowledged().size();
    }
    EXPECT_GT(lost, rounds);  // the disk did forget
    EXPECT_GT(acknowledged, static_cast<std::size_t>(rounds));
    std::cout << rounds << " power failures, " << acknowledged << " acknowledged transactions, " << lost
              << " unsynchronised writes lost\n";
}

// With `normal` the newest commits may go, as the setting says; what is there is whole.
TEST(PowerLossTest, WithoutSynchronisingEachCommitTheNewestMayGoButNothingBreaks) {
    std::size_t missing = 0;
    for (int round = 0; round < faults::rounds(10, 50); ++round) {
        DiskWorld world(1'000U + static_cast<unsigned>(round), Synchronous::normal);
        write_until_power_fails(world);
        ASSERT_TRUE(world.open().ok()) << round;
        const auto findings = AcknowledgedWrites::look(*world.store);
        ASSERT_TRUE(findings.ok()) << round << findings.error().detail.text;
        EXPECT_EQ(findings->integrity, "ok") << round;
        EXPECT_TRUE(findings->broken.empty()) << round;
        EXPECT_TRUE(findings->chains_hold) << round;
        missing += world.writes.missing(*findings).size();
    }
    EXPECT_GT(missing, 0U);
}

// The proof that the disk bites: without any synchronisation it must lose what was acknowledged.
TEST(PowerLossTest, WithSynchronousOffAcknowledgedWritesAreLost) {
    std::size_t missing = 0;
    int unreadable = 0;
    for (int round = 0; round < 10; ++round) {
        DiskWorld world(2'000U + static_cast<unsigned>(round), Synchronous::off);
        write_until_power_fails(world);
        const bool opened = world.open().ok();
        const auto findings =
            opened ? AcknowledgedWrites::look(*world.store) : Result<Findings>(corrupt("storage.corrupt"));
        unreadable += findings.ok() ? 0 : 1;
        missing += world.writes.missing(findings.ok() ? *findings : Findings()).size();
    }
    EXPECT_GT(missing, 0U);
    std::cout << missing << " acknowledged transactions lost with synchronous=off, " << unreadable
              << " of 10 databases unreadable\n";
}

}  // namespace
}  // namespace qy::faults
