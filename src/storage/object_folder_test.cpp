// Objects on the disk: whole or not at all, unreadable without the keys, noticed when somebody changed them.
#include "storage/object_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "crypto/keyring.h"
#include "crypto/object_cipher.h"
#include "crypto/sm3.h"
#include "storage/testing/temp_store.h"

namespace qy::storage {
namespace {

namespace files = std::filesystem;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

std::string raw(const files::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void put_raw(const files::path& path, std::string_view content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

class ObjectFolderTest : public ::testing::Test {
 protected:
    ObjectFolderTest() {
        files::create_directories(path_);
        keys_ = crypto::Keyring::create(temp_.path(), Secret<Bytes>(Bytes(32, 1)), random_, clock_).value();
        folder_ = std::make_unique<ObjectFolder>(path_, *keys_, random_);
    }
    std::string keep(std::string_view part, ByteView content) {
        EXPECT_TRUE(folder_->write_part(part, 0, content).ok());
        const auto name = folder_->seal_part(part, content.size()).value();
        EXPECT_TRUE(folder_->keep_part(part, name).ok());
        return name;
    }
    [[nodiscard]] files::path file_of(const std::string& name) const {
        return files::path(path_) / name.substr(0, 2) / name;
    }
    [[nodiscard]] files::path file_of_part(const std::string& part) const {
        return files::path(path_) / "parts" / part;
    }

    testing::TempFolder temp_;
    std::string path_ = temp_.path() + "/objects";
    SystemRandom random_;
    ManualClock clock_{testing::kTestTime};
    std::unique_ptr<crypto::Keyring> keys_;
    std::unique_ptr<ObjectFolder> folder_;
};

/// Content whose pieces differ.
Bytes content_of(std::size_t size) {
    Bytes content(size);
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<std::uint8_t>(i * 131 + (i >> 8U));
    return content;
}

TEST_F(ObjectFolderTest, ContentOfEverySizeComesBack) {
    constexpr auto piece = crypto::ObjectCipher::piece_bytes_max;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1, 5 * piece + 7}) {
        const auto content = content_of(size);
        const auto name = keep("1", content);
        EXPECT_EQ(name, to_hex(crypto::sm3(content)));
        EXPECT_EQ(folder_->read_whole(name, size).value(), content);
        EXPECT_FALSE(files::exists(file_of_part("1")));
        const auto refused = size == 0 ? "file.too_large" : code_of(folder_->read_whole(name, size - 1));
        EXPECT_EQ(refused, "file.too_large");
    }
}

TEST_F(ObjectFolderTest, NothingOfItCanBeReadOnTheDiskAndNobodyElseMayOpenIt) {
    const std::string secret = "符玉兰的身份证照片";
    const auto name = keep("1", bytes_of(secret));
    EXPECT_EQ(raw(file_of(name)).find(secret), std::string::npos);
    EXPECT_EQ(files::status(file_of(name)).permissions(), files::perms::owner_read | files::perms::owner_write);
    ASSERT_TRUE(folder_->write_part("2", 0, bytes_of(secret)).ok());
    EXPECT_EQ(raw(file_of_part("2")).find(secret), std::string::npos) << "nor while it is on its way";
}

TEST_F(ObjectFolderTest, PartsGrowWhereEarlierWritesEnded) {
    const auto content = content_of(200'000);
    const ByteView all(content);
    ASSERT_TRUE(folder_->write_part("1", 0, all.first(70'000)).ok());
    ASSERT_TRUE(folder_->write_part("1", 70'000, all.subspan(70'000, 50'000)).ok());
    EXPECT_EQ(code_of(folder_->write_part("1", 80'000, all.subspan(80'000))), "object.offset");
    EXPECT_EQ(code_of(folder_->write_part("1", 130'000, all.subspan(130'000))), "object.offset");
    // Sent again from where it was acknowledged: what came after is gone.
    ASSERT_TRUE(folder_->write_part("1", 70'000, all.subspan(70'000)).ok());
    EXPECT_EQ(folder_->read_part("1", content.size()).value(), content);
    EXPECT_EQ(code_of(folder_->write_part("9", 10, all)), "object.missing");
}

TEST_F(ObjectFolderTest, WhatWasNeverAcknowledgedIsCutOff) {
    const auto content = content_of(100'000);
    ASSERT_TRUE(folder_->write_part("1", 0, content).ok());
    put_raw(file_of_part("1"), raw(file_of_part("1")) + "the program ended while it wrote this");
    const auto name = folder_->seal_part("1", content.size()).value();
    EXPECT_EQ(folder_->seal_part("1", content.size()).value(), name) << "sealed twice is sealed";
    ASSERT_TRUE(folder_->keep_part("1", name).ok());
    EXPECT_EQ(folder_->read_whole(name, content.size()).value(), content);
    ASSERT_TRUE(folder_->write_part("2", 0, content).ok());
    EXPECT_EQ(code_of(folder_->seal_part("2", content.size() + 1)), "object.damaged") << "acknowledged, not there";
}

TEST_F(ObjectFolderTest, EveryChangeIsNoticed) {
    const auto content = content_of(66'000);
    const auto name = keep("1", content);
    const auto other = keep("2", bytes_of("other"));
    const auto good = raw(file_of(name));
    for (std::size_t at = 0; at < good.size(); at += 97) {
        auto changed = good;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        put_raw(file_of(name), changed);
        EXPECT_FALSE(folder_->read_whole(name, content.size()).ok()) << at;
        put_raw(file_of(name), good.substr(0, at));
        EXPECT_EQ(code_of(folder_->read_whole(name, content.size())), "object.damaged") << at;
    }
    put_raw(file_of(name), raw(file_of(other)));
    EXPECT_EQ(code_of(folder_->read_whole(name, content.size())), "object.damaged") << "another object's file";
    EXPECT_EQ(keep("3", content), name);
    EXPECT_EQ(folder_->read_whole(name, content.size()).value(), content) << "the same content again mends it";
}

TEST_F(ObjectFolderTest, ARotationIsFollowedAndOldObjectsStayReadable) {
    const auto content = content_of(150'000);
    const auto name = keep("1", content);
    EXPECT_EQ(folder_->epoch_of(name).value(), 1);
    ASSERT_TRUE(keys_->rotate(crypto::Purpose::object, random_, clock_).ok());
    EXPECT_EQ(folder_->read_whole(name, content.size()).value(), content);
    ASSERT_TRUE(folder_->renew(name).ok());
    EXPECT_EQ(folder_->epoch_of(name).value(), 2);
    EXPECT_EQ(folder_->read_whole(name, content.size()).value(), content);
    EXPECT_TRUE(files::is_empty(files::path(path_) / "parts"));
}

TEST_F(ObjectFolderTest, ADamagedObjectIsNotSealedAnew) {
    const auto name = keep("1", content_of(150'000));
    auto changed = raw(file_of(name));
    changed[100'000] = static_cast<char>(changed[100'000] ^ 1);
    put_raw(file_of(name), changed);
    ASSERT_TRUE(keys_->rotate(crypto::Purpose::object, random_, clock_).ok());
    EXPECT_EQ(code_of(folder_->renew(name)), "object.damaged");
    EXPECT_EQ(raw(file_of(name)), changed) << "it is evidence";
    EXPECT_TRUE(files::is_empty(files::path(path_) / "parts"));
}

TEST_F(ObjectFolderTest, RemovedIsRemoved) {
    const auto name = keep("1", bytes_of("x"));
    ASSERT_TRUE(folder_->remove(name).ok());
    EXPECT_EQ(code_of(folder_->read_whole(name, 10)), "object.missing");
    EXPECT_TRUE(folder_->remove(name).ok());
}

TEST_F(ObjectFolderTest, WhatAProgramWasWritingWhenItEndedGoesAtTheNextStart) {
    ASSERT_TRUE(folder_->write_part("17", 0, bytes_of("an upload that goes on")).ok());
    ASSERT_TRUE(folder_->write_part(folder_->passing_part(), 0, bytes_of("a photo")).ok());
    const auto name = keep("1", bytes_of("x"));
    put_raw(file_of_part(name + "-anew"), "half");
    folder_->remove_passing();
    EXPECT_TRUE(files::exists(file_of_part("17")));
    EXPECT_EQ(std::distance(files::directory_iterator(files::path(path_) / "parts"), {}), 1);
}

TEST_F(ObjectFolderTest, AFolderThatCannotBeWrittenIsTold) {
    put_raw(files::path(path_) / "parts", "no folder");
    EXPECT_EQ(code_of(folder_->write_part("1", 0, bytes_of("x"))), "file.unwritable");
}

}  // namespace
}  // namespace qy::storage
