// A whole installation goes into a file and out of it, over both databases, and comes back as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "business/change_feed.h"
#include "business/ledger.h"
#include "business/testing/installation.h"
#include "collection/archive_file.h"
#include "collection/archive_manifest.h"
#include "crypto/sm3.h"
#include "storage/catalogue_store.h"
#include "storage/follower_store.h"

namespace qy::business {
namespace {

using storage::testing::Backend;
using storage::testing::TempFolder;
using testing::examples;
using testing::file_text;
using testing::Installation;
using testing::machine;
using testing::put_file;

/// One that holds the examples, and its archives.
struct Filled {
    Filled() {
        for (const auto& name : examples()) EXPECT_EQ(from.import(name).rejected, 0) << name;
    }
    std::string archive_of_all() { return from.archive(path("a.zip"), true); }
    Installation from{Backend::sqlite};
    TempFolder folder;
    [[nodiscard]] std::filesystem::path path(std::string_view name) const {
        return std::filesystem::path(folder.path()) / name;
    }
};

TEST(Archive, RoundTripOverBothDatabasesIsIdentical) {
    Filled filled;
    const auto first = filled.archive_of_all();
    ASSERT_GT(first.size(), 10'000U);
    Installation server(Backend::postgresql);
    ASSERT_EQ(server.take(filled.path("a.zip")), "ok");
    EXPECT_EQ(server.archive(filled.path("b.zip"), true), first);
    Installation back(Backend::sqlite);
    ASSERT_EQ(back.take(filled.path("b.zip")), "ok");
    EXPECT_EQ(back.archive(filled.path("c.zip"), true), first);
    const auto before = verify_ledger(filled.from.services).value();
    const auto after = verify_ledger(back.services);
    ASSERT_TRUE(after.ok()) << after.error().code;
    EXPECT_EQ(after->recomputed, before.recomputed);
    EXPECT_GT(after->recomputed, 50);
}

TEST(Archive, CarriesAttributesOfProductsAndNoPlaceInFeedsThatStay) {
    Installation from(Backend::sqlite);
    ASSERT_EQ(from.import("20-mango.csv").rejected, 0);
    const std::vector<model::AttributeValue> values{
        {"floor", "底价", "Floor price", model::AttributeType::text, "", "6元", "", "", model::DataClass::internal},
        {"tree_age", "树龄", "Age of the trees", model::AttributeType::number, "年", "12", "", ""}};
    const auto written = from.store->write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(products, storage::catalogue::products(writer, {}, 1));
        auto product = products.front();
        product.attributes = values;
        QY_CHECK(storage::catalogue::update_product(writer, product, product.version));
        QY_CHECK(storage::catalogue::update_product(writer, product, product.version + 1));
        return have_followed(writer, "partner", 7);
    });
    ASSERT_TRUE(written.ok()) << written.error().code;
    TempFolder folder;
    const auto path = std::filesystem::path(folder.path()) / "a.zip";
    const auto first = from.archive(path, true);
    Installation other(Backend::postgresql);
    ASSERT_EQ(other.take(path), "ok");
    EXPECT_EQ(other.archive(std::filesystem::path(folder.path()) / "b.zip", true), first);
    const auto read = other.store->read([&](storage::Reader& reader) -> Result<void> {
        QY_TRY(products, storage::catalogue::products(reader, {}, 1));
        EXPECT_EQ(products.front().attributes, values);
        QY_TRY(versions, storage::catalogue::product_versions(reader, products.front().id));
        EXPECT_EQ(versions.back().product.attributes, values);
        QY_TRY(place, storage::followers::cursor(reader, "changes.partner"));
        EXPECT_EQ(place, 0);
        return {};
    });
    EXPECT_TRUE(read.ok());
}

TEST(Archive, WhatWasSentBeforeIsKnownAfterwards) {
    Filled filled;
    (void)filled.archive_of_all();
    Installation other(Backend::sqlite);
    ASSERT_EQ(other.take(filled.path("a.zip")), "ok");
    // Keys of rows that name persons are hashes under the old keyring (docs/ARCHIVE.md): these files have none.
    for (const auto* name : {"11-orange-inspection.csv", "12-orange-dealers.csv", "20-mango.csv",
                             "32-coffee-transport.csv", "41-poultry-inspection.csv", "80-coconut-candy.csv"}) {
        const auto again = other.import(name);
        EXPECT_EQ(again.accepted, 0) << name;
        EXPECT_EQ(again.rejected, 0) << name;
    }
}

TEST(Archive, WithoutPersonalValuesTheLedgerStillVerifies) {
    Filled filled;
    const auto text = filled.from.archive(filled.path("a.zip"), false);
    const auto file = collection::ArchiveReader::open(filled.path("a.zip"));
    ASSERT_TRUE(file.ok());
    for (const auto& name : file->names()) {
        ASSERT_TRUE(file->each_line(
                            name, UINT64_MAX, [](std::string_view) {},
                            [&](std::int64_t, std::string_view line) -> Result<void> {
                                EXPECT_EQ(line.find("\"protected\""), std::string::npos) << name;
                                EXPECT_EQ(line.find("sealed:"), std::string::npos) << name;
                                EXPECT_EQ(line.find("customer_name\":\""), std::string::npos) << name << line;
                                return {};
                            })
                        .ok());
    }
    Installation other(Backend::sqlite);
    ASSERT_EQ(other.take(filled.path("a.zip")), "ok");
    EXPECT_EQ(other.archive(filled.path("b.zip"), false), text);
    const auto verified = verify_ledger(other.services);
    ASSERT_TRUE(verified.ok()) << verified.error().code;
    EXPECT_GT(verified->erased, 0);
}

TEST(Archive, PersonalValuesNeedAReasonAndTheMachine) {
    Installation one(Backend::sqlite);
    TempFolder folder;
    const auto path = std::filesystem::path(folder.path()) / "a.zip";
    EXPECT_EQ(write_archive(one.services, machine(), {{}, true, "", {}}, path).error().code, "archive.reason");
    auto user = machine();
    user.channel = model::Channel::api;
    EXPECT_EQ(write_archive(one.services, user, {}, path).error().code, "permission.denied");
    EXPECT_EQ(read_archive(one.services, user, path).error().code, "permission.denied");
}

TEST(Archive, OnlyAnEmptyInstallationTakesOne) {
    Filled filled;
    (void)filled.archive_of_all();
    EXPECT_EQ(filled.from.take(filled.path("a.zip")), "archive.not_empty");
    EXPECT_EQ(filled.from.archive(filled.path("b.zip"), true), file_text(filled.path("a.zip")));
}

/// The archive written anew with its parts changed: `change` gets name and text of each, and may empty the name.
void rewrite(const std::filesystem::path& from, const std::filesystem::path& to,
             const std::function<void(std::string& name, std::string& text)>& change,
             const std::vector<std::pair<std::string, std::string>>& more = {}) {
    const auto file = collection::ArchiveReader::open(from);
    ASSERT_TRUE(file.ok());
    std::vector<std::pair<std::string, std::string>> parts;
    for (const auto& name : file->names()) {
        std::string text;
        ASSERT_TRUE(file->each_line(
                            name, UINT64_MAX, [&](std::string_view piece) { text += piece; },
                            [](std::int64_t, std::string_view) -> Result<void> { return {}; })
                        .ok());
        parts.emplace_back(name, text);
        change(parts.back().first, parts.back().second);
    }
    parts.insert(parts.end(), more.begin(), more.end());
    auto out = collection::ArchiveWriter::create(to);
    ASSERT_TRUE(out.ok());
    for (const auto& [name, text] : parts) {
        if (name.empty()) continue;
        ASSERT_TRUE(out->add(name,
                             [content = text](std::string& chunk) -> Result<bool> {
                                 chunk = content;
                                 return false;
                             })
                        .ok());
    }
    ASSERT_TRUE(out->close().ok());
}

std::map<std::string, std::string> parts_of(const std::filesystem::path& path) {
    std::map<std::string, std::string> parts;
    const auto file = collection::ArchiveReader::open(path).value();
    for (const auto& name : file.names()) {
        auto& text = parts[name];
        EXPECT_TRUE(file.each_line(
                            name, UINT64_MAX, [&](std::string_view piece) { text += piece; },
                            [](std::int64_t, std::string_view) -> Result<void> { return {}; })
                        .ok());
    }
    return parts;
}

void replace_first(std::string& text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
}

TEST(Archive, DamagedAndHostileFilesLeaveTheStoreAsItWas) {
    Filled filled;
    const auto whole = filled.archive_of_all();
    Installation other(Backend::sqlite);
    const auto bad = filled.path("bad.zip");
    const auto outcome = [&](const std::function<void(std::string&, std::string&)>& change,
                             const std::vector<std::pair<std::string, std::string>>& more = {}) {
        rewrite(filled.path("a.zip"), bad, change, more);
        return other.take(bad);
    };
    const auto nothing = [](std::string&, std::string&) {};
    const auto in = [](std::string_view part, std::string_view from, std::string_view to) {
        return [=](std::string& name, std::string& text) {
            if (name == part) replace_first(text, from, to);
        };
    };
    put_file(bad, whole.substr(0, whole.size() / 2));
    EXPECT_EQ(other.take(bad), "archive.damaged");
    put_file(bad, "no archive");
    EXPECT_EQ(other.take(bad), "archive.damaged");
    EXPECT_EQ(other.take(filled.path("none.zip")), "file.unreadable");
    EXPECT_EQ(outcome(nothing, {{"../../etc/passwd", "x\n"}}), "archive.unknown_part");
    EXPECT_EQ(outcome(nothing, {{"session.jsonl", "{}\n"}}), "archive.unknown_part");
    EXPECT_EQ(outcome([](std::string& name, std::string&) {
                  if (name == "lot.jsonl") name.clear();
              }),
              "archive.part_missing");
    EXPECT_EQ(outcome([](std::string& name, std::string&) {
                  if (name == "manifest.json") name.clear();
              }),
              "archive.not_ours");
    EXPECT_EQ(outcome(in("lot.jsonl", "\"kind\":\"produced\"", "\"kind\":\"produces\"")), "archive.hash");
    EXPECT_EQ(outcome([](std::string& name, std::string& text) {
                  if (name == "lot.jsonl") text += std::string(1U << 20U, ' ');
              }),
              "archive.part_too_large");
    EXPECT_EQ(outcome(in("manifest.json", "\"version\":1", "\"version\":2")), "archive.version");
    EXPECT_EQ(outcome(in("manifest.json", "qiongyuan-archive", "something-else")), "archive.not_ours");
    EXPECT_TRUE(other.untouched());
    EXPECT_EQ(other.take(filled.path("a.zip")), "ok");
}

/// The parts of archives of the first version that are known today.
bool was_there_first(const std::string& kind) {
    static const std::set<std::string> kFirst{"party",
                                              "plot",
                                              "licence",
                                              "category",
                                              "category_version",
                                              "category_successor",
                                              "dictionary_item",
                                              "dictionary_item_version",
                                              "brand",
                                              "brand_grant",
                                              "product",
                                              "product_version",
                                              "product_gram",
                                              "lot",
                                              "trace_event",
                                              "lot_link",
                                              "event_key",
                                              "code_range",
                                              "code_alias",
                                              "code_state",
                                              "scan",
                                              "import",
                                              "submission",
                                              "submission_step",
                                              "policy",
                                              "ledger_entry",
                                              "app_user",
                                              "consent_record",
                                              "consent_withdrawal"};
    return kFirst.contains(kind);
}

/// What an archive of the first version had: no such members, no such parts, and one that is not needed any more.
void make_older(const std::filesystem::path& from, const std::filesystem::path& to, bool with_brands = false) {
    std::map<std::string, std::vector<std::string>> gone{
        {"category", {"yield_range"}},
        {"category_version", {"yield_range"}},
        {"product", {"attributes", "product_code", "nutrition"}},
        {"product_version", {"submission_id", "attributes", "product_code", "nutrition"}},
        {"submission", {"policy_id", "draw", "brand_id"}},
        {"policy",
         {"brand_id", "category_id", "review_share", "reviewers", "due_hours", "reason", "made_by", "made_at"}}};
    if (with_brands) gone.at("submission").pop_back();
    collection::ArchiveManifest manifest;
    const auto note = [&](const std::string& kind, const std::string& text) {
        manifest.parts.push_back(
            {kind, std::ranges::count(text, '\n'), text.size(), to_hex(crypto::sm3(bytes_of(text))), {}});
    };
    const std::string past = R"({"follower":"changes.partner","position":"7"})"
                             "\n";
    manifest.personal = true;
    rewrite(from, to,
            [&](std::string& name, std::string& text) {
                const auto kind = name.substr(0, name.find('.'));
                if (name == "manifest.json") {
                    note("follower_cursor", past);
                    text = to_text(manifest);
                    return;
                }
                if (!was_there_first(kind)) return name.clear();
                if (gone.contains(kind)) {
                    std::string older;
                    for (const auto line : split(text, '\n')) {
                        if (line.empty()) continue;
                        auto row = parse_json(line).value();
                        for (const auto& column : gone.at(kind)) row.as_object().erase(column);
                        older += canonical_text(row) + "\n";
                    }
                    text = std::move(older);
                }
                note(kind, text);
            },
            {{"follower_cursor.jsonl", past}});
}

/// Brands of submissions are those that were there; of boxes, which are of no product, nothing tells them.
void expect_brands(const std::string& after, const std::string& before) {
    const auto lines = split(after, '\n');
    const auto whole = split(before, '\n');
    ASSERT_EQ(lines.size(), whole.size());
    int brands = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i] == whole[i]) {
            brands += lines[i].find(R"("brand_id":")") != std::string_view::npos ? 1 : 0;
            continue;
        }
        EXPECT_NE(lines[i].find("container"), std::string_view::npos) << lines[i];
        EXPECT_NE(lines[i].find(R"("brand_id":null)"), std::string_view::npos) << lines[i];
    }
    EXPECT_GT(brands, 20);
}

TEST(Archive, OneOfAnEarlierVersionComesInAsWhatItMeant) {
    Filled filled;
    (void)filled.archive_of_all();
    make_older(filled.path("a.zip"), filled.path("old.zip"));
    make_older(filled.path("a.zip"), filled.path("a_old.zip"), true);
    for (const auto backend : {Backend::sqlite, Backend::postgresql}) {
        Installation other(backend);
        ASSERT_EQ(other.take(filled.path("old.zip")), "ok");
        (void)other.archive(filled.path("b.zip"), true);
        make_older(filled.path("b.zip"), filled.path("b_old.zip"), true);
        const auto before = parts_of(filled.path("a_old.zip"));
        for (const auto& [name, text] : parts_of(filled.path("b_old.zip"))) {
            if (name == "submission.jsonl") {
                expect_brands(text, before.at(name));
            } else if (name != "manifest.json") {
                EXPECT_EQ(text, before.at(name)) << name;
            }
        }
    }
}

TEST(Archive, EveryColumnIsInOrToldToBeOut) {
    Installation one(Backend::sqlite);
    std::set<std::pair<std::string, std::string>> out;
    std::set<std::string> tables_out;
    for (const auto& row : storage::archive::without()) {
        if (row.columns.empty()) tables_out.emplace(row.table);
        for (const auto column : split(row.columns, ',')) out.emplace(row.table, column);
    }
    for (const auto& [table, column] : storage::testing::columns_of(*one.store)) {
        const bool in = storage::archive::has_column(table, column);
        const bool told = tables_out.contains(table) || out.contains({table, column});
        EXPECT_NE(in, told) << table << "." << column
                            << ": a row of archive_table.cpp says that it is in archives, or why it is not";
    }
}

}  // namespace
}  // namespace qy::business
