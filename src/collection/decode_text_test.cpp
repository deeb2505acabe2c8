#include <gtest/gtest.h>

#include "base/limits.h"
#include "collection/decode.h"

namespace qy::collection {
namespace {

TEST(DecodeText, KnowsTheEncodingsOfTheField) {
    struct Row {
        std::string name;
        std::string bytes;
        std::string_view expected;  // the text, or the code of the error
    };
    const Row rows[] = {
        {"ASCII", "lot,LC-1\n", "lot,LC-1\n"},
        {"UTF-8", "绿橙", "绿橙"},
        {"UTF-8 with mark", "\xEF\xBB\xBF绿橙", "绿橙"},
        {"empty", "", ""},
        {"only a mark", "\xEF\xBB\xBF", ""},
        {"GB18030, two bytes", "\xC2\xCC\xB3\xC8", "绿橙"},
        {"GB18030 with mark", "\x84\x31\x95\x33\xC2\xCC\xB3\xC8", "绿橙"},
        {"GB18030, four bytes", "\xC2\xCC\x95\x34\xB2\x35", "绿𠮷"},
        {"GB18030, extension of GBK", "\xE9\x46", "镕"},
        {"UTF-16, little end first", std::string("\xFF\xFE\x7F\x7E", 4), "encoding.utf16"},
        {"UTF-16, big end first", std::string("\xFE\xFF\x7E\x7F", 4), "encoding.utf16"},
        {"UTF-16 without mark", std::string("l\0o\0t\0", 6), "encoding.utf16"},
        {"half a GB18030 character", "\xC2\xCC\xB3", "encoding.unknown"},
        {"a mark, then no UTF-8", "\xEF\xBB\xBF\xC2\xCC\xB3\xC8", "encoding.unknown"},
        {"neither", "\xFF\xFF\xFF", "encoding.unknown"},
    };
    for (const auto& row : rows) {
        const auto text = decode_text(bytes_of(row.bytes));
        EXPECT_EQ(text.ok() ? text.value() : text.error().code, row.expected) << row.name;
    }
}

}  // namespace
}  // namespace qy::collection
