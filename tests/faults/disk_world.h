#pragma once
// A store with the program's schema on a simulated disk, and its writers.
#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "acknowledged_writes.h"
#include "base/clock.h"
#include "base/embedded.h"
#include "storage/migrate.h"
#include "storage/sqlite.h"
#include "storage/testing/simulated_disk.h"
#include "storage/testing/temp_store.h"

namespace qy::faults {

class DiskWorld {
 public:
    explicit DiskWorld(unsigned seed, storage::Synchronous synchronous = storage::Synchronous::full)
        : disk(seed), writes(seed), random(seed) {
        options.path = folder.path() + "/qiongyuan.db";
        options.readers = 2;
        options.synchronous = synchronous;
        options.vfs = disk.vfs();
    }

    /// As the program opens its store. A second call opens it after a restart.
    Result<void> open() {
        QY_TRY(opened, storage::open_sqlite(options));
        QY_TRY(report, storage::migrate(*opened, embedded::migrations(), SystemClock()));
        (void)report;
        QY_CHECK(AcknowledgedWrites::make_table(*opened));
        store = std::move(opened);
        return {};
    }
    /// Closes what is open and starts the machine, or the program, again.
    void start_again() {
        store.reset();
        disk.start_again();
    }
    int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random); }

    storage::testing::TempFolder folder;
    storage::testing::SimulatedDisk disk;
    storage::SqliteOptions options;
    std::unique_ptr<storage::Store> store;
    AcknowledgedWrites writes;
    std::mt19937 random;
};

/// Every acknowledged transaction is there, none is there in part, and the chains have no gap.
inline void expect_sound(const DiskWorld& world, const std::string& round) {
    const auto findings = AcknowledgedWrites::look(*world.store);
    ASSERT_TRUE(findings.ok()) << round << findings.error().code << " " << findings.error().detail.text;
    EXPECT_EQ(findings->integrity, "ok") << round;
    EXPECT_TRUE(findings->broken.empty()) << round << *findings->broken.begin();
    EXPECT_TRUE(findings->chains_hold) << round;
    const auto missing = world.writes.missing(*findings);
    EXPECT_TRUE(missing.empty()) << round << missing.size() << " acknowledged writes are lost, such as "
                                 << *missing.begin();
}

}  // namespace qy::faults
