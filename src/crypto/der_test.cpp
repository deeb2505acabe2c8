// DER: one spelling per value.
#include "der.h"

#include <gtest/gtest.h>

#include <string>

namespace qy::crypto::der {
namespace {

Bytes unhex(std::string_view text) {
    return from_hex(text).value();
}

Number number(std::string_view hex) {
    const Bytes bytes = unhex(hex);
    Number out{};
    std::copy(bytes.begin(), bytes.end(), out.end() - static_cast<std::ptrdiff_t>(bytes.size()));
    return out;
}

TEST(Der, WritesIntegersInTheirShortestForm) {
    const std::string full(64, 'f');
    const struct {
        std::string value;
        std::string encoded;
    } rows[] = {{"00", "020100"}, {"7f", "02017f"}, {"80", "02020080"}, {"0100", "02020100"}, {full, "022100" + full}};
    for (const auto& row : rows) {
        Bytes out;
        append_integer(out, number(row.value));
        EXPECT_EQ(to_hex(out), row.encoded);
        Reader reader(out);
        EXPECT_EQ(reader.integer(), number(row.value)) << row.value;
        EXPECT_TRUE(reader.at_end());
    }
}

TEST(Der, RefusesEveryOtherSpellingOfAnInteger) {
    const std::string full(64, 'f');
    for (const std::string& wrong :
         {std::string(), std::string("02"), std::string("0200"), std::string("0201"), std::string("020180"),
          std::string("02020001"), std::string("0281017f"), std::string("028002017f"), std::string("03017f"),
          "022101" + full, "0222000001" + full.substr(2)}) {
        const Bytes bytes = unhex(wrong);
        EXPECT_FALSE(Reader(bytes).integer()) << wrong;
    }
}

TEST(Der, LengthsComeBackAtEveryBoundary) {
    for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65'535U}) {
        Bytes out;
        append_octets(out, Bytes(size, 9));
        Reader reader(out);
        const auto octets = reader.octets();
        ASSERT_TRUE(octets) << size;
        EXPECT_EQ(octets->size(), size);
        EXPECT_TRUE(reader.at_end());
        out.pop_back();
        EXPECT_FALSE(Reader(out).octets()) << size;
    }
    for (const char* wrong : {"04817f", "0482007f", "0483010000", "0480", "0481", "04ff"}) {
        Bytes bytes = unhex(wrong);
        bytes.resize(bytes.size() + 300);
        EXPECT_FALSE(Reader(bytes).octets()) << wrong;
    }
}

TEST(Der, ASequenceKeepsToItsContents) {
    const Bytes bytes = unhex("3003020105040100");
    Reader outer(bytes);
    auto inner = outer.sequence();
    ASSERT_TRUE(inner);
    EXPECT_EQ(inner->integer(), number("05"));
    EXPECT_FALSE(inner->octets()) << "what follows the sequence is not in it";
    EXPECT_FALSE(outer.at_end());
    EXPECT_EQ(to_hex(sequence_of(unhex("020105"))), "3003020105");
}

}  // namespace
}  // namespace qy::crypto::der
