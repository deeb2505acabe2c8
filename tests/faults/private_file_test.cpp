// Files outside the database (keys): in which order they are synchronised and renamed. This program stands in for the C
// library's fsync and renameat2, so the order is the one that the product's own calls have.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "crypto/atomic_file.h"
#include "storage/data_folder.h"
#include "storage/testing/temp_store.h"

namespace qy::faults {
namespace {

std::vector<std::string> calls;  // "sync NAME", "rename NAME"
std::string failing;             // the call that fails with EIO, or nothing

std::string name_of(int file) {
    std::array<char, 4096> path{};
    const auto link = "/proc/self/fd/" + std::to_string(file);
    const auto size = ::readlink(link.c_str(), path.data(), path.size());
    return std::filesystem::path(std::string(path.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))))
        .filename();
}

bool fails(const std::string& call) {
    calls.push_back(call);
    if (call != failing) return false;
    errno = EIO;
    return true;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace
}  // namespace qy::faults

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the names of the C library's parameters are its own
extern "C" int fsync(int file) {
    if (qy::faults::fails("sync " + qy::faults::name_of(file))) return -1;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
    if (qy::faults::fails("rename " + std::filesystem::path(to).filename().string())) return -1;
    return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

namespace qy::faults {
namespace {

class PrivateFileTest : public ::testing::Test {
 protected:
    PrivateFileTest() {
        std::filesystem::create_directory(folder_.path() + "/keys");
        calls.clear();
        failing.clear();
    }
    storage::testing::TempFolder folder_;
    const std::string path_ = folder_.path() + "/keys/master.key";
};

TEST_F(PrivateFileTest, ContentThenNameThenFolder) {
    ASSERT_TRUE(crypto::write_private_file(path_, "new", crypto::IfPresent::replace).ok());
    EXPECT_EQ(calls, (std::vector<std::string>{"sync master.key.new", "rename master.key", "sync keys"}));
}

TEST_F(PrivateFileTest, WhenACallFailsTheOldContentStays) {
    for (const auto* call : {"sync master.key.new", "rename master.key"}) {
        failing.clear();
        ASSERT_TRUE(crypto::write_private_file(path_, "old", crypto::IfPresent::replace).ok());
        failing = call;
        const auto outcome = crypto::write_private_file(path_, "new", crypto::IfPresent::replace);
        ASSERT_FALSE(outcome.ok()) << call;
        EXPECT_EQ(outcome.error().code, "file.write_failed");
        EXPECT_EQ(content_of(path_), "old") << call;
        EXPECT_FALSE(std::filesystem::exists(path_ + ".new")) << call;
    }
}

TEST_F(PrivateFileTest, AFolderThatCannotBeSynchronisedIsAnError) {
    failing = "sync keys";
    EXPECT_EQ(crypto::write_private_file(path_, "new", crypto::IfPresent::replace).error().code, "file.write_failed");
}

// A new data folder: its own name, and the names of what is made in it, are durable before anything is stored there.
TEST_F(PrivateFileTest, ANewDataFolderIsSynchronisedWithTheFolderAround) {
    const auto around = folder_.path() + "/around";
    ASSERT_TRUE(storage::DataFolder::open_or_create(around + "/data").ok());
    const auto synced = [](const std::string& name) { return std::ranges::find(calls, "sync " + name) != calls.end(); };
    EXPECT_TRUE(synced("data"));
    EXPECT_TRUE(synced("around"));
    EXPECT_TRUE(synced(std::filesystem::path(folder_.path()).filename()));
}

TEST_F(PrivateFileTest, ADataFolderWhoseNameCannotBeMadeDurableIsUnusable) {
    failing = "sync around";
    const auto outcome = storage::DataFolder::open_or_create(folder_.path() + "/around/data");
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, "data_folder.unusable");
}

}  // namespace
}  // namespace qy::faults
