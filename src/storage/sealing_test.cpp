// What stands in the database, read as somebody reads it who has only the file: no protected value in the clear, a
// sealed one nowhere but in its place, everything sealed anew after a rotation, however often it is interrupted.
// (clauses 7.3.1, 9.2.1, 9.2.2)
#include "storage/sealing.h"

#include <gmock/gmock.h>

#include <set>

#include "base/text.h"
#include "crypto/keyring.h"
#include "model/data_table.h"
#include "storage/consumer_report_store.h"
#include "storage/event_store.h"
#include "storage/idempotency_store.h"
#include "storage/ledger_store.h"
#include "storage/party_store.h"
#include "storage/persons.h"
#include "storage/submission_store.h"
#include "storage/testing/backend_test.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using model::EventId;
using model::LotId;
using model::PartyId;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kCustomer = "欧阳冬梅";
constexpr std::string_view kPhone = "13876543210";
constexpr std::string_view kContract = "HT-2026-0093";
constexpr std::string_view kFarmer = "符玉兰";
constexpr std::string_view kIdentity = "469030197505060028";
constexpr std::string_view kPlanted[] = {kCustomer, kPhone, kContract, kFarmer, kIdentity, "营根镇三月三路"};

constexpr Statement kRecords{"test.records", "SELECT record FROM trace_event ORDER BY event_id"};
constexpr Statement kChanges{"test.changes", "SELECT changes FROM submission ORDER BY submission_id"};
constexpr Statement kSalts{"test.salts", "SELECT salts FROM ledger_entry ORDER BY position"};
constexpr Statement kParties{"test.parties", "SELECT name || name_en || address || personal FROM party"};
constexpr Statement kIdentities{"test.identities",
                                "SELECT identity_number FROM party WHERE identity_number IS NOT NULL"};
constexpr Statement kHashes{"test.hashes", "SELECT content_hash FROM event_key"};
constexpr Statement kAnswers{"test.answers", "SELECT answer || request_hash FROM idempotency"};
constexpr Statement kSetRecord{"test.set_record", "UPDATE trace_event SET record = $record WHERE event_id = $event"};
constexpr Statement kSetPersonal{"test.set_personal", "UPDATE party SET personal = $personal WHERE party_id = $party"};

model::TraceEvent service_event(std::int64_t id) {
    model::TraceEvent event;
    event.id = EventId(id);
    event.recorder = event.party = PartyId(1);
    event.step = model::Step::service_provided;
    event.event_time = model::EventTime::parse("2026-03-05T10:00:00+08:00").value();
    event.record_time = event.event_time.at;
    event.lot = LotId(50);
    event.contents.set(model::Field::service_process, "接机、入住、环岛两日");
    event.contents.set(model::Field::customer_name, std::string(kCustomer));
    event.contents.set(model::Field::customer_contact, std::string(kPhone));
    event.contents.set(model::Field::contract_number, std::string(kContract));
    return event;
}

model::Submission submission(std::int64_t id, model::ChangeKind kind, Json content) {
    model::Submission out;
    out.id = model::SubmissionId(id);
    out.party = PartyId(1);
    out.author = "demo";
    out.changes.push_back({kind, 0, 0, std::move(content)});
    return out;
}

Json row_of(const model::Fields& contents) {
    JsonObject texts;
    for (const auto& [field, value] : contents.items()) texts[model::row_of(field).name] = value;
    return JsonObject{{"lot", JsonObject()}, {"events", JsonArray{JsonObject{{"contents", texts}}}}};
}

class SealingTest : public testing::BackendTest {
 protected:
    void SetUp() override {
        ok(write([](Writer& writer) -> Result<void> {
            QY_CHECK(parties::insert(writer, {.id = PartyId(1), .name = "椰岛民宿"}));
            model::Party farmer{.id = PartyId(2), .kind = model::PartyKind::farmer, .name = std::string(kFarmer)};
            farmer.address = "营根镇三月三路";
            QY_CHECK(parties::insert(writer, farmer));
            QY_CHECK(parties::set_personal(writer, PartyId(2), {std::string(kIdentity), "2026-1", Time{1}}));
            const auto event = service_event(100);
            QY_CHECK(events::insert(writer, event, model::to_json(event), {LotId(50), LotId(51)}));
            QY_CHECK(submissions::insert(writer, submission(200, model::ChangeKind::row, row_of(event.contents))));
            QY_CHECK(events::reserve_key(writer, PartyId(1), "key-1",
                                         {"0123456789abcdef", false, model::SubmissionId(200), EventId(100), true}));
            QY_CHECK(ledger::append(writer,
                                    {0, "event", "50", 100, "{}", R"({"contents/customer_name":"00112233"})", true}));
            return idempotency::insert(writer, "li.na", "k1", {"event.capture", "feedbeef", 200, "答 欧阳冬梅", {5}});
        }));
    }
    static void ok(const Result<void>& outcome) { ASSERT_TRUE(outcome.ok()) << outcome.error().code; }
    std::vector<std::string> column(const Statement& statement) {
        return read([&](Reader& reader) {
                   return reader.all(statement, {}, [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    }
    std::vector<std::string> identity_numbers() {
        return read([](Reader& reader) {
                   return reader.all(kIdentities, {},
                                     [](const Row& row) { return std::string(text_of(row.bytes(0))); });
               })
            .value();
    }
    std::string everything() {
        std::string all;
        for (const auto& statement : {kRecords, kChanges, kSalts, kParties, kHashes, kAnswers}) {
            for (const auto& text : column(statement)) all += text + "\n";
        }
        return all;
    }
    std::string read_event_code(std::int64_t id) {
        return code_of(
            read([&](Reader& reader) { return events::find(reader, model::Reach::everything(), EventId(id)); }));
    }
    void set_record(std::int64_t event, std::string_view record) {
        ok(write([&](Writer& writer) -> Result<void> {
            QY_TRY(rows, writer.run(kSetRecord, {{"event", event}, {"record", record}}));
            EXPECT_GE(rows, 1);
            return {};
        }));
    }
    void rotate(crypto::Purpose purpose) {
        SystemRandom random;
        ASSERT_TRUE(store_.keys().rotate(purpose, random, ManualClock(testing::kTestTime)).ok());
    }
    /// Steps of `limit` rows until everything is done; how many.
    int seal_all(std::int64_t limit) {
        int steps = 0;
        for (const auto relation : sealing::relations()) {
            for (bool done = false; !done && steps < 10'000; ++steps) {
                const auto after =
                    write([&](Writer& writer) { return sealing::step(writer, relation, limit, testing::kTestTime); });
                EXPECT_TRUE(after.ok()) << relation << " " << after.error().code;
                if (!after.ok()) return steps;
                done = after->done;
            }
        }
        return steps;
    }
    void expect_readable() {
        const auto event =
            read([](Reader& reader) { return events::find(reader, model::Reach::everything(), EventId(100)); })
                .value()
                .value();
        EXPECT_EQ(model::to_json(event), model::to_json(service_event(100)));
        const auto farmers = read([](Reader& reader) { return parties::by_name(reader, kFarmer); }).value();
        ASSERT_EQ(farmers.size(), 1U);
        EXPECT_EQ(farmers.front().address, "营根镇三月三路");
        const auto personal = read([](Reader& reader) { return parties::personal(reader, PartyId(2)); }).value();
        EXPECT_EQ(personal->identity_number, kIdentity);
        const auto found = read([](Reader& reader) {
                               return submissions::find(reader, model::Reach::everything(), model::SubmissionId(200));
                           }).value();
        EXPECT_THAT(to_text(found->changes.front().content), HasSubstr(kPhone));
        const auto salts = read([](Reader& reader) { return ledger::find(reader, 0); }).value()->salts;
        EXPECT_THAT(salts, HasSubstr("00112233"));
        const auto key = read([](Reader& reader) { return events::find_key(reader, PartyId(1), "key-1"); }).value();
        EXPECT_EQ(key->content_hash, "0123456789abcdef");
        const auto answer = read([](Reader& reader) { return idempotency::find(reader, "li.na", "k1"); }).value();
        EXPECT_EQ(answer->answer, "答 欧阳冬梅");
        EXPECT_EQ(answer->request_hash, "feedbeef");
    }
};

TEST_P(SealingTest, EveryColumnOfTheSchemaHasItsRow) {
    const auto columns = testing::columns_of(*store_);
    ASSERT_GT(columns.size(), 150U);
    std::set<std::string> known;
    for (const auto& [table, name] : columns) {
        EXPECT_NE(model::find_data(table, name), nullptr) << table << "." << name << " needs a row in data_table.cpp";
        known.insert(table + "." + name);
    }
    for (const auto& row : model::data_rows()) {
        for (const auto name : split(row.names, ',')) {
            EXPECT_TRUE(known.contains(std::string(row.table) + "." + std::string(name)))
                << row.table << "." << name << " is no column any more";
        }
    }
}

TEST_P(SealingTest, NothingProtectedStandsInTheClearAndEverythingIsReadBack) {
    const auto stored = everything();
    for (const auto planted : kPlanted) EXPECT_THAT(stored, Not(HasSubstr(std::string(planted)))) << planted;
    EXPECT_THAT(stored, Not(HasSubstr("00112233"))) << "the salt of a protected value";
    EXPECT_THAT(stored, Not(HasSubstr("0123456789abcdef"))) << "the hash of a row";
    EXPECT_THAT(identity_numbers(), ElementsAre(::testing::StartsWith("sealed:1:")));
    EXPECT_THAT(stored, HasSubstr("环岛两日")) << "what everyone may see is not sealed";
    EXPECT_THAT(stored, HasSubstr("符**"));
    expect_readable();
}

TEST_P(SealingTest, ARecordWithoutProtectedContentsIsStoredAsItIs) {
    auto event = service_event(101);
    for (const auto field :
         {model::Field::customer_name, model::Field::customer_contact, model::Field::contract_number})
        event.contents.set(field, "");
    ok(write([&](Writer& writer) { return events::insert(writer, event, model::to_json(event), {LotId(60)}); }));
    EXPECT_EQ(column(kRecords).back(), canonical_text(model::to_json(event)));
}

TEST_P(SealingTest, WordsAndContactsOfConsumersAreSealedAnew) {
    static constexpr Statement kReports{"test.reports", "SELECT content || ' ' || contact FROM consumer_report"};
    model::ConsumerReport report;
    report.id = model::ConsumerReportId(300);
    report.words = kCustomer;
    report.contact.phone = kPhone;
    ok(write([&](Writer& writer) { return consumer_reports::insert(writer, report, "hash"); }));
    EXPECT_THAT(column(kReports), ElementsAre(::testing::MatchesRegex("sealed:1:[^ ]+ sealed:1:[^ ]+")));
    rotate(crypto::Purpose::field);
    seal_all(1);
    EXPECT_THAT(column(kReports), ElementsAre(::testing::MatchesRegex("sealed:2:[^ ]+ sealed:2:[^ ]+")));
    const auto found = read([&](Reader& reader) {
                           return consumer_reports::find(reader, model::Reach::everything(), report.id);
                       }).value();
    EXPECT_EQ(found->words, kCustomer);
    EXPECT_TRUE(found->has_contact);
    EXPECT_TRUE(found->contact.is_empty()) << "opened only by whoever asks for it";
    const auto contact = read([&](Reader& reader) { return consumer_reports::contact(reader, report.id); }).value();
    EXPECT_EQ(contact.phone, kPhone);
}

TEST_P(SealingTest, ACiphertextInAnotherRowOrColumnIsDetected) {
    const auto other = service_event(101);
    ok(write([&](Writer& writer) { return events::insert(writer, other, model::to_json(other), {LotId(60)}); }));
    const auto records = column(kRecords);
    ASSERT_EQ(records.size(), 3U);
    auto moved = parse_json(records[2]).value();
    moved.as_object()["sealed"] = parse_json(records[0])->at("sealed");
    set_record(101, canonical_text(moved));
    EXPECT_EQ(read_event_code(101), "field.damaged") << "sealed member of event 100";
    set_record(101, records[0]);
    EXPECT_EQ(read_event_code(101), "field.damaged") << "whole record of event 100";
    auto clear = model::to_json(service_event(100));
    set_record(101, canonical_text(clear));
    EXPECT_EQ(read_event_code(101), "event.corrupt") << "clear record of another event";
    moved.as_object()["sealed"] = column(kChanges).front();
    set_record(101, canonical_text(moved));
    EXPECT_EQ(read_event_code(101), "field.damaged") << "ciphertext of another column";
    moved.as_object()["sealed"] = "sealed:1:!!";
    set_record(101, canonical_text(moved));
    EXPECT_EQ(read_event_code(101), "field.damaged") << "no ciphertext at all";
    EXPECT_EQ(read_event_code(100), "ok");
    ok(write([&](Writer& writer) -> Result<void> {
        model::Party farmer{.id = PartyId(3), .kind = model::PartyKind::farmer, .name = "王二"};
        QY_CHECK(parties::insert(writer, farmer));
        QY_TRY(all, writer.all(kParties, {}, [](const Row& row) { return std::string(row.text(0)); }));
        const auto& text = all[1];
        const auto sealed = text.substr(text.find("sealed:"));
        QY_TRY(rows, writer.run(kSetPersonal, {{"party", 3}, {"personal", sealed}}));
        EXPECT_EQ(rows, 1);
        return {};
    }));
    EXPECT_EQ(
        code_of(read([](Reader& reader) { return parties::find(reader, model::Reach::everything(), PartyId(3)); })),
        "field.damaged");
}

TEST_P(SealingTest, PersonsAreFoundByHashHoweverTheirNumberIsWritten) {
    const auto found = [&](std::string_view kind, std::string_view value) {
        std::vector<std::string> rows;
        const auto references = read([&](Reader& reader) { return persons::find(reader, {kind}, value); });
        for (const auto& one : *references) rows.push_back(one.relation + " " + std::to_string(one.row));
        return rows;
    };
    for (const auto* const written :
         {"13876543210", " 138-7654-3210 ", "+86 138 7654 3210", "１３８７６５４３２１０"}) {
        EXPECT_THAT(found("customer_contact", written), ElementsAre("submission 200", "trace_event 100")) << written;
    }
    EXPECT_THAT(found("customer_name", kCustomer), ElementsAre("submission 200", "trace_event 100"));
    EXPECT_THAT(found("customer_name", kPhone), IsEmpty()) << "another field";
    EXPECT_THAT(found(persons::party_name, kFarmer), ElementsAre("party 2"));
    EXPECT_THAT(found("customer_contact", "13876543211"), IsEmpty());
}

TEST_P(SealingTest, AfterARotationEverythingIsSealedAnewWhateverTheStep) {
    for (const std::int64_t limit : {1, 2, 1000}) {
        rotate(crypto::Purpose::field);
        const auto epoch =
            "sealed:" + std::to_string(store_.keys().active(crypto::Purpose::field).value()->info().epoch);
        expect_readable();
        EXPECT_GT(seal_all(limit), 0);
        expect_readable();
        for (const auto& statement : {kRecords, kChanges, kSalts, kHashes}) {
            for (const auto& text : column(statement)) EXPECT_THAT(text, HasSubstr(epoch)) << statement.name;
        }
        EXPECT_THAT(identity_numbers().front(), HasSubstr(epoch));
        for (const auto relation : sealing::relations()) {
            const auto progress = read([&](Reader& reader) { return sealing::progress(reader, relation); }).value();
            EXPECT_TRUE(progress.done) << relation;
            EXPECT_EQ(progress.damaged, 0) << relation;
        }
    }
}

TEST_P(SealingTest, ASecondProgramGoesOnWhereTheFirstWasKilled) {
    rotate(crypto::Purpose::field);
    const auto step = [&] {
        return write([&](Writer& writer) { return sealing::step(writer, "trace_event", 1, testing::kTestTime); })
            .value();
    };
    const auto first = step();
    EXPECT_FALSE(first.done);
    EXPECT_EQ(first.passed, 1);
    store_.reopen();
    const auto second = step();
    EXPECT_EQ(second.passed, 2);
    EXPECT_GT(second.cursor, first.cursor);
    EXPECT_EQ(second.total, 2);
}

TEST_P(SealingTest, WhatWasStoredBeforeItsColumnWasProtectedIsSealed) {
    const auto clear = canonical_text(model::to_json(service_event(100)));
    set_record(100, clear);
    ok(write([](Writer& writer) {
        return writer.script(
            "test.clear",
            "DELETE FROM sealing; DELETE FROM personal_reference;"
            "UPDATE party SET name = '符玉兰', address = '营根镇三月三路', personal = '' WHERE party_id = 2;"
            "UPDATE submission SET changes = '[{\"kind\":\"row\",\"target\":\"0\",\"base_version\":0,"
            "\"content\":{\"events\":[{\"contents\":{\"customer_contact\":\"13876543210\"}}]}}]';"
            "UPDATE ledger_entry SET salts = '{\"contents/customer_name\":\"00112233\"}';"
            "UPDATE event_key SET content_hash = '0123456789abcdef'");
    }));
    EXPECT_THAT(everything(), HasSubstr(kPhone));
    expect_readable();
    seal_all(2);
    for (const auto planted : kPlanted) EXPECT_THAT(everything(), Not(HasSubstr(std::string(planted)))) << planted;
    expect_readable();
    EXPECT_EQ(read([](Reader& reader) { return persons::find(reader, {"customer_contact"}, kPhone); })->size(), 2U);
}

TEST_P(SealingTest, APlainHashOfAProtectedRowBecomesAKeyedOne) {
    const std::string plain(64, 'a');
    ok(write([&](Writer& writer) -> Result<void> {
        QY_CHECK(submissions::insert(writer, submission(201, model::ChangeKind::product, JsonObject())));
        for (const std::int64_t of : {200, 201}) {
            const auto key = plain + ":" + std::to_string(of) + ":retail_selling";
            QY_CHECK(events::reserve_key(writer, PartyId(1), key, {"", true, model::SubmissionId(of), EventId(of)}));
        }
        return writer.script("test.old", "UPDATE event_key SET content_hash = 'beef' WHERE derived = 1");
    }));
    seal_all(1);
    const auto keys = column({"test.keys", "SELECT event_key || ' ' || content_hash FROM event_key ORDER BY event_id"});
    EXPECT_THAT(keys[1], AllOf(::testing::StartsWith("1:"), ::testing::EndsWith(":200:retail_selling ")));
    EXPECT_EQ(keys[2], plain + ":201:retail_selling ") << "of a row without protected contents";
}

TEST_P(SealingTest, ANewKeyOfTheHashesReplacesThemAll) {
    rotate(crypto::Purpose::blind_index);
    expect_readable();
    seal_all(1);
    const auto hashes = column({"test.indexes", "SELECT value_index FROM personal_reference"});
    EXPECT_EQ(hashes.size(), 5U);
    for (const auto& hash : hashes) EXPECT_THAT(hash, ::testing::StartsWith("2:"));
    expect_readable();
}

TEST_P(SealingTest, ADamagedRowIsCountedAndHoldsNobodyUp) {
    auto other = service_event(101);
    ok(write([&](Writer& writer) { return events::insert(writer, other, model::to_json(other), {LotId(60)}); }));
    const auto records = column(kRecords);
    set_record(101, records[0]);
    rotate(crypto::Purpose::field);
    seal_all(1);
    const auto progress = read([](Reader& reader) { return sealing::progress(reader, "trace_event"); }).value();
    EXPECT_TRUE(progress.done);
    EXPECT_EQ(progress.damaged, 1);
    EXPECT_EQ(column(kRecords).back(), records[0]) << "left as it was";
    expect_readable();
}

QY_ON_EVERY_BACKEND(SealingTest);

}  // namespace
}  // namespace qy::storage
