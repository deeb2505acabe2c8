// Changing the master key, and being interrupted at it.
#include "crypto/master_change.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "crypto/master_key.h"
#include "testing/folder.h"

namespace qy::crypto {
namespace {

namespace files = std::filesystem;
using testing::code_of;

class MasterChangeTest : public ::testing::Test {
 protected:
    MasterChangeTest() {
        const auto master = create_master_key_file(path_, random_).value();
        keys_ = Keyring::create(folder_.path(), master, random_, clock_).value();
        id_ = keys_->active(Purpose::field).value()->info().id;
    }
    std::string id_after_opening() {
        auto keys = open_keyring(folder_.path(), path_);
        return keys.ok() ? (*keys)->active(Purpose::field).value()->info().id : keys.error().code;
    }

    testing::Folder folder_;
    SystemRandom random_;
    SystemClock clock_;
    const std::string path_ = folder_.path() + "/master.key";
    std::unique_ptr<Keyring> keys_;
    std::string id_;
};

TEST_F(MasterChangeTest, TheSameKeysOpenUnderTheNewMasterAndNotUnderTheOld) {
    const auto old = read_master_key_file(path_).value();
    ASSERT_TRUE(change_master_key(*keys_, path_, random_).ok());
    EXPECT_EQ(id_after_opening(), id_);
    EXPECT_EQ(code_of(Keyring::open(folder_.path(), old)), "keyring.wrong_master");
    EXPECT_FALSE(files::exists(path_ + ".new"));
}

TEST_F(MasterChangeTest, InterruptedBeforeTheKeysWereWrittenTheOldMasterHolds) {
    ASSERT_TRUE(create_master_key_file(path_ + ".new", random_).ok());
    EXPECT_EQ(id_after_opening(), id_);
    ASSERT_TRUE(change_master_key(*keys_, path_, random_).ok()) << "what was left behind is no obstacle";
    EXPECT_EQ(id_after_opening(), id_);
}

TEST_F(MasterChangeTest, InterruptedBeforeTheFileWasReplacedTheNewMasterTakesItsPlace) {
    const auto newer = create_master_key_file(path_ + ".new", random_).value();
    ASSERT_TRUE(keys_->rewrap(newer, random_).ok());
    EXPECT_EQ(id_after_opening(), id_);
    EXPECT_FALSE(files::exists(path_ + ".new"));
    EXPECT_EQ(id_after_opening(), id_) << "and stays there";
}

TEST_F(MasterChangeTest, AnotherMasterKeyIsToldFromAnInterruptedChange) {
    files::remove(path_);
    ASSERT_TRUE(create_master_key_file(path_, random_).ok());
    EXPECT_EQ(id_after_opening(), "keyring.wrong_master");
    ASSERT_TRUE(create_master_key_file(path_ + ".new", random_).ok());
    EXPECT_EQ(id_after_opening(), "keyring.wrong_master");
}

}  // namespace
}  // namespace qy::crypto
