#include "ready_cache.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace qy::presentation {
namespace {

constexpr Time kNow = Time::from_seconds(1'800'000'000);
constexpr std::size_t kTextBytes = 1'000;
constexpr std::size_t kRoomForThree = 3 * (kTextBytes + 600);

struct Text {
    std::string code;
    [[nodiscard]] static std::size_t bytes() { return kTextBytes; }
};

std::shared_ptr<const Text> answer(std::string_view code) {
    return std::make_shared<Text>(std::string(code));
}

ReadyMark mark(std::uint64_t changes, std::int64_t later_ms = 0) {
    return {changes, Time{kNow.microseconds + later_ms * 1'000}};
}

TEST(ReadyCache, are_true_until_something_changes_or_time_passes) {
    struct Row {
        std::string_view what;
        ReadyMark now;
        bool found;
    };
    ReadyCache<Text> ready(kRoomForThree);
    ready.keep("a", answer("a"), mark(7));
    for (const auto& row : {Row{"at once", mark(7), true},
                            {"at the end of its time", mark(7, limits::ready_answer_ms_max), true},
                            {"after its time", mark(7, limits::ready_answer_ms_max + 1), false},
                            {"before it was made: the clock went back", mark(7, -1), false},
                            {"after a change", mark(8), false}}) {
        EXPECT_EQ(ready.find("a", row.now) != nullptr, row.found) << row.what;
    }
    EXPECT_EQ(ready.find("b", mark(7)), nullptr);
}

TEST(ReadyCache, a_newer_one_takes_the_place_of_the_older) {
    ReadyCache<Text> ready(kRoomForThree);
    ready.keep("a", answer("old"), mark(7));
    ready.keep("a", answer("new"), mark(8));
    EXPECT_EQ(ready.find("a", mark(7)), nullptr);
    ASSERT_NE(ready.find("a", mark(8)), nullptr);
    EXPECT_EQ(ready.find("a", mark(8))->code, "new");
}

TEST(ReadyCache, keep_those_asked_for_last) {
    ReadyCache<Text> ready(kRoomForThree);
    for (const auto* key : {"a", "b", "c"}) ready.keep(key, answer(key), mark(1));
    ASSERT_NE(ready.find("a", mark(1)), nullptr);  // now "b" is the one that nobody asked for
    ready.keep("d", answer("d"), mark(1));
    EXPECT_NE(ready.find("a", mark(1)), nullptr);
    EXPECT_EQ(ready.find("b", mark(1)), nullptr);
    EXPECT_NE(ready.find("c", mark(1)), nullptr);
    EXPECT_NE(ready.find("d", mark(1)), nullptr);
}

TEST(ReadyCache, one_larger_than_all_the_room_is_not_kept) {
    ReadyCache<Text> ready(kTextBytes);
    ready.keep("a", answer("a"), mark(1));
    EXPECT_EQ(ready.find("a", mark(1)), nullptr);
}

TEST(ReadyCache, an_answer_in_use_outlives_its_place) {
    ReadyCache<Text> ready(kRoomForThree);
    ready.keep("a", answer("a"), mark(1));
    const auto held = ready.find("a", mark(1));
    for (const auto* key : {"b", "c", "d", "e"}) ready.keep(key, answer(key), mark(1));
    EXPECT_EQ(ready.find("a", mark(1)), nullptr);
    EXPECT_EQ(held->code, "a");
}

}  // namespace
}  // namespace qy::presentation
