// Rows of objects, on both databases.
#include "storage/object_store.h"

#include <gmock/gmock.h>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ObjectStoreTest : public testing::BackendTest {
 protected:
    static constexpr Time kThen = testing::kTestTime;
    Result<void> note(std::string_view name, int epoch, Time at = kThen) {
        return write([&](Writer& writer) { return objects::note(writer, {name, 5, epoch, at}); });
    }
    std::vector<std::string> unused(Time before) {
        return read([&](Reader& reader) { return objects::unused(reader, before, 10); }).value();
    }
};

TEST_P(ObjectStoreTest, WhatNothingNeedsGoesAfterItsTime) {
    ASSERT_TRUE(note("a", 1).ok());
    ASSERT_TRUE(note("b", 1).ok());
    EXPECT_EQ(code_of(write([](Writer& writer) { return objects::use(writer, "a"); })), "ok");
    EXPECT_THAT(unused(kThen), IsEmpty());
    EXPECT_THAT(unused(kThen.plus_seconds(1)), ElementsAre("b"));
    const auto forget = [&](std::string_view name, Time before) {
        return write([&](Writer& writer) { return objects::forget(writer, name, before); }).value();
    };
    EXPECT_FALSE(forget("a", kThen.plus_seconds(1))) << "needed";
    EXPECT_FALSE(forget("b", kThen)) << "its row may be on the way";
    EXPECT_TRUE(forget("b", kThen.plus_seconds(1)));
    EXPECT_EQ(code_of(write([](Writer& writer) { return objects::use(writer, "b"); })), "storage.changed");
}

TEST_P(ObjectStoreTest, UsesAreCounted) {
    ASSERT_TRUE(note("a", 1).ok());
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(write([](Writer& writer) { return objects::use(writer, "a"); }).ok());
    ASSERT_TRUE(note("a", 1, kThen.plus_seconds(9)).ok()) << "the same content again";
    const auto release = [&] { return code_of(write([](Writer& writer) { return objects::release(writer, "a"); })); };
    EXPECT_EQ(release(), "ok");
    EXPECT_THAT(unused(kThen.plus_seconds(100)), IsEmpty());
    EXPECT_EQ(release(), "ok");
    EXPECT_EQ(release(), "storage.changed");
    EXPECT_THAT(unused(kThen.plus_seconds(9)), IsEmpty());
    EXPECT_THAT(unused(kThen.plus_seconds(10)), ElementsAre("a"));
}

TEST_P(ObjectStoreTest, OlderEpochsAreFoundUntilSealedAnewOrDamaged) {
    ASSERT_TRUE(note("a", 1).ok());
    ASSERT_TRUE(note("b", 2).ok());
    ASSERT_TRUE(note("c", 1).ok());
    const auto outdated = [&] { return read([](Reader& reader) { return objects::outdated(reader, 2); }).value(); };
    EXPECT_EQ(outdated(), "a");
    ASSERT_TRUE(write([](Writer& writer) { return objects::set_epoch(writer, "a", 2); }).ok());
    EXPECT_EQ(outdated(), "c");
    ASSERT_TRUE(write([](Writer& writer) { return objects::set_damaged(writer, "c"); }).ok());
    EXPECT_EQ(outdated(), std::nullopt);
    const auto counts = read([](Reader& reader) { return objects::counts(reader, 2); }).value();
    EXPECT_EQ(counts.all, 3);
    EXPECT_EQ(counts.present, 2);
    EXPECT_EQ(counts.damaged, 1);
    ASSERT_TRUE(note("c", 2).ok());
    EXPECT_EQ(read([](Reader& reader) { return objects::counts(reader, 2); }).value().damaged, 0) << "it came again";
}

QY_ON_EVERY_BACKEND(ObjectStoreTest);

}  // namespace
}  // namespace qy::storage
