// Files that are whole or as before.
#include "crypto/atomic_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;

TEST(AtomicFile, WritesForItsOwnerOnlyAndLeavesNothingElse) {
    const testing::Folder folder;
    const std::string path = folder / "key";
    ASSERT_TRUE(write_private_file(path, "first", IfPresent::fail).ok());
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(code_of(write_private_file(path, "second", IfPresent::fail)), "file.exists");
    EXPECT_EQ(testing::read_text(path), "first");
    ASSERT_TRUE(write_private_file(path, "third", IfPresent::replace).ok());
    EXPECT_EQ(testing::read_text(path), "third");
    EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST(AtomicFile, AnInterruptedAttemptDoesNotDisturbTheNext) {
    const testing::Folder folder;
    testing::write_text(folder / "key.new", "half");
    ASSERT_TRUE(write_private_file(folder / "key", "whole", IfPresent::replace).ok());
    EXPECT_EQ(testing::read_text(folder / "key"), "whole");
}

TEST(AtomicFile, FailureKeepsWhatWasThere) {
    const testing::Folder folder;
    EXPECT_EQ(code_of(write_private_file(folder / "no/such/folder", "x", IfPresent::replace)), "file.write_failed");
    std::filesystem::create_directory(folder / "target");
    testing::write_text(folder / "target/inside", "kept");
    EXPECT_EQ(code_of(write_private_file(folder / "target", "x", IfPresent::replace)), "file.write_failed");
    EXPECT_EQ(testing::read_text(folder / "target/inside"), "kept");
    EXPECT_FALSE(std::filesystem::exists(folder / "target.new"));
}

}  // namespace
}  // namespace qy::crypto
