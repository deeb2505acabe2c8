// What a party recorded, as tables: every format tells the same, nothing of it is a formula, and it comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/json.h"
#include "business/record_export.h"
#include "business/testing/installation.h"
#include "business/testing/trace_world.h"
#include "collection/decode.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using storage::testing::TempFolder;
using testing::file_text;
using ::testing::HasSubstr;
using testing::Installation;
using testing::machine;
using ::testing::Not;

constexpr std::string_view kOrchard = "澄迈云坡果业专业合作社";

class RecordExport : public ::testing::Test {
 protected:
    RecordExport() {
        for (const auto& name : testing::examples()) EXPECT_EQ(one_.import(name).rejected, 0) << name;
        orchard_ = party(kOrchard);
    }
    model::PartyId party(std::string_view name) {
        return one_.store->read([&](storage::Reader& reader) { return storage::parties::by_name(reader, name); })
            .value()
            .at(0)
            .id;
    }
    RecordOrder order(RecordKind kind, TableFormat format) const {
        RecordOrder order;
        order.kind = kind;
        order.format = format;
        order.party = orchard_;
        order.from = "2025-01-01";
        order.until = "2026-12-31";
        return order;
    }
    std::string written(const RecordOrder& order, const model::Actor& actor = machine()) {
        const auto count = write_records(one_.services, actor, order, path_);
        count_ = count.value_or(-1);
        return count.ok() ? file_text(path_) : count.error().code;
    }
    Installation one_{testing::Backend::sqlite};
    TempFolder folder_;
    std::filesystem::path path_ = std::filesystem::path(folder_.path()) / "out";
    model::PartyId orchard_;
    std::int64_t count_ = 0;
};

TEST_F(RecordExport, TheProductionRecordTellsInputsHarvestAndAmount) {
    const auto page = written(order(RecordKind::production_record, TableFormat::html));
    EXPECT_THAT(page, HasSubstr("有机肥；矿物油（采前60天）"));
    EXPECT_THAT(page, HasSubstr("2025-11-20"));
    EXPECT_THAT(page, HasSubstr("6000千克"));
    EXPECT_THAT(page, HasSubstr("@page{size:A4 landscape"));
    EXPECT_THAT(page, Not(HasSubstr("王德旺")));  // a grower is named with a second person's word only
    EXPECT_GE(count_, 3);
}

TEST_F(RecordExport, TheLedgerTellsWhoBoughtWhatAndWhen) {
    const auto text = written(order(RecordKind::ledger, TableFormat::json));
    const auto rows = parse_json(text);
    ASSERT_TRUE(rows.ok()) << text;
    ASSERT_EQ(static_cast<std::int64_t>(rows->as_array().size()), count_);
    EXPECT_THAT(text, HasSubstr("上海沪鲜荟贸易有限公司"));
    EXPECT_THAT(text, HasSubstr("\"120箱\""));
    for (const auto& row : rows->as_array()) EXPECT_TRUE(row.as_object().contains("date"));
}

TEST_F(RecordExport, EveryFormatHasTheSameRows) {
    const auto json = parse_json(written(order(RecordKind::events, TableFormat::json))).value();
    const auto rows = static_cast<std::size_t>(count_);
    ASSERT_GT(rows, 5U);
    EXPECT_EQ(json.as_array().size(), rows);
    for (const auto format : {TableFormat::csv, TableFormat::xlsx}) {
        const auto text = written(order(RecordKind::events, format));
        const auto table = collection::decode("a." + std::string(to_string(format)), bytes_of(text));
        ASSERT_TRUE(table.ok()) << table.error().code;
        ASSERT_EQ(table->rows.size(), rows);
        EXPECT_TRUE(table->ignored_columns.empty());
        for (std::size_t i = 0; i < rows; ++i) {
            const auto& object = json.as_array()[i].as_object();
            EXPECT_EQ(table->rows[i].cells.size(), object.size());
            for (const auto& cell : table->rows[i].cells) {
                EXPECT_EQ(cell.text, std::string_view(object.at(model::row_of(cell.field).name).as_string()));
            }
        }
    }
    const auto xml = written(order(RecordKind::events, TableFormat::xml));
    std::size_t records = 0;
    for (auto at = xml.find("<record>"); at != std::string::npos; at = xml.find("<record>", at + 1)) ++records;
    EXPECT_EQ(records, rows);
}

/// Every outcome of the rows of an export that is imported.
std::map<model::RowOutcome, int> outcomes(const CaptureReport& report) {
    std::map<model::RowOutcome, int> count;
    for (const auto& row : report.rows) {
        ++count[row.outcome];
        for (const auto& fault : row.faults) ADD_FAILURE() << row.line << " " << fault.field << " " << fault.code;
    }
    return count;
}

TEST_F(RecordExport, WhatWasExportedIsKnownWhenItComesBack) {
    const auto text = written(order(RecordKind::events, TableFormat::json));
    const auto rows = static_cast<int>(count_);
    const auto sent_to = [&](Installation& place) {
        Capture capture(place.services);
        return outcomes(capture.import_file({"a.json", bytes_of(text), {}, {}}, place.owner).value());
    };
    using Outcomes = std::map<model::RowOutcome, int>;
    EXPECT_EQ(sent_to(one_), (Outcomes{{model::RowOutcome::exists, rows}}));
    Installation other(testing::Backend::sqlite);
    EXPECT_EQ(sent_to(other), (Outcomes{{model::RowOutcome::accepted, rows}}));
    EXPECT_EQ(sent_to(other), (Outcomes{{model::RowOutcome::exists, rows}}));
}

TEST_F(RecordExport, WhatBeginsLikeAFormulaStaysAText) {
    const auto with = [&](std::string_view lot) {
        const std::string rows = R"([{"product_name":"=cmd|' /C calc'!A0","lot_number":")" + std::string(lot) +
                                 R"(","producer_name":")" + std::string(kOrchard) +
                                 R"(","produced_on":"2026-05-01","note":"-2+3"}])";
        Capture capture(one_.services);
        return capture.import_file({"a.json", bytes_of(rows), {}, {}}, one_.owner).value().accepted;
    };
    ASSERT_EQ(with("F-1"), 1);
    auto csv = order(RecordKind::events, TableFormat::csv);
    csv.from = csv.until = "2026-05-01";
    const auto text = written(csv);
    EXPECT_THAT(text, HasSubstr("'=cmd|"));
    EXPECT_THAT(text, HasSubstr("'-2+3"));
    EXPECT_THAT(text, Not(HasSubstr(",=cmd")));
}

TEST_F(RecordExport, OnlyTheOwnRecordsOfAPeriodThatIsOne) {
    auto stranger = machine();
    stranger.channel = model::Channel::api;
    EXPECT_EQ(written(order(RecordKind::ledger, TableFormat::csv), stranger), "permission.denied");
    const auto clerk = testing::TraceWorld::user(model::PartyId(7), model::Role::party_clerk);
    EXPECT_EQ(written(order(RecordKind::ledger, TableFormat::csv), clerk), "party.not_found");
    auto bad = order(RecordKind::ledger, TableFormat::csv);
    bad.until = "2024-01-01";
    EXPECT_EQ(written(bad), "document.period");
    bad.until = "2026-01-01T00:00:00Z";
    EXPECT_EQ(written(bad), "document.period");
    bad.until = "soon";
    EXPECT_EQ(written(bad), "time.malformed");
    auto nobody = order(RecordKind::ledger, TableFormat::csv);
    nobody.party = model::PartyId(1);
    EXPECT_EQ(written(nobody), "party.not_found");
}

}  // namespace
}  // namespace qy::business
