#include "collection/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/import_limits.h"
#include "base/limits.h"
#include "base/media_limits.h"
#include "collection/decode.h"
#include "testing/zip_builder.h"

namespace qy::collection {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

const std::string kTable = "批次,产品名称,附件\nLC-1,橙,a.jpg\n";

std::vector<std::pair<std::string, std::string>> told(const Bundle& bundle) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& file : bundle.files()) all.emplace_back(file.name, file.fault);
    return all;
}

std::string refused(const ZipParts& parts) {
    const auto bytes = zip_of(parts);
    const auto bundle = Bundle::open(bytes_of(bytes));
    return bundle.ok() ? "" : bundle.error().code;
}

/// The same bytes with every `from` as `to`: what ZIP programs of other systems, or of no good will, write.
std::string changed(std::string bytes, std::string_view from, std::string_view to) {
    QY_ASSERT(from.size() == to.size());
    for (auto at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + 1)) {
        bytes.replace(at, from.size(), to);
    }
    return bytes;
}

TEST(Bundle, TheTableIsFoundAndTheRestAreAttachments) {
    const auto bytes = zip_of({{"收成/表.csv", kTable},
                               {"收成/LC-1/a.jpg", "x"},
                               {"收成/old/last.csv", "y"},
                               {"__MACOSX/._a.jpg", "z"},
                               {"收成/Thumbs.db", "z"},
                               {"收成/~$表.csv", "z"}});
    EXPECT_TRUE(Bundle::recognises("a.zip", bytes_of(bytes)));
    EXPECT_FALSE(Bundle::recognises("a.xlsx", bytes_of(bytes)));
    const auto bundle = Bundle::open(bytes_of(bytes));
    ASSERT_TRUE(bundle.ok()) << bundle.error().code;
    EXPECT_EQ(bundle->table_name(), "收成/表.csv");
    EXPECT_THAT(told(*bundle), ElementsAre(Pair("收成/LC-1/a.jpg", ""), Pair("收成/old/last.csv", "")));
    EXPECT_EQ(text_of(bundle->read(bundle->files()[0]).value()), "x");
    EXPECT_EQ(text_of(bundle->table()->bytes), kTable);
}

TEST(Bundle, APartysArchiveIsOneWhoseManifestIsTrue) {
    std::ifstream in(QY_SOURCE_DIR "/fuzz/corpus/bundle/party_archive", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto bundle = Bundle::open(bytes_of(bytes));
    ASSERT_TRUE(bundle.ok()) << bundle.error().code;
    EXPECT_EQ(bundle->table_name(), "rows.json");
    EXPECT_THAT(told(*bundle), ElementsAre(Pair("files/0001/果园.jpg", "")));
    EXPECT_TRUE(bundle->read(bundle->files()[0]).ok());
    const auto table = decode("a.zip", bytes_of(bytes));
    ASSERT_TRUE(table.ok()) << table.error().code;
    EXPECT_EQ(table->rows.size(), 3U);
    EXPECT_FALSE(table->rows[2].text_of(model::Field::epcis_event).empty());
}

TEST(Bundle, AWorkbookIsNone) {
    const auto book = zip_of(workbook_parts("<worksheet><sheetData/></worksheet>"));
    EXPECT_FALSE(Bundle::recognises("a", bytes_of(book)));
    auto parts = workbook_parts("<worksheet><sheetData/></worksheet>");
    parts.emplace_back("[Content_Types].xml", "<Types/>");
    const auto real = zip_of(parts);
    EXPECT_FALSE(Bundle::recognises("a.zip", bytes_of(real)));
    EXPECT_TRUE(Bundle::recognises("a.zip", bytes_of(std::string_view("PK\x03\x04 cut off"))));
    EXPECT_FALSE(Bundle::recognises("a.zip", bytes_of(std::string_view("批次\nLC-1\n"))));
}

TEST(Bundle, WhatCannotBeReadSaysWhy) {
    EXPECT_EQ(refused({{"a.jpg", "x"}}), "bundle.no_table");
    EXPECT_EQ(refused({{"a.csv", kTable}, {"b.xlsx", "x"}}), "bundle.several_tables");
    EXPECT_EQ(refused({{"manifest.json", "{}"}, {"party.jsonl", ""}}), "archive.not_ours");
    const std::string cut = zip_of({{"a.csv", kTable}}).substr(0, 60);
    EXPECT_EQ(Bundle::open(bytes_of(cut)).error().code, "file.damaged");
}

TEST(Bundle, NamesOfAnySystemAreReadAndNoneLeadsAnywhere) {
    // "照片.jpg" in GBK has two bytes a character: as long as six letters.
    auto bytes = zip_of({{"a.csv", kTable},
                         {"abcd.jpg", "1"},
                         {"up/up/c.jpg", "2"},
                         {"/root.jpg", "3"},
                         {"c:xdisk.jpg", "4"},
                         {"dir_x.jpg", "5"}});
    bytes = changed(bytes, "abcd.jpg", "\xD5\xD5\xC6\xAC.jpg");
    bytes = changed(bytes, "up/up/c.jpg", "../../c.jpg");
    bytes = changed(bytes, "dir_x.jpg", "dir\\x.jpg");
    const auto bundle = Bundle::open(bytes_of(bytes));
    ASSERT_TRUE(bundle.ok()) << bundle.error().code;
    EXPECT_THAT(told(*bundle), ElementsAre(Pair("照片.jpg", ""), Pair("../../c.jpg", "bundle.file_name"),
                                           Pair("root.jpg", "bundle.file_name"),
                                           Pair("c:xdisk.jpg", "bundle.file_name"), Pair("dir/x.jpg", "")));
    EXPECT_EQ(bundle->read(bundle->files()[1]).error().code, "bundle.file_name");
}

TEST(Bundle, ANameMayStandThereTwiceButIsReadOnce) {
    const auto bytes = changed(zip_of({{"a.csv", kTable}, {"a.jpg", "1"}, {"b.jpg", "2"}}), "b.jpg", "A.jpg");
    EXPECT_THAT(told(Bundle::open(bytes_of(bytes)).value()),
                ElementsAre(Pair("a.jpg", ""), Pair("A.jpg", "bundle.file_doubled")));
    EXPECT_EQ(refused({{"a.csv", kTable}, {"A.CSV", kTable}}), "bundle.several_tables");
}

/// Offset 38 of an entry of the directory: its attributes; 5: the system that wrote it.
std::string with_attributes(std::string bytes, std::string_view name, unsigned mode) {
    const auto at = bytes.rfind(name) - 46;
    QY_ASSERT(bytes.compare(at, 2, "PK") == 0);
    bytes[at + 5] = 3;
    bytes[at + 40] = static_cast<char>(mode & 0xFFU);
    bytes[at + 41] = static_cast<char>(mode >> 8U);
    return bytes;
}

TEST(Bundle, LinksAreNotFollowed) {
    const auto bytes = with_attributes(zip_of({{"a.csv", kTable}, {"b.jpg", "/etc/passwd"}}), "b.jpg", 0120777);
    EXPECT_THAT(told(Bundle::open(bytes_of(bytes)).value()), ElementsAre(Pair("b.jpg", "bundle.file_link")));
    const auto file = with_attributes(zip_of({{"a.csv", kTable}, {"b.jpg", "x"}}), "b.jpg", 0100644);
    EXPECT_THAT(told(Bundle::open(bytes_of(file)).value()), ElementsAre(Pair("b.jpg", "")));
}

TEST(Bundle, PasswordsAreTold) {
    // Bit 0 of the flags, in the directory and in front of the file.
    auto bytes = zip_of({{"a.csv", kTable}, {"b.jpg", "x"}});
    bytes[bytes.rfind("b.jpg") - 46 + 8] |= 1;
    bytes[bytes.find("b.jpg") - 30 + 6] |= 1;
    EXPECT_THAT(told(Bundle::open(bytes_of(bytes)).value()), ElementsAre(Pair("b.jpg", "bundle.file_password")));
    bytes[bytes.rfind("a.csv") - 46 + 8] |= 1;
    bytes[bytes.find("a.csv") - 30 + 6] |= 1;
    EXPECT_EQ(Bundle::open(bytes_of(bytes)).error().code, "bundle.password");
}

TEST(Bundle, ItIsBoundedInFilesAndInWhatComesOut) {
    ZipParts many{{"a.csv", kTable}};
    for (std::size_t i = 0; i < limits::bundle_files_max; ++i) many.emplace_back(std::to_string(i) + ".jpg", "x");
    EXPECT_EQ(refused(many), "");
    many.emplace_back("one.jpg", "x");
    EXPECT_EQ(refused(many), "bundle.too_many_files");

    const auto large = zip_of({{"a.csv", kTable}, {"b.jpg", std::string(limits::media_bytes_max + 1, '0')}});
    EXPECT_LT(large.size(), 100'000U) << "a small file that grows";
    EXPECT_THAT(told(Bundle::open(bytes_of(large)).value()), ElementsAre(Pair("b.jpg", "media.too_large")));
    EXPECT_EQ(refused({{"a.csv", std::string(limits::import_bytes_max + 1, '0')}}), "file.too_large");

    // Offset 24 of an entry of the directory: how much comes out.
    auto lie = zip_of({{"a.csv", kTable}, {"b.jpg", std::string(1'000, '0')}});
    lie[lie.rfind("b.jpg") - 46 + 24] = 10;
    lie[lie.rfind("b.jpg") - 46 + 25] = 0;
    const auto lying = Bundle::open(bytes_of(lie)).value();
    EXPECT_EQ(lying.read(lying.files()[0]).error().code, "bundle.file_damaged");
    lie[lie.rfind("b.jpg") - 46 + 27] = 0x7F;
    EXPECT_EQ(Bundle::open(bytes_of(lie)).error().code, "bundle.too_large");
}

TEST(Bundle, ItsTableIsReadLikeAnyOther) {
    const auto plain = decode("a.csv", bytes_of(std::string_view("批次,产品名称\nLC-1,橙\n"))).value();
    for (const auto& [name, text] :
         ZipParts{{"表.csv", kTable}, {"t.json", R"([{"批次":"LC-1","产品名称":"橙","照片":"a.jpg"}])"}}) {
        const auto bytes = zip_of({{name, text}, {"a.jpg", "x"}});
        TableFacts facts;
        const auto table = decode("a.zip", bytes_of(bytes), {}, &facts);
        ASSERT_TRUE(table.ok()) << table.error().code;
        ASSERT_EQ(table->rows.size(), 1U);
        const auto& row = table->rows[0];
        EXPECT_TRUE(row.faults.empty());
        ASSERT_EQ(row.attributes.size(), 1U);
        EXPECT_EQ(row.attributes[0].name, kLotFiles);
        EXPECT_EQ(row.attributes[0].text, "a.jpg");
        EXPECT_EQ(row.source_hash, plain.rows[0].source_hash) << "photos may be added later";
    }
    EXPECT_THAT(file_names_in(" a.jpg、b 1.png；c.pdf "), ElementsAre("a.jpg", "b 1.png", "c.pdf"));
    EXPECT_EQ(folded_file_name("ＬＣ_1 照片"), "lc-1-照片");
}

}  // namespace
}  // namespace qy::collection
