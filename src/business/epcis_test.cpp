// EPCIS documents on their way in and out: homes, links, sending twice, who sees what, the same bytes again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/clock.h"
#include "business/capture.h"
#include "business/epcis_export.h"
#include "business/review.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "business/trace_query.h"
#include "event_writer.h"
#include "storage/lot_store.h"

namespace qy::business {
namespace {

using model::Field;
using model::LotKind;
using model::RowOutcome;
using model::Step;
using testing::TraceWorld;

namespace fs = std::filesystem;
constexpr Time kNow = Time::from_seconds(1'795'000'000);  // in November 2026, after all documents

std::string content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The project's own documents, and those of a folder that the developer names.
std::vector<fs::path> documents() {
    std::vector<fs::path> folders{fs::path(QY_SOURCE_DIR) / "tests/data/epcis"};
    if (const char* more = std::getenv("QY_EPCIS_DOCUMENTS")) folders.emplace_back(more);
    std::vector<fs::path> files;
    for (const auto& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const auto ending = entry.path().extension();
            if (ending == ".json" || ending == ".jsonld" || ending == ".xml") files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// An empty installation with its operator.
class Installation {
 public:
    Installation() {
        const auto party = seed(services_);
        QY_ASSERT(party.ok());
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = *party;
    }
    CaptureReport send(const std::string& document, const model::Actor* actor = nullptr) {
        const auto& who = actor == nullptr ? operator_ : *actor;
        const model::PartyId recorder = actor == nullptr ? model::PartyId() : actor->party;
        auto report = Capture(services_).import_file({"events.json", bytes_of(document), recorder}, who);
        EXPECT_TRUE(report.ok()) << report.error().code << " " << report.error().detail.text;
        return report.ok() ? *std::move(report) : CaptureReport{};
    }
    CaptureReport send_file(const fs::path& path) { return send(content_of(path)); }
    std::string exported(const std::string& lot = "") {
        auto stream = open_epcis_export(services_, operator_, lot);
        EXPECT_TRUE(stream.ok()) << stream.error().code;
        std::string whole;
        std::string chunk;
        for (bool more = true; more;) {
            auto next = stream->next(chunk);
            EXPECT_TRUE(next.ok()) << next.error().code << " " << next.error().detail.text;
            more = next.ok() && *next;
            whole += chunk;
        }
        return whole;
    }
    model::TraceAnswer trace(std::string_view number, const model::Actor* actor = nullptr) {
        auto answer = TraceQuery(services_).by_lot_number(number, "", "", actor == nullptr ? operator_ : *actor);
        EXPECT_TRUE(answer.ok()) << number << " " << answer.error().code;
        return answer.ok() ? *std::move(answer) : model::TraceAnswer{};
    }
    std::vector<model::Lot> lots(std::string_view number) {
        return services_.store
            .read([&](storage::Reader& reader) { return storage::lots::with_number(reader, number, 10); })
            .value();
    }
    std::int64_t count(std::string_view table) {
        const std::string sql = "SELECT count(*) FROM " + std::string(table);
        const storage::Statement statement{"test.count", sql};
        const auto found = services_.store.read([&](storage::Reader& reader) {
            return reader.first(statement, {}, [](const storage::Row& row) { return row.integer(0); });
        });
        return found.value().value();
    }
    std::vector<std::int64_t> counts() {
        std::vector<std::int64_t> all;
        for (const auto* table : {"trace_event", "lot_link", "lot", "product", "party", "ledger_entry", "event_key"}) {
            all.push_back(count(table));
        }
        return all;
    }

    TraceWorld world_;
    ManualClock clock_{kNow};
    Services services_{world_.services().store,  world_.services().keys, world_.services().settings, clock_,
                       world_.services().random, world_.services().ids,  world_.services().roles};
    model::Actor operator_;
};

const fs::path kChain = fs::path(QY_SOURCE_DIR) / "tests/data/epcis/chain.json";

std::string event_of(std::string_view rest) {
    return R"([{"type":"ObjectEvent","eventTime":"2026-05-18T06:30:00+08:00","eventTimeZoneOffset":"+08:00",)" +
           std::string(rest) + "}]";
}

TEST(EpcisCapture, EveryDocumentGoesInOnceAndComesBackTheSame) {
    for (const auto& file : documents()) {
        Installation here;
        for (const auto& row : here.send_file(file).rows) {
            const bool in = row.outcome == RowOutcome::accepted || row.outcome == RowOutcome::exists;
            EXPECT_TRUE(in) << file << " line " << row.line << " "
                            << (row.faults.empty() ? "" : row.faults.front().code);
        }
        const auto before = here.counts();
        const auto again = here.send_file(file);
        EXPECT_EQ(again.exists, static_cast<std::int64_t>(again.rows.size())) << file;
        const auto document = here.exported();
        EXPECT_EQ(here.send(document).accepted, 0) << file;
        EXPECT_EQ(here.counts(), before) << file << " was doubled";
        Installation there;
        EXPECT_EQ(there.send(document).rejected, 0) << file;
        EXPECT_EQ(there.exported(), document) << file;
    }
}

TEST(EpcisCapture, TheOtherSyntaxOfTheSameEventsExists) {
    Installation here;
    EXPECT_EQ(here.send_file(kChain).accepted, 10);
    auto twin = kChain;
    EXPECT_EQ(here.send_file(twin.replace_extension(".xml")).exists, 10);
}

TEST(EpcisCapture, OtherContentUnderTheSameEventIdIsAConflict) {
    Installation here;
    const auto event = [](std::string_view step) {
        return event_of(R"("eventID":"urn:uuid:1","action":"OBSERVE","epcList":["urn:x:y"],"bizStep":")" +
                        std::string(step) + "\"");
    };
    EXPECT_EQ(here.send(event("storing")).accepted, 1);
    const auto report = here.send(event("shipping"));
    ASSERT_EQ(report.rows.size(), 1U);
    EXPECT_EQ(report.rows[0].outcome, RowOutcome::conflict);
    EXPECT_EQ(report.rows[0].line, 2);
    EXPECT_EQ(report.rows[0].faults.front().code, "event_key.conflict");
}

TEST(EpcisCapture, ALotTellsItsWholeStory) {
    Installation here;
    here.send_file(kChain);
    const auto answer = here.trace("JC0519");
    std::set<std::string> lots;
    for (const auto& node : answer.nodes) lots.insert(node.lot_number);
    EXPECT_THAT(lots, ::testing::IsSupersetOf({"JC0519", "LZ260518", "069012340000000122"}));
    std::multiset<Step> steps;
    for (const auto& shown : answer.events) steps.insert(shown.event.step);
    EXPECT_EQ(steps, (std::multiset<Step>{Step::commissioning, Step::commissioning, Step::inspecting, Step::packing,
                                          Step::shipping, Step::shipping, Step::transforming}));
    for (const auto& shown : answer.events) {
        if (shown.event.step == Step::inspecting) {
            EXPECT_EQ(shown.event.contents.get(Field::test_result), "qualified");
        }
        if (shown.event.step != Step::shipping || shown.readings.empty()) continue;
        ASSERT_EQ(shown.readings.size(), 2U);
        EXPECT_EQ(shown.readings[0].value.to_string(), "4.2");
        EXPECT_EQ(shown.readings[1].value.to_string(), "4") << "39.2 °F";
        EXPECT_EQ(shown.event.contents.get(Field::temperature_high), "4.4");
        EXPECT_EQ(shown.counterparty->name, "GLN 6909999000005");
    }
    const auto corrected = std::count_if(answer.events.begin(), answer.events.end(),
                                         [](const auto& shown) { return bool(shown.event.corrects); });
    EXPECT_EQ(corrected, 1) << "the error declaration names the event it is about";
    const auto packed = std::find_if(answer.links.begin(), answer.links.end(),
                                     [](const auto& link) { return link.kind == model::LinkKind::aggregation; });
    ASSERT_NE(packed, answer.links.end());
    EXPECT_TRUE(packed->until.has_value()) << "unpacked as a whole";
    EXPECT_EQ(packed->quantity->to_string(), "500 kg");
}

TEST(EpcisCapture, TheLotIsFilledByTheEventThatMakesIt) {
    Installation here;
    here.send_file(kChain);
    const auto lot = here.lots("LZ260518").at(0);
    EXPECT_EQ(lot.quantity->to_string(), "1200.5 kg");
    EXPECT_EQ(lot.produced_on, "2026-05-18");
    EXPECT_EQ(lot.place, "GLN 6901234000016");
    EXPECT_EQ(here.trace("LZ260518").product->gtin, "06901234000016");
}

TEST(EpcisCapture, EventsWithoutALotHaveAHome) {
    struct Row {
        std::string_view rest;
        std::string_view number;
        LotKind kind;
    };
    const Row rows[] = {
        {R"("action":"OBSERVE","epcList":["urn:epc:id:sscc:6901234.0000000012"])", "069012340000000122",
         LotKind::logistic_unit},
        {R"("action":"OBSERVE","epcList":["urn:epc:id:giai:6901234.T1"])", "https://id.gs1.org/8004/6901234T1",
         LotKind::item},
        {R"("action":"OBSERVE","epcList":["urn:epc:id:sgtin:6901234.000001.7"])",
         "https://id.gs1.org/01/06901234000016/21/7", LotKind::item},
        {R"("action":"OBSERVE","sensorElementList":[{"sensorReport":[{"type":"Temperature","value":1,"uom":"CEL"}]}],)"
         R"("readPoint":{"id":"geo:20.04,110.20"})",
         "geo:20.04,110.20", LotKind::place},
        {R"("action":"OBSERVE","quantityList":[{"epcClass":"urn:epc:idpat:sgtin:6901234.000001.*"}],)"
         R"("readPoint":{"id":"urn:epc:id:sgln:6901234.00001.0"})",
         "https://id.gs1.org/414/6901234000016", LotKind::place},
        {R"("eventID":"urn:uuid:7","action":"OBSERVE","epcList":[])", "urn:uuid:7", LotKind::item},
    };
    for (const auto& row : rows) {
        Installation here;
        EXPECT_EQ(here.send(event_of(row.rest)).accepted, 1) << row.rest;
        const auto homes = here.lots(row.number);
        ASSERT_FALSE(homes.empty()) << row.rest;
        EXPECT_EQ(homes[0].kind, row.kind) << row.number;
        EXPECT_EQ(here.trace(row.number).events.size(), 1U) << row.number;
    }
}

TEST(EpcisCapture, AnItemThatSaysItsLotIsOfThatLot) {
    Installation here;
    here.send(event_of(R"("action":"ADD","bizStep":"commissioning","epcList":["urn:epc:id:sgtin:6901234.000001.7"],)"
                       R"("ilmd":{"cbvmda:lotNumber":"L9"})"));
    ASSERT_EQ(here.lots("L9").size(), 1U);
    const auto answer = here.trace("https://id.gs1.org/01/06901234000016/21/7");
    EXPECT_THAT(answer.nodes, ::testing::Contains(::testing::Field(&model::TraceNode::lot_number, "L9")));
}

TEST(EpcisCapture, AnEventOfManyThingsIsToldOfEach) {
    Installation here;
    std::string list;
    constexpr int kItems = 300;  // more than are stored in full
    for (int i = 1; i <= kItems; ++i) {
        list += (i == 1 ? "" : ",") + ("\"urn:epc:id:sgtin:6901234.000001." + std::to_string(i) + "\"");
    }
    EXPECT_EQ(here.send(event_of(R"("action":"OBSERVE","bizStep":"storing","epcList":[)" + list + "]")).accepted, 1);
    EXPECT_EQ(here.count("trace_event"), kItems);
    for (const int i : {1, 256, 257, kItems}) {
        const auto answer = here.trace("https://id.gs1.org/01/06901234000016/21/" + std::to_string(i));
        ASSERT_EQ(answer.events.size(), 1U) << i;
        EXPECT_EQ(answer.events[0].event.lot, answer.lot->id) << i;
    }
    EXPECT_EQ(here.count("ledger_entry"), 1);
}

TEST(EpcisCapture, PartsOfATransformationMeetAtTheirId) {
    Installation here;
    const std::string head =
        R"([{"type":"TransformationEvent","eventTimeZoneOffset":"+08:00","transformationID":"urn:x:run-1",)";
    const auto part = [&](std::string_view day, std::string_view list, std::string_view lot) {
        return head + R"("eventTime":"2026-05-)" + std::string(day) + R"(T08:00:00+08:00",")" + std::string(list) +
               R"(":[{"epcClass":"urn:epc:class:lgtin:6901234.000001.)" + std::string(lot) + R"("}]}])";
    };
    here.send(part("18", "inputQuantityList", "IN1"));
    here.send(part("19", "outputQuantityList", "OUT1"));
    const auto answer = here.trace("OUT1");
    EXPECT_THAT(answer.nodes, ::testing::Contains(::testing::Field(&model::TraceNode::lot_number, "IN1")));
    EXPECT_EQ(answer.events.size(), 2U);
}

TEST(EpcisCapture, WhatIsNotPublicStaysInside) {
    Installation here;
    here.send_file(kChain);
    const auto anybody = TraceWorld::anybody();
    const auto open = here.trace("JC0519", &anybody);
    ASSERT_FALSE(open.events.empty());
    for (const auto& shown : open.events) {
        EXPECT_FALSE(shown.event.contents.has(Field::epcis_event));
        EXPECT_TRUE(shown.event.inputs.empty());
        EXPECT_TRUE(shown.event.others.empty());
        EXPECT_FALSE(shown.counterparty.has_value());
        EXPECT_FALSE(shown.event.quantity.has_value());
    }
    const auto own = here.trace("JC0519");
    EXPECT_TRUE(own.events.front().event.contents.has(Field::epcis_event)) << "the recorder sees all of it";
    auto event = own.events.front().event;
    event.others = {{event.lot, {}}};
    EXPECT_THAT(hidden_members(event), ::testing::IsSupersetOf({"contents/epcis_event", "others"}))
        << "the ledger's clear part holds none of it";
}

TEST(EpcisCapture, APartyRecordsForItselfAndWaitsForReview) {
    Installation here;
    model::Party farm;
    farm.name = "云坡合作社";
    farm.roles = {model::PartyRole::producer};
    const auto party = here.world_.party(farm);
    model::Actor clerk = TraceWorld::user(party, model::Role::party_clerk);
    clerk.name = "clerk";
    clerk.user = model::UserId(901);
    clerk.channel = model::Channel::api;
    const std::string document = event_of(
        R"("action":"ADD","bizStep":"commissioning","quantityList":[{"epcClass":"urn:epc:class:lgtin:6901234.000001.W1"}])");
    EXPECT_EQ(here.send(document, &clerk).accepted, 1);
    EXPECT_TRUE(here.lots("W1").empty()) << "waits";
    EXPECT_EQ(here.send(document, &clerk).exists, 1) << "its key is reserved while it waits";
    model::Actor reviewer = TraceWorld::user(party, model::Role::party_reviewer);
    reviewer.name = "reviewer";
    reviewer.user = model::UserId(902);
    Review review(here.services_);
    const auto page = review.list({}, reviewer);
    ASSERT_EQ(page.value().items.size(), 1U);
    ASSERT_TRUE(review.decide(page->items[0].id, model::SubmissionVerb::approve, "", reviewer).ok());
    ASSERT_EQ(here.lots("W1").size(), 1U);
    EXPECT_EQ(here.lots("W1")[0].owner, party);
    EXPECT_EQ(here.send(document, &clerk).exists, 1);
}

TEST(EpcisCapture, NobodyMakesLotsOfSomebodyElsesProduct) {
    Installation here;
    const auto owner = here.world_.firm("琼北果业");
    here.world_.product({.owner = owner, .name = "金橙", .gtin = "06901234000016"});
    const auto party = here.world_.party({.name = "别家", .roles = {model::PartyRole::producer}});
    model::Actor clerk = TraceWorld::user(party, model::Role::party_clerk);
    clerk.name = "clerk";
    clerk.user = model::UserId(901);
    clerk.channel = model::Channel::api;
    const auto report = here.send(
        event_of(R"("action":"ADD","quantityList":[{"epcClass":"urn:epc:class:lgtin:6901234.000001.W1"}])"), &clerk);
    EXPECT_EQ(report.accepted, 1) << "submitted; its reviewer decides";
    model::Actor reviewer = TraceWorld::user(party, model::Role::party_reviewer);
    reviewer.name = "reviewer";
    reviewer.user = model::UserId(902);
    Review review(here.services_);
    const auto page = review.list({}, reviewer);
    EXPECT_EQ(review.decide(page.value().items.at(0).id, model::SubmissionVerb::approve, "", reviewer).error().code,
              "lot_number.unknown");
    EXPECT_TRUE(here.lots("W1").empty());
}

TEST(EpcisExport, OurOwnEventsComeBackAsTheyWentOut) {
    Installation here;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(QY_SOURCE_DIR "/examples")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        const auto bytes = content_of(file);
        ASSERT_TRUE(
            Capture(here.services_).import_file({file.filename().string(), bytes_of(bytes), {}}, here.operator_).ok());
    }
    const auto document = here.exported();
    const auto before = here.counts();
    const auto back = here.send(document);
    EXPECT_EQ(back.exists, static_cast<std::int64_t>(back.rows.size())) << "its own events";
    EXPECT_EQ(here.counts(), before);
    Installation there;
    const auto report = there.send(document);
    EXPECT_EQ(report.accepted, static_cast<std::int64_t>(report.rows.size()));
    EXPECT_EQ(there.exported(), document);
    const auto story = there.trace("CYR260106");
    EXPECT_THAT(story.nodes, ::testing::Contains(::testing::Field(&model::TraceNode::lot_number, "CQS-20251208")))
        << "the other installation understands the graph";
}

TEST(EpcisExport, OneLotAlone) {
    Installation here;
    here.send_file(kChain);
    const auto document = here.exported("LZ260518");
    Installation there;
    EXPECT_EQ(there.send(document).accepted, 4) << "made, tested, packed, declared wrong";
    EXPECT_EQ(open_epcis_export(here.services_, here.operator_, "nothing").error().code, "lot.not_found");
    const auto anybody = TraceWorld::anybody();
    EXPECT_EQ(open_epcis_export(here.services_, anybody, "").error().code, "permission.denied");
}

TEST(EpcisExport, APartyGetsWhatItRecorded) {
    Installation here;
    here.send_file(kChain);
    const auto party = here.world_.party({.name = "云坡合作社", .roles = {model::PartyRole::producer}});
    const auto user = TraceWorld::user(party, model::Role::party_administrator);
    auto stream = open_epcis_export(here.services_, user, "");
    ASSERT_TRUE(stream.ok());
    std::string chunk;
    EXPECT_FALSE(stream->next(chunk).value());
    EXPECT_EQ(chunk.find("ObjectEvent"), std::string::npos);
    EXPECT_TRUE(Installation().send(chunk).rows.empty()) << "a document without events";
}

}  // namespace
}  // namespace qy::business
