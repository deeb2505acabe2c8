#include "worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace qy::transport {
namespace {

TEST(WorkerPool, refuses_what_its_queue_cannot_hold) {
    std::latch started(1);
    std::latch release(1);
    std::atomic<int> ran = 0;
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.try_run([&] {
        started.count_down();
        release.wait();
    }));
    started.wait();
    EXPECT_TRUE(pool.try_run([&] { ++ran; }));
    EXPECT_TRUE(pool.try_run([&] { ++ran; }));
    EXPECT_FALSE(pool.try_run([&] { ++ran; })) << "the third that waits";
    EXPECT_TRUE(pool.run([&] { ++ran; })) << "past the bound when asked so";
    EXPECT_EQ(pool.pending(), 3U);
    std::latch done(1);
    ASSERT_TRUE(pool.run([&] { done.count_down(); }));
    release.count_down();
    done.wait();
    EXPECT_EQ(ran, 3);
}

TEST(WorkerPool, stop_waits_for_what_runs_and_drops_what_waits) {
    std::latch started(1);
    std::latch release(1);
    std::atomic<bool> finished = false;
    std::atomic<bool> dropped_ran = false;
    WorkerPool pool(1, 10);
    ASSERT_TRUE(pool.try_run([&] {
        started.count_down();
        release.wait();
        finished = true;
    }));
    ASSERT_TRUE(pool.try_run([&] { dropped_ran = true; }));
    started.wait();
    std::thread stopper([&] { pool.stop(); });
    while (pool.pending() > 0) std::this_thread::yield();
    release.count_down();
    stopper.join();
    EXPECT_TRUE(finished);
    EXPECT_FALSE(dropped_ran);
    EXPECT_FALSE(pool.try_run([] {}));
}

}  // namespace
}  // namespace qy::transport
