// A write-ahead log that is cut, or has flipped bits, at places of every kind. What was committed before the damage is
// there, nothing after it is there in part.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

#include "disk_world.h"
#include "rounds.h"

namespace qy::faults {
namespace {

namespace files = std::filesystem;

constexpr std::int64_t kHeaderBytes = 32;        // of the log
constexpr std::int64_t kFrameBytes = 24 + 4096;  // a page behind its own header

// The program ended at once after fifty commits; `ends` tells how long the log was after each.
class DamagedLogTest : public ::testing::Test {
 protected:
    DamagedLogTest() {
        EXPECT_TRUE(world_.open().ok());
        for (int i = 0; i < 50; ++i) {
            EXPECT_TRUE(world_.writes.write(*world_.store).ok());
            ends_.push_back(static_cast<std::int64_t>(files::file_size(log_)));
        }
        EXPECT_TRUE(std::ranges::is_sorted(ends_));  // it never began anew
    }

    // How many commits are there after `damage` to a copy of the log, of which `sound` bytes are as they were.
    void expect_commits_before(std::int64_t sound, const std::function<void(const std::string& log)>& damage) {
        const storage::testing::TempFolder copy;
        const std::string database = copy.path() + "/qiongyuan.db";
        files::copy_file(world_.options.path, database);
        files::copy_file(log_, database + "-wal");
        damage(database + "-wal");
        const auto store = storage::open_sqlite({.path = database});
        ASSERT_TRUE(store.ok()) << sound << store.error().detail.text;
        const auto findings = AcknowledgedWrites::look(**store);
        if (sound < before_the_table_) return;  // the schema itself was in the lost part; it opened
        ASSERT_TRUE(findings.ok()) << sound << findings.error().detail.text;
        EXPECT_EQ(findings->integrity, "ok") << sound;
        EXPECT_TRUE(findings->broken.empty()) << sound;
        EXPECT_TRUE(findings->chains_hold) << sound;
        const auto expected = std::ranges::count_if(ends_, [&](std::int64_t end) { return end <= sound; });
        EXPECT_EQ(static_cast<std::int64_t>(findings->whole.size()), expected) << sound;
    }
    void cut_at(std::int64_t size) {
        expect_commits_before(
            size, [&](const std::string& log) { files::resize_file(log, static_cast<std::uintmax_t>(size)); });
    }
    void flip_bit_at(std::int64_t place) {
        const auto frame = (place - kHeaderBytes) / kFrameBytes;
        expect_commits_before(kHeaderBytes + frame * kFrameBytes, [&](const std::string& log) {
            std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(place);
            const int byte = file.get();
            file.seekp(place);
            file.put(static_cast<char>(byte ^ (1 << world_.between(0, 7))));
        });
    }
    [[nodiscard]] std::int64_t log_size() const { return ends_.back(); }

    DiskWorld world_{1};
    const std::string log_ = world_.options.path + "-wal";
    std::vector<std::int64_t> ends_;
    std::int64_t before_the_table_ = 0;
};

TEST_F(DamagedLogTest, CutAtAnyPlaceItLosesOnlyWhatCameAfter) {
    before_the_table_ = ends_.front();
    for (const auto end : ends_) {  // at a commit, just before and after, in the header of the next frame, in its page
        for (const std::int64_t off : {-1, 0, 1, 23, 24, 25, 4'000}) {
            if (end + off <= log_size()) cut_at(end + off);
        }
    }
    for (const std::int64_t start : {0, 1, 31, 32, 33}) cut_at(start);
    for (int i = 0; i < faults::rounds(100, 1'000); ++i) cut_at(world_.between(0, static_cast<int>(log_size())));
}

TEST_F(DamagedLogTest, AFlippedBitEndsTheLogThere) {
    before_the_table_ = ends_.front();
    const auto last_frames = static_cast<int>(log_size() - 5 * kFrameBytes);
    for (int i = 0; i < faults::rounds(100, 1'000); ++i) {
        flip_bit_at(world_.between(last_frames, static_cast<int>(log_size()) - 1));
        flip_bit_at(world_.between(static_cast<int>(ends_.front()), static_cast<int>(log_size()) - 1));
    }
}

}  // namespace
}  // namespace qy::faults
