// Files for somebody outside: opened by the password, as it is told and typed, and by nothing else.
#include "crypto/handed_file.h"

#include <gtest/gtest.h>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;

std::string sealed_of(const SecretText& password, std::string_view plain, std::size_t step) {
    SeededRandom random(11);
    HandedFileWriter writer(password, random);
    std::string out;
    for (std::size_t at = 0; at < plain.size(); at += step) writer.add(plain.substr(at, step), out);
    writer.finish(out);
    return out;
}

struct Opened {
    std::string code = "ok";
    std::string plain;
};

Opened open(const SecretText& password, std::string_view file, std::size_t step) {
    HandedFileReader reader(key_of_file_password(password));
    Opened opened;
    const auto use = [&](ByteView bytes) -> Result<void> {
        opened.plain += text_of(bytes);
        return {};
    };
    for (std::size_t at = 0; at < file.size(); at += step) {
        auto added = reader.add(bytes_of(file.substr(at, step)), use);
        if (!added.ok()) return {added.error().code, opened.plain};
    }
    opened.code = code_of(reader.finish());
    return opened;
}

TEST(HandedFile, OpensWhatWasSealedHoweverItComes) {
    SeededRandom random(5);
    const auto password = new_file_password(random);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, ObjectCipher::piece_bytes_max - 1,
                                   ObjectCipher::piece_bytes_max, 3 * ObjectCipher::piece_bytes_max + 17}) {
        const std::string plain(size, 'q');
        const auto file = sealed_of(password, plain, 5'000);
        EXPECT_EQ(file, sealed_of(password, plain, 40'000)) << "pieces do not depend on how the content came";
        for (const std::size_t step : {std::size_t{977}, std::size_t{1} << 20U}) {
            const auto opened = open(password, file, step);
            EXPECT_EQ(opened.code, "ok") << size;
            EXPECT_EQ(opened.plain, plain) << size;
        }
    }
}

TEST(HandedFile, APasswordIsReadAsPeopleWriteIt) {
    const SecretText told("7KQ2M-0A1BC-DEFGH-JKMNP-QRSTV");
    const auto file = sealed_of(told, "code,url\n", 100);
    const struct {
        std::string_view typed;
        std::string_view code;
    } rows[] = {
        {"7KQ2M-0A1BC-DEFGH-JKMNP-QRSTV", "ok"},
        {"7kq2m oaibc defgh jkmnp qrstv", "ok"},
        {"7KQ2M0ALBCDEFGHJKMNPQRSTV", "ok"},
        {"7KQ2M-0A1BC-DEFGH-JKMNP-QRSTW", "handed_file.password"},
        {"7KQ2M-0A1BC-DEFGH-JKMNP-QRST", "handed_file.password"},
        {"", "handed_file.password"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(open(SecretText(std::string(row.typed)), file, 1'000).code, row.code) << row.typed;
    }
}

TEST(HandedFile, PasswordsHaveTwentyFiveDigitsThatNobodyMistakes) {
    SeededRandom random(3);
    std::string before;
    for (int i = 0; i < 100; ++i) {
        const auto text = new_file_password(random).expose();
        EXPECT_EQ(text.size(), 29U);
        EXPECT_EQ(text.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), std::string::npos) << text;
        EXPECT_NE(text, before);
        before = text;
    }
}

/// Made by another implementation, which the console's reader opens too (web/console/src/pages/labels/labels.test.ts).
TEST(HandedFile, OpensWhatAnotherProgramSealed) {
    const auto file = from_base64(
        "UVlPMQAAAQgPFh0kKzI5QEdOVVxjagAAAAn//v38+/r5+Pf29fTz8v//H4Oyx6JbsR2owUfLtqAlCBbVv+PycluxNKdrBCT/X38J"
        "pV9jOJQGMgIAAAAAAAAAAAAAAAkT5Oj1rARtFNQMnvf5bK4PV0ezcDFp9f7+EVKFHhsluNivdJqPihpJPR3WqbZ4kFAWjsmOyQoE"
        "CS0pa6AC9mIh");
    ASSERT_TRUE(file.ok());
    const auto opened = open(SecretText("7KQ2M-0A1BC-DEFGH-JKMNP-QRSTV"), text_of(*file), 1'000);
    EXPECT_EQ(opened.code, "ok");
    EXPECT_EQ(opened.plain, "code,url\n");
}

TEST(HandedFile, EveryChangeAndEveryCutIsNoticed) {
    const SecretText password("7KQ2M-0A1BC-DEFGH-JKMNP-QRSTV");
    const auto file = sealed_of(password, "荔枝", 100);
    for (std::size_t at = 0; at < file.size(); ++at) {
        auto changed = file;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_NE(open(password, changed, 1'000).code, "ok") << at;
        EXPECT_NE(open(password, std::string_view(file).substr(0, at), 1'000).code, "ok") << at;
    }
    EXPECT_EQ(open(password, file + "x", 1'000).code, "handed_file.password") << "something behind the end";
    EXPECT_EQ(open(password, "PK\x03\x04 a ZIP instead of ours", 1'000).code, "handed_file.not_one");
    EXPECT_EQ(open(password, file.substr(0, file.size() - 1), 1'000).code, "handed_file.cut");
}

}  // namespace
}  // namespace qy::crypto
