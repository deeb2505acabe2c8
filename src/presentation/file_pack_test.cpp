#include "file_pack.h"

#include <gtest/gtest.h>

#include <string>

namespace qy::presentation {
namespace {

TEST(FilePack, GivesEachFileItsBytes) {
    const std::string pack = "index.html\t5\t0\nassets/a.js\t4\t2\n\n<a>\n\nx\n;1gz";
    const auto files = read_pack(pack);
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].name, "index.html");
    EXPECT_EQ(files[0].bytes, "<a>\n\n");
    EXPECT_EQ(files[0].gzip, "");
    EXPECT_EQ(files[1].name, "assets/a.js");
    EXPECT_EQ(files[1].bytes, "x\n;1");
    EXPECT_EQ(files[1].gzip, "gz");
}

TEST(FilePack, MayHoldNothing) {
    EXPECT_TRUE(read_pack("\n").empty());
}

}  // namespace
}  // namespace qy::presentation
