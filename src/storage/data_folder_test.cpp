#include "storage/data_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/testing/temp_store.h"

namespace qy::storage {
namespace {

namespace files = std::filesystem;

class DataFolderTest : public ::testing::Test {
 protected:
    static unsigned mode_of(const std::string& path) {
        struct stat status {};
        EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
        return status.st_mode & 0777U;
    }
    static std::string code_of(const Result<DataFolder>& result) { return result.ok() ? "ok" : result.error().code; }
    void create() {
        const auto made = DataFolder::open_or_create(path_);
        ASSERT_TRUE(made.ok());
        std::ofstream(made->database()) << "";
    }
    testing::TempFolder parent_;
    std::string path_ = parent_.path() + "/a/data";
};

TEST_F(DataFolderTest, IsMadeWithItsPartsForTheOwnerAlone) {
    const auto folder = DataFolder::open_or_create(path_ + "/");
    ASSERT_EQ(code_of(folder), "ok");
    EXPECT_EQ(folder->path(), path_);
    EXPECT_EQ(mode_of(path_), 0700U);
    for (const auto& part : {folder->keys(), folder->objects(), folder->backups(), folder->tls()}) {
        EXPECT_EQ(mode_of(part), 0700U) << part;
    }
}

TEST_F(DataFolderTest, KeysThatOthersMayReadAreClosedAgain) {
    create();
    files::permissions(path_ + "/keys", files::perms(0755));
    EXPECT_EQ(code_of(DataFolder::open_or_create(path_)), "ok");
    EXPECT_EQ(mode_of(path_ + "/keys"), 0700U);
}

TEST_F(DataFolderTest, WhatIsNoDataFolderIsMissing) {
    EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::none)), "data_folder.missing");
    files::create_directories(path_);
    EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::none)), "data_folder.missing");
    create();
    EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::none)), "ok");
}

TEST_F(DataFolderTest, AFileInTheWayIsNamed) {
    std::ofstream(parent_.path() + "/a") << "";
    EXPECT_EQ(code_of(DataFolder::open_or_create(path_)), "data_folder.unusable");
    EXPECT_EQ(code_of(DataFolder::open_or_create(parent_.path() + "/a")), "data_folder.unusable");
}

TEST_F(DataFolderTest, OneHoldsItExclusivelyAndReadersStandBeside) {
    create();
    {
        auto first = DataFolder::open(path_, DataFolder::Lock::exclusive);
        ASSERT_EQ(code_of(first), "ok");
        const DataFolder moved = std::move(first).value();
        const auto second = DataFolder::open(path_, DataFolder::Lock::exclusive);
        ASSERT_EQ(code_of(second), "data_folder.locked");
        EXPECT_EQ(second.error().kind, ErrorKind::busy);
        EXPECT_EQ(second.error().arguments, (std::vector<std::string>{path_, std::to_string(::getpid())}));
        EXPECT_EQ(code_of(DataFolder::open_or_create(path_)), "data_folder.locked");
        EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::none)), "ok");
    }
    EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::exclusive)), "ok");
}

TEST_F(DataFolderTest, AKilledProgramLeavesNoLock) {
    create();
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = DataFolder::open(path_, DataFolder::Lock::exclusive);
        const char byte = held.ok() ? 'y' : 'n';
        (void)!::write(ready[1], &byte, 1);
        ::pause();
        ::_exit(1);
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    EXPECT_EQ(byte, 'y');
    EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::exclusive)), "data_folder.locked");
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(code_of(DataFolder::open(path_, DataFolder::Lock::exclusive)), "ok");
    ::close(ready[0]);
    ::close(ready[1]);
}

}  // namespace
}  // namespace qy::storage
