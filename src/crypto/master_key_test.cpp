// The master key's file: only its owner may read it.
#include "crypto/master_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;

TEST(MasterKey, IsSixtyFourHexDigits) {
    const std::string digits(64, 'A');
    for (const std::string& text : {digits, digits + "\n", " \t" + digits + "\r\n"}) {
        EXPECT_EQ(parse_master_key(SecretText(text)).value().expose(), Bytes(32, 0xAA));
    }
    for (const std::string& text : {std::string(), digits.substr(1), digits.substr(2), digits + "aa", digits + digits,
                                    std::string(64, 'g'), digits.substr(0, 32) + " " + digits.substr(0, 32)}) {
        EXPECT_EQ(code_of(parse_master_key(SecretText(text))), "master_key.malformed") << text;
    }
}

TEST(MasterKey, AMadeFileIsReadBackAndNeverReplaced) {
    const testing::Folder folder;
    SeededRandom random(5);
    const auto made = create_master_key_file(folder / "master.key", random);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(read_master_key_file(folder / "master.key").value().expose(), made->expose());
    EXPECT_EQ(code_of(create_master_key_file(folder / "master.key", random)), "master_key.exists");
    EXPECT_EQ(read_master_key_file(folder / "master.key").value().expose(), made->expose());
    EXPECT_EQ(code_of(create_master_key_file(folder / "no/master.key", random)), "master_key.write_failed");
}

TEST(MasterKey, AFileThatOthersMayReadIsRefused) {
    const testing::Folder folder;
    const std::string path = folder / "master.key";
    SeededRandom random(5);
    ASSERT_TRUE(create_master_key_file(path, random).ok());
    const struct {
        mode_t mode;
        const char* code;
    } rows[] = {{0600, "ok"},
                {0400, "ok"},
                {0640, "master_key.open_to_others"},
                {0604, "master_key.open_to_others"},
                {0620, "master_key.open_to_others"},
                {0601, "master_key.open_to_others"},
                {0700, "master_key.open_to_others"},
                {0666, "master_key.open_to_others"}};
    for (const auto& row : rows) {
        ASSERT_EQ(::chmod(path.c_str(), row.mode), 0);
        EXPECT_EQ(code_of(read_master_key_file(path)), row.code) << std::oct << row.mode;
    }
}

TEST(MasterKey, WhatIsNotAKeyFileIsRefused) {
    const testing::Folder folder;
    EXPECT_EQ(code_of(read_master_key_file(folder / "none")), "master_key.missing");
    EXPECT_EQ(code_of(read_master_key_file(folder.path())), "master_key.open_to_others") << "a folder";
    testing::write_text(folder / "long", std::string(5000, 'a'));
    ASSERT_EQ(::chmod((folder / "long").c_str(), 0600), 0);
    EXPECT_EQ(code_of(read_master_key_file(folder / "long")), "master_key.malformed");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(code_of(read_master_key_file(folder / "pipe")), "master_key.open_to_others")
        << "must not wait for a writer";
}

}  // namespace
}  // namespace qy::crypto
