// A party takes everything of its own along: its archive goes into another installation like a file of rows, with its
// rights and its review, and what comes out there is the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/text.h"
#include "business/import_desk.h"
#include "business/media_desk.h"
#include "business/review.h"
#include "business/testing/installation.h"
#include "business/testing/media_files.h"
#include "business/testing/trace_world.h"
#include "collection/archive_file.h"
#include "collection/archive_manifest.h"
#include "collection/bundle.h"
#include "crypto/sm3.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::MediaSubject;
using model::Role;
using storage::testing::Backend;
using storage::testing::TempFolder;
using testing::file_text;
using ::testing::HasSubstr;
using testing::Installation;
using testing::machine;
using ::testing::Not;
using testing::put_file;

constexpr std::string_view kOrchard = "澄迈云坡果业专业合作社";
using Parts = std::vector<std::pair<std::string, std::string>>;

/// What an archive holds, by name.
std::map<std::string, std::string> parts_of(const std::filesystem::path& path) {
    std::map<std::string, std::string> parts;
    const auto file = collection::ArchiveReader::open(path);
    EXPECT_TRUE(file.ok());
    for (const auto& name : file->names()) {
        parts[name];
        (void)file->each_line(
            name, UINT64_MAX, [&](std::string_view piece) { parts[name] += piece; },
            [](std::int64_t, std::string_view) -> Result<void> { return {}; });
    }
    return parts;
}

Bytes zip_of(const std::filesystem::path& path, const std::map<std::string, std::string>& parts) {
    auto writer = collection::ArchiveWriter::create(path).value();
    for (const auto& [name, text] : parts) {
        QY_ASSERT(writer
                      .add(name,
                           [content = text](std::string& chunk) -> Result<bool> {
                               chunk = content;
                               return false;
                           })
                      .ok());
    }
    QY_ASSERT(writer.close().ok());
    const auto text = file_text(path);
    const auto bytes = bytes_of(text);
    return {bytes.begin(), bytes.end()};
}

/// An installation with photos, and a party in it.
struct Place {
    explicit Place(Backend backend) : here(backend) { EXPECT_EQ(here.import("00-registry.json").rejected, 0); }
    model::PartyId party(std::string_view name = kOrchard) {
        return here.store->read([&](storage::Reader& reader) { return storage::parties::by_name(reader, name); })
            .value()
            .at(0)
            .id;
    }
    CaptureReport send(const std::string& name, std::string_view text, const model::Actor& actor,
                       model::PartyId recorder) {
        Capture capture(here.services);
        auto report = capture.import_file({name, bytes_of(text), recorder, {}}, actor);
        EXPECT_TRUE(report.ok()) << report.error().code;
        return report.ok() ? *std::move(report) : CaptureReport{};
    }
    /// In the background, as whoever sends a ZIP does.
    model::ImportJob import(const model::Actor& actor, ByteView bytes) {
        ImportDesk desk(here.services, files.objects, files.media, ImportWorker{0, true});
        const auto upload = desk.receive(actor, {}, 0, bytes).value().upload;
        auto job = desk.start(actor, {upload, "party.zip", party(), {}, {}});
        EXPECT_TRUE(job.ok()) << job.error().code;
        if (!job.ok()) return {};
        while (desk.find(actor, job->id)->state == model::ImportState::running) EXPECT_TRUE(desk.step().ok());
        for (const auto& row : desk.rows(actor, job->id, 1, 10'000).value()) {
            for (const auto& fault : row.faults) {
                ADD_FAILURE() << row.line << " " << fault.field << " " << model::fault_text(fault, Language::zh);
            }
        }
        for (const auto& file : desk.files(actor, job->id, 1, 10'000).value()) {
            EXPECT_EQ(file.outcome, "attached") << file.name;
        }
        return desk.find(actor, job->id).value();
    }
    std::map<std::string, std::string> archive(const std::filesystem::path& path, bool personal = true) {
        const auto done = write_archive(here.services, machine(), {party(), personal, "移机", {}}, path, &files.media);
        EXPECT_TRUE(done.ok()) << done.error().code;
        return parts_of(path);
    }
    Installation here;
    testing::MediaFiles files{here.services};
};

class PartyArchive : public ::testing::Test {
 protected:
    PartyArchive() {
        for (const auto& name : testing::examples()) {
            if (name == "00-registry.json") continue;
            EXPECT_EQ(from_.here.import(name).rejected, 0) << name;
        }
        const auto sent = from_.send("own.json", kOwn, machine(), from_.party());
        EXPECT_EQ(sent.rejected, 0) << told(sent);
        tell_more_of_products();
        add_photo(MediaSubject::product, product("琼北金橙").id.number(), "果园；晨.jpg", "corners.jpg");
        add_photo(MediaSubject::product, product("琼北金橙").id.number(), "", "alpha.png");
    }
    static std::string told(const CaptureReport& report) {
        std::string all;
        for (const auto& row : report.rows) {
            for (const auto& fault : row.faults) {
                all += std::to_string(row.line) + " " + model::fault_text(fault, Language::zh) + "\n";
            }
        }
        return all;
    }
    model::Product product(std::string_view name) {
        return from_.here.store
            ->read([&](storage::Reader& reader) {
                return storage::catalogue::products_by_name(reader, from_.party(), name);
            })
            .value()
            .at(0);
    }
    void tell_more_of_products() {
        auto orange = product("琼北金橙");
        orange.code = "CY-70";
        orange.closed = {model::Field::process};
        const auto done = from_.here.store->write([&](storage::Writer& writer) {
            return storage::catalogue::update_product(writer, orange, orange.version);
        });
        ASSERT_TRUE(done.ok()) << done.error().code;
    }
    void add_photo(MediaSubject subject, std::int64_t id, const std::string& caption, const std::string& sample) {
        const auto text = file_text(std::filesystem::path(QY_SOURCE_DIR) / "fuzz/corpus/picture" / sample);
        const auto bytes = bytes_of(text);
        MediaOrder order;
        order.subject = subject;
        order.subject_id = id;
        order.caption = caption;
        order.content = {bytes.begin(), bytes.end()};
        const auto kept = from_.files.media.add(std::move(order), machine());
        ASSERT_TRUE(kept.ok()) << kept.error().code;
    }
    [[nodiscard]] std::filesystem::path path(std::string_view name) const {
        return std::filesystem::path(folder_.path()) / name;
    }
    Bytes bytes(std::string_view name) const {
        const auto text = file_text(path(name));
        const auto view = bytes_of(text);
        return {view.begin(), view.end()};
    }

    /// Records of all five kinds, keys of the party's own, a consignment without a number, a box.
    static constexpr std::string_view kOwn = R"([
      {"product_name":"自营橙汁","product_code":"JU-1","category":"citrus","lot_number":"J-1","produced_on":"2026-03-01",
       "production_address":"海南省澄迈县","quantity":"500箱","process":"鲜榨",
       "nutrition":"每100mL：能量 192kJ；蛋白质 0.7g；脂肪 0g；碳水化合物 10.5g；钠 0mg","laboratory_name":"澄迈云坡果业专业合作社",
       "test_item":"感官","test_result":"合格","tested_on":"2026-03-02","event_key":"ERP-1"},
      {"product_code":"JU-1","lot_number":"J-1","shipped_at":"2026-03-03T08:00","shipped_quantity":"20箱",
       "carrier_name":"澄迈云坡果业专业合作社","consignee_name":"上海沪鲜荟贸易有限公司","vehicle":"琼A12345","event_key":"ERP-2"},
      {"product_code":"JU-1","lot_number":"J-1","sold_at":"2026-03-05","sale_place":"海口","sale_price":"12.5元",
       "seller_name":"澄迈云坡果业专业合作社"},
      {"product_name":"采摘体验","category":"tourism","lot_number":"T-1","served_at":"2026-03-06T09:00",
       "service_provider":"澄迈云坡果业专业合作社","service_place":"云坡村","service_process":"采橙","customer_name":"王小明",
       "contract_number":"HT-1"}])";

    Place from_{Backend::sqlite};
    TempFolder folder_;
};

/// Rows that are told apart by nothing but what must differ.
TEST_F(PartyArchive, GoesIntoAnotherInstallationByReviewAndComesOutTheSame) {
    const auto first = from_.archive(path("a.zip"));
    const auto& rows = first.at("rows.json");
    for (const auto* word : {"CY-70", "JU-1", "ERP-1", "每100mL：能量 192kJ", "product_closed", "certificate_number",
                             "customer_name", "contract_number", "served_at", "sold_at", "files/0001/果园晨.jpg"}) {
        EXPECT_THAT(rows, HasSubstr(word));
    }
    Place to(Backend::postgresql);
    auto clerk = testing::TraceWorld::user(to.party(), Role::party_administrator);
    const auto sent = to.send("party.zip", text_of(bytes("a.zip")), clerk, to.party());
    EXPECT_EQ(sent.rejected, 0) << told(sent);
    EXPECT_GT(sent.accepted, 10);
    EXPECT_EQ(sent.published, 0) << "everything waits for review";
    auto reviewer = testing::TraceWorld::user(to.party(), Role::party_reviewer);
    reviewer.user = model::UserId(78);
    reviewer.name = "reviewer";
    Review review(to.here.services);
    const auto done = review.decide_import(sent.import, model::SubmissionVerb::approve, {}, "", reviewer);
    ASSERT_TRUE(done.ok()) << done.error().code << " " << done.error().detail.text;
    const auto& decided = *done;
    for (const auto& refused : decided.refused)
        ADD_FAILURE() << refused.why.code << " " << join(refused.why.arguments, "; ");
    EXPECT_EQ(decided.decided, sent.accepted);

    const auto again = to.import(to.here.owner, bytes("a.zip"));
    EXPECT_EQ(again.already, sent.accepted + sent.exists);
    EXPECT_EQ(again.files_attached, 2);
    const auto second = to.archive(path("b.zip"));
    EXPECT_EQ(second.at("rows.json"), rows);
    EXPECT_TRUE(second.contains("files/0001/果园晨.jpg") && second.contains("files/0002/photo.jpg"));
    const auto twice = to.import(to.here.owner, bytes("b.zip"));
    EXPECT_EQ(twice.accepted, 0);
    EXPECT_EQ(to.archive(path("c.zip")).size(), second.size()) << "no photo came twice";
}

TEST_F(PartyArchive, WhatCameAsAnEpcisDocumentGoesWholeAndComesOutAsItWas) {
    const auto sent =
        from_.send("events.json", R"([{"type":"ObjectEvent","eventID":"urn:uuid:5d1f4a0e-0001-4f6e-9d63-0a5b8c1d2e77",
        "eventTime":"2026-03-02T06:30:00+08:00","eventTimeZoneOffset":"+08:00","action":"ADD","bizStep":"commissioning",
        "disposition":"active","quantityList":[{"epcClass":"urn:epc:class:lgtin:6901234.000001.W1","quantity":12.50,"uom":"KGM"}]}])",
                   machine(), from_.party());
    ASSERT_EQ(sent.accepted, 1) << told(sent);
    const auto rows = from_.archive(path("e.zip")).at("rows.json");
    EXPECT_THAT(rows, HasSubstr(R"({"epcis_event":"{)"));
    EXPECT_THAT(rows, HasSubstr("5d1f4a0e-0001-4f6e-9d63-0a5b8c1d2e77"));
    EXPECT_THAT(from_.archive(path("f.zip"), false).at("rows.json"), Not(HasSubstr("epcis_event")))
        << "such a document is protected as a whole";
    Place to(Backend::sqlite);
    EXPECT_EQ(to.import(to.here.owner, bytes("e.zip")).rejected, 0);
    EXPECT_EQ(to.archive(path("g.zip")).at("rows.json"), rows);
    EXPECT_EQ(to.import(to.here.owner, bytes("g.zip")).accepted, 0);
}

TEST_F(PartyArchive, WhereItCameFromEverythingIsThere) {
    const auto first = from_.archive(path("a.zip"));
    const auto job = from_.import(from_.here.owner, bytes("a.zip"));
    EXPECT_EQ(job.accepted, 0);
    EXPECT_GT(job.already, 10);
    const auto second = from_.archive(path("b.zip"));
    EXPECT_EQ(second.at("rows.json"), first.at("rows.json"));
    EXPECT_EQ(second.size(), first.size()) << "no photo came twice";
    EXPECT_EQ(second.at("product.jsonl"), first.at("product.jsonl"));
}

TEST_F(PartyArchive, APhotoOfAProductThatComesWithItsLotsComesWithThem) {
    const auto sent = from_.send(
        "plain.json",
        R"([{"product_name":"礼盒","lot_number":"N-1","produced_on":"2026-03-01","production_address":"海南"}])",
        machine(), from_.party());
    ASSERT_EQ(sent.accepted, 1) << told(sent);
    add_photo(MediaSubject::product, product("礼盒").id.number(), "礼盒", "corners.jpg");
    from_.archive(path("p.zip"));
    Place to(Backend::sqlite);
    EXPECT_EQ(to.import(to.here.owner, bytes("p.zip")).files_attached, 3);
}

TEST_F(PartyArchive, WhatAnotherPartyAloneMayTellOfItsProductsIsNotInIt) {
    constexpr std::string_view kSeller = "上海沪鲜荟贸易有限公司";
    const auto seller = from_.party(kSeller);
    const auto sent = from_.send("sale.json", R"([{"product_name":"自营橙汁","producer_name":"澄迈云坡果业专业合作社",
        "lot_number":"J-1","sold_at":"2026-03-07","sale_place":"上海","seller_name":"上海沪鲜荟贸易有限公司"}])",
                                 machine(), seller);
    ASSERT_EQ(sent.accepted, 1) << told(sent);
    ASSERT_TRUE(write_archive(from_.here.services, machine(), {seller, true, "移机", {}}, path("s.zip")).ok());
    const auto rows = parts_of(path("s.zip")).at("rows.json");
    EXPECT_THAT(rows, HasSubstr("J-1"));
    EXPECT_THAT(rows, Not(HasSubstr("nutrition")));
    EXPECT_THAT(rows, Not(HasSubstr("JU-1")));
}

TEST_F(PartyArchive, WithoutASecondPersonsWordNothingPersonalIsInIt) {
    const auto parts = from_.archive(path("a.zip"), false);
    for (const auto& [name, text] : parts) {
        EXPECT_THAT(name, Not(HasSubstr("files/")));
        for (const auto* word : {"王小明", "HT-1", "王德旺", "13800000001"})
            EXPECT_THAT(text, Not(HasSubstr(word))) << name;
    }
    Place to(Backend::sqlite);
    const auto sent = to.send("party.zip", text_of(bytes("a.zip")), machine(), to.party());
    EXPECT_GT(sent.accepted, 10);
}

TEST_F(PartyArchive, NothingOfOthersIsClaimedByIt) {
    auto parts = from_.archive(path("a.zip"));
    parts["rows.json"] = R"([
      {"product_name":"热岭贵妃芒","specification":"2.5kg/盒","producer_name":"东方岭上芒园农业有限公司","category":"mango"},
      {"product_name":"热岭贵妃芒","specification":"2.5kg/盒","producer_name":"东方岭上芒园农业有限公司","lot_number":"X-1",
       "produced_on":"2026-03-01","production_address":"海南"},
      {"product_name":"橙","lot_number":"Y-1","produced_on":"2026-03-01","production_address":"海南","party_id":"1"}])";
    auto manifest = collection::manifest_from(parts.at("manifest.json")).value();
    for (auto& part : manifest.parts) {
        if (part.name() != "rows.json") continue;
        part.bytes = parts["rows.json"].size();
        part.sm3 = to_hex(crypto::sm3(bytes_of(parts["rows.json"])));
    }
    parts["manifest.json"] = to_text(manifest);
    Place to(Backend::sqlite);
    const auto clerk = testing::TraceWorld::user(to.party(), Role::party_administrator);
    const auto zip = zip_of(path("b.zip"), parts);
    const auto sent = to.send("party.zip", text_of(zip), clerk, to.party());
    ASSERT_EQ(sent.rows.size(), 3U);
    EXPECT_EQ(sent.rows[2].faults.at(0).code, "column.unknown");
    Review review(to.here.services);
    auto reviewer = testing::TraceWorld::user(to.party(), Role::party_reviewer);
    reviewer.user = model::UserId(78);
    const auto decided = review.decide_import(sent.import, model::SubmissionVerb::approve, {}, "", reviewer).value();
    EXPECT_EQ(decided.decided, 0);
    ASSERT_EQ(decided.refused.size(), 2U);
    EXPECT_EQ(decided.refused[0].why.code, "product.owner");
    EXPECT_EQ(decided.refused[1].why.code, "lot_number.unknown");
}

TEST_F(PartyArchive, HostileFilesAreRefusedBeforeAnythingIsRead) {
    const auto parts = from_.archive(path("a.zip"));
    const auto refused = [&](const std::function<void(std::map<std::string, std::string>&)>& change) {
        auto changed = parts;
        change(changed);
        const auto zip = zip_of(path("bad.zip"), changed);
        auto bundle = collection::Bundle::open(zip);
        if (!bundle.ok()) return bundle.error().code;
        if (const auto table = bundle->table(); !table.ok()) return table.error().code;
        for (const auto& file : bundle->files()) {
            if (const auto content = bundle->read(file); !content.ok()) return content.error().code;
        }
        return std::string();
    };
    using Changed = std::map<std::string, std::string>;
    EXPECT_EQ(refused([](Changed&) {}), "");
    EXPECT_EQ(refused([](Changed& all) { all["../../etc/passwd"] = "x"; }), "archive.unknown_part");
    EXPECT_EQ(refused([](Changed& all) { all["more.json"] = "[]"; }), "archive.unknown_part");
    EXPECT_EQ(refused([](Changed& all) { all.erase("files/0002/photo.jpg"); }), "archive.part_missing");
    EXPECT_EQ(refused([](Changed& all) { all["rows.json"] += " "; }), "archive.part_too_large");
    EXPECT_EQ(refused([](Changed& all) { all["rows.json"][5] ^= 1; }), "archive.hash");
    EXPECT_EQ(refused([](Changed& all) { all["files/0001/果园晨.jpg"][5] ^= 1; }), "archive.hash");
    EXPECT_EQ(refused([](Changed& all) { all["manifest.json"] = "{}"; }), "archive.not_ours");
    EXPECT_EQ(refused([](Changed& all) { all["manifest.json"].insert(1, "\"version\":9,"); }), "archive.not_ours");
    const auto whole = path("whole.zip");
    ASSERT_TRUE(write_archive(from_.here.services, machine(), {{}, false, "", {}}, whole).ok());
    EXPECT_EQ(collection::Bundle::open(bytes("whole.zip")).error().code, "bundle.archive");
}

}  // namespace
}  // namespace qy::business
