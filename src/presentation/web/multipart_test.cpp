// Forms with files.
#include "multipart.h"

#include <gtest/gtest.h>

#include "base/media_limits.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=----Q1";

std::string field(std::string_view name, std::string_view content, std::string_view more = "") {
    return "------Q1\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"" + std::string(more) +
           "\r\n\r\n" + std::string(content) + "\r\n";
}
const std::string kEnd = "------Q1--\r\n";

TEST(Multipart, FieldsAndFilesComeAsTheyWere) {
    const std::string file("\xFF\xD8\r\n--\r\n------Q\0x", 17);
    const auto body = field("place", "澄迈县\r\n福山镇") +
                      field("photo", file, "; filename=\"IMG 1.jpg\"\r\nContent-Type: image/jpeg") +
                      field("empty", "", "; filename=\"\"") + kEnd;
    const auto parts = parse_multipart(kType, body).value();
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].name, "place");
    EXPECT_EQ(parts[0].content, "澄迈县\r\n福山镇");
    EXPECT_FALSE(parts[0].is_file);
    EXPECT_EQ(parts[1].content, file);
    EXPECT_TRUE(parts[1].is_file);
    EXPECT_TRUE(parts[2].is_file);
    EXPECT_EQ(parts[2].content, "");
}

TEST(Multipart, TheTypeIsReadLikeAHeader) {
    struct Case {
        std::string_view type;
        bool read;
    };
    const Case cases[] = {{"multipart/form-data; boundary=----Q1", true},
                          {"Multipart/Form-Data; charset=utf-8; Boundary=\"----Q1\"", true},
                          {"multipart/form-data; boundary=----Q1; charset=utf-8", true},
                          {"multipart/form-data", false},
                          {"multipart/form-data; boundary=", false},
                          {"multipart/form-data; boundary=\"----Q1", false},
                          {"multipart/mixed; boundary=----Q1", false},
                          {"application/x-www-form-urlencoded", false}};
    for (const auto& one : cases) {
        EXPECT_EQ(parse_multipart(one.type, field("a", "b") + kEnd).ok(), one.read) << one.type;
    }
}

TEST(Multipart, WhatIsCutOrMalformedIsRefused) {
    const auto whole = field("a", "b") + kEnd;
    for (std::size_t size = 0; size + 4 < whole.size(); ++size) {
        EXPECT_FALSE(parse_multipart(kType, std::string_view(whole).substr(0, size)).ok()) << size;
    }
    for (const std::string& body :
         {std::string("------Q1\r\nContent-Type: text/plain\r\n\r\nx\r\n") + kEnd, field("", "x") + kEnd,
          field("\xFF", "x") + kEnd, std::string("------Q1\r\nno colon\r\n\r\nx\r\n") + kEnd, "x" + whole}) {
        const auto parts = parse_multipart(kType, body);
        EXPECT_EQ(parts.ok() ? "ok" : parts.error().code, "form.malformed") << body;
    }
}

TEST(Multipart, PartsAndTheirHeadsAreBounded) {
    std::string body;
    for (std::size_t i = 0; i < limits::form_parts_max; ++i) body += field("a", "b");
    EXPECT_TRUE(parse_multipart(kType, body + kEnd).ok());
    EXPECT_FALSE(parse_multipart(kType, body + field("a", "b") + kEnd).ok());
    const auto head = [](std::size_t more) { return "; filename=\"" + std::string(more, 'x') + "\""; };
    EXPECT_TRUE(parse_multipart(kType, field("a", "b", head(limits::form_part_head_bytes_max - 100)) + kEnd).ok());
    EXPECT_FALSE(parse_multipart(kType, field("a", "b", head(limits::form_part_head_bytes_max)) + kEnd).ok());
}

}  // namespace
}  // namespace qy::presentation
