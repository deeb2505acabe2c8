#include "collection/result_file.h"

#include <gtest/gtest.h>

#include "collection/decode.h"

namespace qy::collection {
namespace {

/// Every line is a good row, but line 3.
Result<std::optional<RowResult>> result_of(std::int64_t line) {
    return std::optional(line == 3 ? RowResult{"bad", "a \"b\" <c>, d", ""} : RowResult{"good", "", "look"});
}

std::string result_of_file(std::string_view name, std::string_view text, ResultOf of = &result_of) {
    auto file = open_result(name, bytes_of(text), {}, {"status", "reason", "warning"}, std::move(of));
    if (!file.ok()) return file.error().code;
    std::string out;
    for (bool more = true; more;) more = (*file)->next(out).value();
    return out;
}

TEST(ResultFile, CsvKeepsEveryByteBesideWhatIsAdded) {
    const struct {
        std::string_view sent;
        std::string_view result;
    } cases[] = {
        {"批次,备注\nA,1\nB,2", "批次,备注,status,reason,warning\nA,1,good,,look\nB,2,bad,\"a \"\"b\"\" <c>, d\","},
        {"\r\n\r\n批次\t备注\r\nA\r\n\r\n\"B\r\nb\"\tx\r\n",
         "\r\n\r\n批次\t备注\tstatus\treason\twarning\r\nA\t\tgood\t\tlook\r\n\r\n\"B\r\nb\"\tx\tgood\t\tlook\r\n"},
        {"\xEF\xBB\xBF批次\nA\n", "\xEF\xBB\xBF批次,status,reason,warning\nA,good,,look\n"},
        {"\xC5\xFA\xB4\xCE\nA\n", "\xC5\xFA\xB4\xCE,status,reason,warning\nA,good,,look\n"},
    };
    for (const auto& one : cases) EXPECT_EQ(result_of_file("a.csv", one.sent), one.result);
}

TEST(ResultFile, CsvLinesThatAreNoRowsStayAsTheyAre) {
    const auto of = [](std::int64_t line) -> Result<std::optional<RowResult>> {
        if (line != 3) return std::optional<RowResult>();
        return std::optional(RowResult{"ok", ""});
    };
    EXPECT_EQ(result_of_file("a.csv", "本季\n批次,备注\nA,1\n合计,\n", of),
              "本季\n批次,备注,status,reason,warning\nA,1,ok,,\n合计,\n");
}

TEST(ResultFile, JsonGetsMembers) {
    EXPECT_EQ(
        result_of_file("a.json", R"( [ {"批次":"}]\"","备注":1 }, 5, {"批次": "B"} ,{}, [1,{}] ] )"),
        R"( [ {"批次":"}]\"","备注":1 ,"import_status":"good","import_reason":"","import_warning":"look"}, 5, {"批次": "B")"
        R"(,"import_status":"bad","import_reason":"a \"b\" <c>, d","import_warning":""} ,)"
        R"({"import_status":"good","import_reason":"","import_warning":"look"}, [1,{}] ] )");
}

TEST(ResultFile, XmlGetsElements) {
    EXPECT_EQ(result_of_file("a.xml",
                             "<?xml version=\"1.0\"?>\n<rows><row><批次>A</批次></row>\n<row/><row ><批次>&lt;</批次>"
                             "</row\n></rows> "),
              "<?xml version=\"1.0\"?>\n<rows><row><批次>A</批次><import_status>good</import_status><import_reason>"
              "</import_reason><import_warning>look</import_warning></row>\n<row/><row "
              "><批次>&lt;</批次><import_status>bad</import_status><import_reason>"
              "a \"b\" &lt;c>, d</import_reason><import_warning></import_warning></row\n></rows> ");
}

TEST(ResultFile, AResultIsReadAsWhatWasSent) {
    for (const auto* const text : {"批次,备注\nA,1\nB,2\n", R"([{"批次":"A","备注":1},{"批次":"B","备注":2}])",
                                   "<rows><row><批次>A</批次><备注>1</备注></row></rows>"}) {
        const auto before = decode("a", bytes_of(std::string_view(text))).value();
        const auto result = result_of_file("a", text);
        const auto after = decode("a", bytes_of(result)).value();
        ASSERT_EQ(before.rows.size(), after.rows.size()) << result;
        for (std::size_t i = 0; i < before.rows.size(); ++i) {
            EXPECT_EQ(before.rows[i].source_hash, after.rows[i].source_hash);
            EXPECT_TRUE(after.rows[i].faults.empty());
        }
    }
}

TEST(ResultFile, ALongFileComesInPieces) {
    std::string text = "批次\n";
    for (int i = 0; i < 50'000; ++i) text += "A" + std::to_string(i) + "\n";
    auto file = open_result("a.csv", bytes_of(text), {}, {"s", "r", "w"}, &result_of).value();
    std::string piece;
    int pieces = 0;
    for (bool more = true; more; ++pieces) {
        piece.clear();
        more = file->next(piece).value();
        EXPECT_LT(piece.size(), 70'000U);
    }
    EXPECT_GT(pieces, 5);
}

}  // namespace
}  // namespace qy::collection
