#include "csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qy::collection {
namespace {

using Record = std::vector<std::string>;

// Every record of the text; a leading "!" marks one whose quotes are malformed.
std::vector<Record> records_of(std::string_view text, char separator = ',') {
    std::vector<Record> out;
    CsvReader reader(text, separator);
    CsvRecord record;
    while (!reader.at_end()) {
        reader.next(record);
        Record cells;
        if (record.malformed_quote) cells.emplace_back("!");
        for (const auto& cell : record.cells) {
            cells.push_back(cell.has_doubled_quotes ? undoubled(cell.text) : std::string(cell.text));
        }
        out.push_back(std::move(cells));
    }
    return out;
}

TEST(CsvReader, Records) {
    struct Row {
        std::string_view text;
        std::vector<Record> expected;
    };
    const Row rows[] = {
        {"", {}},
        {"a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
        {"a,b\r\nc,d", {{"a", "b"}, {"c", "d"}}},
        {"a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
        {"a,\n", {{"a", ""}}},
        {",\n,", {{"", ""}, {"", ""}}},
        {"\n\na\n", {{""}, {""}, {"a"}}},
        {R"("a,b",c)", {{"a,b", "c"}}},
        {"\"a\nb\",c\nd,e", {{"a\nb", "c"}, {"d", "e"}}},
        {"\"a\r\nb\",c", {{"a\r\nb", "c"}}},
        {R"("say ""hi""",b)", {{R"(say "hi")", "b"}}},
        {R"("""")", {{"\""}}},
        {R"("",b)", {{"", "b"}}},
        {R"(5" box,b)", {{R"(5" box)", "b"}}},
        {"\"a\" ,b\n", {{"a", "b"}}},
        // damage stays in its own line
        {"\"open,1\nc,d\n", {{"!", "\"open", "1"}, {"c", "d"}}},
        {"\"a\"b,1\nc,d\n", {{"!", "\"a\"b", "1"}, {"c", "d"}}},
        {"\"open,1\nx,\"y, z\",2\nc,d", {{"!", "\"open", "1"}, {"x", "y, z", "2"}, {"c", "d"}}},
        {"a,\"", {{"!", "a", "\""}}},
    };
    for (const auto& row : rows) EXPECT_EQ(records_of(row.text), row.expected) << row.text;
}

TEST(CsvReader, EmptyLinesAreCounted) {
    CsvReader reader("\n\r\n\r\ra\n\n", ',');
    CsvRecord record;
    EXPECT_EQ(reader.skip_empty_lines(), 4U);
    reader.next(record);
    EXPECT_EQ(record.cells.at(0).text, "a");
    EXPECT_EQ(reader.skip_empty_lines(), 1U);
    EXPECT_TRUE(reader.at_end());
    EXPECT_EQ(reader.skip_empty_lines(), 0U);
}

TEST(CsvReader, OtherSeparators) {
    EXPECT_EQ(records_of("a,b\tc\n", '\t'), (std::vector<Record>{{"a,b", "c"}}));
    EXPECT_EQ(records_of("\"a;b\";c", ';'), (std::vector<Record>{{"a;b", "c"}}));
}

TEST(CsvReader, HostileQuotesTakeLinearTime) {
    // Every line opens a quote in a way that a naive recovery would read to the end for, again and again.
    for (const std::string_view line : {"\"a\n", "\"\"\"\n", "\"\"\"\"\n", ",\"\"b\n", "\"a\"\"\n", "a,\"b\"c\n"}) {
        std::string text;
        while (text.size() < 200'000) text += line;
        EXPECT_GE(records_of(text).size(), 1U);  // ends; the suite's time limit is the check
    }
}

}  // namespace
}  // namespace qy::collection
