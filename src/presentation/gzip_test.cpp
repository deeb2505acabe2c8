#include "gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace qy::presentation {
namespace {

std::string gunzip(const std::string& bytes, std::size_t size) {
    std::string out(size + 1, '\0');
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

TEST(Gzip, RoundTrip) {
    std::string noise;
    for (unsigned i = 0; i < 100'000; ++i) noise += static_cast<char>((i * 2'654'435'761U) >> 13U);
    for (const std::string& text : {std::string(), std::string("琼源"), std::string(100'000, 'a'), noise}) {
        for (const int level : {1, kGzipFast, kGzipBest}) {
            const std::string packed = gzip(text, level);
            EXPECT_EQ(gunzip(packed, text.size()), text);
            EXPECT_EQ(packed, gzip(text, level));
        }
    }
}

TEST(Gzip, MembersOfParts) {
    std::string noise;
    for (unsigned i = 0; i < 200'000; ++i) noise += static_cast<char>((i * 2'654'435'761U) >> 13U);
    const std::string page(70'000, 'p');
    const std::vector<std::string> texts = {"", "琼源", page, noise, "x"};
    for (const auto& first : texts) {
        for (const auto& second : texts) {
            const auto kept = gzip_part(first);
            const auto live = stored_part(second);
            const std::string whole = first + second + first;
            EXPECT_EQ(gunzip(gzip_of({&kept, &live, &kept}), whole.size()), whole)
                << first.size() << " " << second.size();
        }
    }
    EXPECT_EQ(gunzip(gzip_of({}), 0), "");
}

TEST(Gzip, StoredPartsOfEveryLengthAroundABlock) {
    for (const std::size_t size : {65'534U, 65'535U, 65'536U, 131'070U, 131'071U}) {
        const std::string text(size, 'z');
        const auto part = stored_part(text);
        EXPECT_EQ(gunzip(gzip_of({&part}), size), text) << size;
    }
}

TEST(Gzip, AcceptEncoding) {
    struct Row {
        const char* header;
        bool accepted;
    };
    for (const Row& row : {Row{"", false},
                           {"gzip", true},
                           {"deflate, gzip;q=1.0, *;q=0.5", true},
                           {"GZIP", true},
                           {"gzip;q=0", false},
                           {"gzip;q=0.000", false},
                           {"gzip;q=0.001", true},
                           {"*", true},
                           {"*;q=0", false},
                           {"identity", false},
                           {"*, gzip;q=0", false},
                           {"x-gzip", true},
                           {"br, zstd", false},
                           {"gzip ; q=0.5", true}}) {
        EXPECT_EQ(accepts_gzip(row.header), row.accepted) << row.header;
    }
}

}  // namespace
}  // namespace qy::presentation
