#include "business/scans.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>

#include "base/limits.h"
#include "business/testing/code_world.h"
#include "storage/code_store.h"
#include "storage/scan_store.h"

namespace qy::business {
namespace {

using testing::CodeWorld;

// The world's store, whose writes fail while `broken`, and which tells when a write was tried.
class FallibleStore final : public storage::Store {
 public:
    explicit FallibleStore(storage::Store& inner) : inner_(inner) {}
    [[nodiscard]] std::string description() const override { return inner_.description(); }
    void set_broken(bool broken) { broken_ = broken; }
    /// Writes are done, but nobody learns of it.
    void set_silent(bool silent) { silent_ = silent; }
    bool wait_for_writes(int count) {
        std::unique_lock lock(mutex_);
        return tried_.wait_for(lock, std::chrono::seconds(30), [&] { return writes_ >= count; });
    }

 protected:
    Result<void> do_read(const std::function<void(storage::Reader&)>& work) override {
        return inner_.read([&](storage::Reader& reader) -> Result<void> {
            work(reader);
            return {};
        });
    }
    Result<void> do_write(const std::function<bool(storage::Writer&)>& work) override {
        auto done = broken_ ? Result<void>(unavailable("storage.unavailable"))
                            : inner_.write([&](storage::Writer& writer) -> Result<void> {
                                  return work(writer) ? Result<void>() : unavailable("storage.unavailable");
                              });
        if (silent_) done = unavailable("storage.outcome_unknown");
        const std::lock_guard lock(mutex_);
        ++writes_;
        tried_.notify_all();
        return done;
    }

 private:
    storage::Store& inner_;
    std::atomic<bool> broken_ = false;
    std::atomic<bool> silent_ = false;
    std::mutex mutex_;
    std::condition_variable tried_;
    int writes_ = 0;
};

class Scans : public ::testing::Test {
 protected:
    Scans()
        : range(world.issued(world.names.honey, 10)),
          store(world.store()),
          services{store,
                   world.keys(),
                   world.services().settings,
                   world.services().clock,
                   world.services().random,
                   world.services().ids,
                   world.services().roles} {}
    ScanNote note(std::string_view device, std::int64_t offset = 0) const {
        return {world.code(range, offset), device, "page", "469025", "phone"};
    }
    Result<ScanSeen> count(ScanBook& book, std::string_view device, std::int64_t offset = 0) {
        return book.count(note(device, offset), world.clock().now());
    }
    storage::codes::CodeState stored(std::int64_t offset = 0) {
        return world.store()
            .read([&](storage::Reader& reader) {
                return storage::codes::state(reader, world.code(range, offset).text());
            })
            .value();
    }
    CodeWorld world;
    LabelledRange range;
    FallibleStore store;
    Services services;
};

TEST_F(Scans, AnAnswerIncludesItself) {
    ScanBook book(services);
    const auto code = world.code(range, 0);
    const auto now = world.clock().now();
    EXPECT_EQ(book.look(code, now, "a").value().scan_count, 0);
    const auto seen = count(book, "a").value();
    EXPECT_EQ(seen.scan_count, 1);
    EXPECT_EQ(seen.first_scanned_at, now);
    EXPECT_EQ(seen.first_scanned_region, "469025");
    EXPECT_TRUE(seen.same_device_again);
    EXPECT_EQ(book.look(code, now, "a").value().scan_count, 1);
    EXPECT_FALSE(book.look(code, now, "b").value().same_device_again);
    EXPECT_FALSE(book.look(code, now, "").value().same_device_again);
}

TEST_F(Scans, RepeatsOfADeviceMergeForHalfAnHour) {
    const struct {
        std::int64_t seconds_later;
        std::int64_t expected;
    } rows[] = {{0, 1},
                {limits::scan_merge_seconds - 1, 1},
                {limits::scan_merge_seconds, 1},
                {limits::scan_merge_seconds + 1, 2}};
    std::int64_t offset = 0;
    for (const bool restarted : {false, true}) {  // the window is kept in memory and in the database
        for (const auto& row : rows) {
            auto book = std::make_unique<ScanBook>(services);
            ASSERT_TRUE(count(*book, "a", offset).ok());
            world.clock().advance_seconds(row.seconds_later);
            if (restarted) {
                book.reset();
                book = std::make_unique<ScanBook>(services);
            }
            EXPECT_EQ(count(*book, "a", offset).value().scan_count, row.expected) << row.seconds_later << restarted;
            ++offset;
        }
    }
}

TEST_F(Scans, AClockThatJumpsNeitherStopsNorDoublesTheCount) {
    for (const bool restarted : {false, true}) {
        auto book = std::make_unique<ScanBook>(services);
        const std::int64_t offset = restarted ? 1 : 0;
        ASSERT_EQ(count(*book, "a", offset).value().scan_count, 1);
        std::int64_t expected = 1;
        for (const std::int64_t jump : {-3'600, 365 * 86'400, -364 * 86'400}) {
            world.clock().advance_seconds(jump);
            if (restarted) {
                book.reset();
                book = std::make_unique<ScanBook>(services);
            }
            EXPECT_EQ(count(*book, "a", offset).value().scan_count, ++expected) << jump << restarted;
            EXPECT_EQ(count(*book, "a", offset).value().scan_count, expected) << "merged " << jump << restarted;
        }
    }
}

TEST_F(Scans, DevicesThatTakeTurnsAreCountedOnceEach) {
    ScanBook book(services);
    for (const auto* device : {"a", "b", "a", "b", "a"}) {
        ASSERT_TRUE(count(book, device).ok());
        world.clock().advance_seconds(60);
    }
    EXPECT_EQ(count(book, "c").value().scan_count, 3);
    ASSERT_TRUE(book.flush().ok());
    const auto recent = world.store().read([&](storage::Reader& reader) {
        return storage::scans::recent(reader, world.code(range, 0).text(), Time{}, 10);
    });
    EXPECT_EQ(recent.value().size(), 3U);
}

TEST_F(Scans, AreWrittenSoonWithoutBeingAsked) {
    ScanBook book(services);
    ASSERT_TRUE(count(book, "a").ok());
    ASSERT_TRUE(count(book, "b").ok());
    ASSERT_TRUE(store.wait_for_writes(1));
    EXPECT_EQ(stored().scan_count, 2);
    EXPECT_EQ(stored().last_device, "b");
}

TEST_F(Scans, AreWrittenAtTheEnd) {
    {
        ScanBook book(services);
        ASSERT_TRUE(count(book, "a", 1).ok());
    }
    EXPECT_EQ(stored(1).scan_count, 1);
    ScanBook book(services);
    EXPECT_EQ(book.look(world.code(range, 1), world.clock().now(), "a").value().scan_count, 1);
    EXPECT_TRUE(book.look(world.code(range, 1), world.clock().now(), "a").value().same_device_again);
}

TEST_F(Scans, AFailedWriteIsTriedAgainAndLosesNothing) {
    ScanBook book(services);
    store.set_broken(true);
    const auto first_at = world.clock().now();
    ASSERT_TRUE(count(book, "a").ok());
    ASSERT_TRUE(store.wait_for_writes(1));
    EXPECT_FALSE(book.flush().ok());
    world.clock().advance_seconds(5);
    EXPECT_EQ(count(book, "b").value().scan_count, 2);
    EXPECT_EQ(stored().scan_count, 0);
    store.set_broken(false);
    EXPECT_TRUE(book.flush().ok());
    EXPECT_EQ(book.pending(), 0U);
    EXPECT_EQ(stored().scan_count, 2);
    EXPECT_EQ(stored().first_scanned_at, first_at);
}

TEST_F(Scans, AWriteWhoseOutcomeIsNotKnownIsNotCountedTwice) {
    ScanBook book(services);
    store.set_silent(true);
    ASSERT_TRUE(count(book, "a").ok());
    ASSERT_TRUE(store.wait_for_writes(1));
    EXPECT_EQ(stored().scan_count, 1);
    ASSERT_TRUE(count(book, "b").ok());
    store.set_silent(false);
    EXPECT_TRUE(book.flush().ok());
    EXPECT_EQ(book.pending(), 0U);
    EXPECT_EQ(stored().scan_count, 2);
}

TEST_F(Scans, ManyThreadsLoseNoScan) {
    constexpr int kThreads = 4;
    constexpr int kScans = 200;
    {
        ScanBook book(services);
        std::vector<std::thread> visitors;
        for (int t = 0; t < kThreads; ++t) {
            visitors.emplace_back([&, t] {
                for (int i = 0; i < kScans; ++i) {
                    const auto device = std::to_string(t) + "." + std::to_string(i);
                    ASSERT_TRUE(count(book, device, i % 3).ok());
                    if (i % 50 == 0) {
                        ASSERT_TRUE(book.flush().ok());
                    }
                }
            });
        }
        for (auto& visitor : visitors) visitor.join();
    }
    EXPECT_EQ(stored(0).scan_count + stored(1).scan_count + stored(2).scan_count, kThreads * kScans);
}

TEST_F(Scans, MemoryIsBounded) {
    ScanBook book(services);
    const auto many = world.issued(world.names.honey, 60'000);
    const auto now = world.clock().now();
    ASSERT_TRUE(count(book, "a").ok());  // waits to be written: stays, however many are looked at
    store.set_broken(true);
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(limits::scan_cache_codes_max) + 10; ++i) {
        ASSERT_TRUE(book.look(world.code(many, i), now, "a").ok());
    }
    EXPECT_EQ(book.cached(), limits::scan_cache_codes_max);
    EXPECT_EQ(book.look(world.code(range, 0), now, "a").value().scan_count, 1);
    store.set_broken(false);
}

TEST_F(Scans, ADatabaseThatTakesNothingStopsTheCounting) {
    ScanBook book(services);
    store.set_broken(true);
    for (std::size_t i = 0; i < limits::scan_pending_max - 1; ++i) ASSERT_TRUE(count(book, "a").ok());
    EXPECT_TRUE(count(book, "a").ok());
    EXPECT_EQ(count(book, "a").error().code, "scan.busy");
    store.set_broken(false);
    ASSERT_TRUE(book.flush().ok());
    EXPECT_TRUE(count(book, "a").ok());
}

TEST_F(Scans, ATruncatedMemoryOfDevicesForgetsTheOldest) {
    ScanBook book(services);
    ASSERT_TRUE(count(book, "first").ok());
    for (std::size_t i = 1; i < limits::scan_devices_per_code_max; ++i)
        ASSERT_TRUE(count(book, std::to_string(i)).ok());
    const auto full = static_cast<std::int64_t>(limits::scan_devices_per_code_max);
    EXPECT_EQ(count(book, "first").value().scan_count, full);
    EXPECT_EQ(count(book, "one more").value().scan_count, full + 1);
    EXPECT_EQ(count(book, "first").value().scan_count, full + 2);
}

}  // namespace
}  // namespace qy::business
