// From rows to published events: what becomes a lot, a consignment, a link; what exists, conflicts or waits.
#include "business/capture.h"

#include <gtest/gtest.h>

#include "business/review.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/role_store.h"

namespace qy::business {
namespace {

using model::PartyId;
using model::RowOutcome;
using testing::TraceWorld;

class CaptureRows : public ::testing::Test {
 protected:
    CaptureRows() {
        auto party = seed(world_.services());
        QY_ASSERT(party.ok());
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = *party;
    }

    CaptureReport send(std::string_view rows) { return send_as(operator_, rows, {}); }

    CaptureReport send_as(const model::Actor& actor, std::string_view rows, PartyId recorder) {
        auto parsed = parse_json(rows);
        QY_ASSERT(parsed.ok());
        auto report = Capture(world_.services()).capture_rows(parsed->as_array(), actor, recorder);
        EXPECT_TRUE(report.ok()) << report.error().code;
        return report.ok() ? *std::move(report) : CaptureReport{};
    }

    std::vector<model::Lot> lots(std::string_view number) {
        return world_.store()
            .read([&](storage::Reader& reader) { return storage::lots::with_number(reader, number, 10); })
            .value();
    }

    std::int64_t count(std::string_view table) {
        const std::string sql = "SELECT count(*) FROM " + std::string(table);
        const storage::Statement statement{"test.count", sql};
        return world_.store()
            .read([&](storage::Reader& reader) {
                return reader.first(statement, {}, [](const storage::Row& row) { return row.integer(0); });
            })
            .value()
            .value();
    }

    TraceWorld world_;
    model::Actor operator_;
};

constexpr std::string_view kOranges =
    R"([{"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","生产日期":"2025-11-22","生产地址":"澄迈","生产工艺":"人工采摘","数量":"1000箱"}])";

TEST_F(CaptureRows, ARowMakesPartyProductLotAndEventOnce) {
    EXPECT_EQ(send(kOranges).accepted, 1);
    const auto again = send(kOranges);
    EXPECT_EQ(again.exists, 1);
    EXPECT_EQ(again.accepted, 0);
    EXPECT_EQ(lots("A1").size(), 1U);
    EXPECT_EQ(count("trace_event"), 1);
    EXPECT_EQ(count("ledger_entry"), 1);
}

TEST_F(CaptureRows, APartShippedBecomesAConsignmentAndStockIsKnown) {
    send(kOranges);
    const auto report = send(
        R"([{"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","物流企业名称":"琼达速运","发货时间":"2025-11-24 08:00","发货数量":"120箱","收货企业名称":"海口一店","分销批次":"A1-D1"},
            {"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","物流企业名称":"琼达速运","发货时间":"2025-11-24 08:00","发货数量":"80箱","收货企业名称":"三亚二店"}])");
    EXPECT_EQ(report.accepted, 2);
    ASSERT_EQ(lots("A1-D1").size(), 1U);
    const auto consignment = lots("A1-D1").front();
    EXPECT_EQ(consignment.kind, model::LotKind::consignment);
    EXPECT_EQ(consignment.parent, lots("A1").front().id);
    EXPECT_EQ(lots("A1-2").size(), 1U) << "a consignment without a number is numbered after its lot";
    const auto stock =
        world_.store()
            .read([&](storage::Reader& reader) { return storage::lots::stock(reader, lots("A1").front().id); })
            .value();
    EXPECT_EQ(stock.taken, "200");
}

TEST_F(CaptureRows, ASaleBelongsToTheConsignmentOfItsSeller) {
    send(kOranges);
    send(
        R"([{"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","物流企业名称":"琼达速运","发货时间":"2025-11-24 08:00","发货数量":"120箱","收货企业名称":"海口一店","分销批次":"A1-D1"}])");
    EXPECT_EQ(
        send(
            R"([{"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","销售企业名称":"海口一店","销售时间":"2025-11-26","销售价格":"88元"}])")
            .accepted,
        1);
    const auto lot = lots("A1-D1").front().id.to_string();
    const std::string sql = "SELECT count(*) FROM trace_event WHERE step = 'retail_selling' AND lot_id = " + lot;
    const storage::Statement statement{"test.sales", sql};
    EXPECT_EQ(world_.store()
                  .read([&](storage::Reader& reader) {
                      return reader.first(statement, {}, [](const storage::Row& row) { return row.integer(0); });
                  })
                  .value(),
              1);
}

TEST_F(CaptureRows, InputsMayStandInLaterRows) {
    const auto report = send(
        R"([{"产品名称":"咖啡豆","生产企业名称":"晨屿","生产批次":"R1","生产日期":"2026-01-06","生产工艺":"烘焙","数量":"50公斤","原料批次":"晨屿/生豆/G1=60公斤"},
            {"产品名称":"生豆","生产企业名称":"晨屿","生产批次":"G1","生产日期":"2026-01-02","生产工艺":"水洗","数量":"60公斤"}])");
    EXPECT_EQ(report.accepted, 2);
    EXPECT_EQ(count("lot_link"), 2) << "one link, stored from both ends";
}

TEST_F(CaptureRows, AnUnknownInputRejectsItsRowAndLeavesNothing) {
    const auto report = send(
        R"([{"产品名称":"咖啡豆","生产企业名称":"晨屿","生产批次":"R1","生产日期":"2026-01-06","生产工艺":"烘焙","原料批次":"晨屿/生豆/G9=60公斤"},
            {"产品名称":"生豆","生产企业名称":"晨屿","生产批次":"G1","生产日期":"2026-01-02","生产工艺":"水洗"}])");
    ASSERT_EQ(report.rows.size(), 2U);
    EXPECT_EQ(report.rows[0].outcome, RowOutcome::rejected);
    ASSERT_FALSE(report.rows[0].faults.empty());
    EXPECT_EQ(report.rows[0].faults.front().code, "inputs.unknown_lot");
    EXPECT_EQ(report.rows[1].outcome, RowOutcome::accepted);
    EXPECT_TRUE(lots("R1").empty());
    EXPECT_EQ(count("trace_event"), 1);
}

TEST_F(CaptureRows, WhatABadRowMadeIsNotThereForTheRowsBehindIt) {
    // The second row makes product and laboratory before its input fails it; the third and fourth need both.
    const auto report = send(
        R"([{"产品名称":"生豆","生产企业名称":"晨屿","生产批次":"G1","生产日期":"2026-01-02","生产工艺":"水洗"},
            {"产品名称":"咖啡豆","生产企业名称":"晨屿","生产批次":"R1","检测机构名称":"海屿检测","检测项目":"水分","检测结果":"合格","检测日期":"2026-01-08","生产日期":"2026-01-06","生产工艺":"烘焙","原料批次":"晨屿/生豆/G9=60公斤"},
            {"产品名称":"咖啡豆","生产企业名称":"晨屿","生产批次":"R2","生产日期":"2026-01-07","生产工艺":"烘焙","原料批次":"晨屿/生豆/G1=60公斤"},
            {"产品名称":"咖啡豆","生产企业名称":"晨屿","生产批次":"R2","检测机构名称":"海屿检测","检测项目":"水分","检测结果":"合格","检测日期":"2026-01-08"}])");
    EXPECT_EQ(report.accepted, 3);
    EXPECT_EQ(report.published, 3);
    ASSERT_EQ(report.rows.size(), 4U);
    EXPECT_EQ(report.rows[1].outcome, RowOutcome::rejected);
    EXPECT_TRUE(lots("R1").empty());
    for (const auto& [table, rows] : {std::pair("lot", 2),
                                      {"product", 2},
                                      {"trace_event", 3},
                                      {"ledger_entry", 3},
                                      {"event_key", 3},
                                      {"submission", 3},
                                      {"lot_link", 2}}) {
        EXPECT_EQ(count(table), rows) << table;
    }
}

TEST_F(CaptureRows, AClientKeyMeansTheSameContentOrAConflict) {
    const std::string first =
        R"([{"记录编号":"K-1","产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","生产日期":"2025-11-22"}])";
    const std::string other =
        R"([{"记录编号":"K-1","产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","生产日期":"2025-11-23"}])";
    EXPECT_EQ(send(first).accepted, 1);
    EXPECT_EQ(send(first).exists, 1);
    const auto conflicting = send(other);
    EXPECT_EQ(conflicting.rejected, 1);
    EXPECT_EQ(conflicting.rows.front().outcome, RowOutcome::conflict);
    EXPECT_EQ(conflicting.rows.front().faults.front().code, "event_key.conflict");
}

TEST_F(CaptureRows, AClientKeyIsOfOneLotAndOneAmount) {
    const auto row = [](std::string_view lot, std::string_view amount, std::string_view inputs) {
        return R"({"记录编号":"K-2","产品名称":"橙汁","生产企业名称":"云坡合作社","生产批次":")" + std::string(lot) +
               R"(","数量":")" + std::string(amount) + R"(","生产日期":"2025-11-22","原料批次":")" +
               std::string(inputs) + R"("})";
    };
    constexpr std::string_view kSources =
        R"([{"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","生产日期":"2025-11-21","数量":"900公斤"},
            {"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A2","生产日期":"2025-11-21","数量":"900公斤"},)";
    const auto list = [&](const std::string& one) { return std::string(kSources) + one + "]"; };
    EXPECT_EQ(send(list(row("J1", "300箱", "云坡合作社/金橙/A1=60公斤"))).accepted, 3);
    const struct {
        const char* story;
        std::string row;
        RowOutcome outcome;
    } rows[] = {
        {"sent again", row("J1", "300箱", "云坡合作社/金橙/A1=60公斤"), RowOutcome::exists},
        {"in other words", row("Ｊ1", "300 箱", "云坡合作社/金橙/A1=60.0公斤"), RowOutcome::exists},
        {"of another lot", row("J2", "300箱", "云坡合作社/金橙/A1=60公斤"), RowOutcome::conflict},
        {"more of it", row("J1", "301箱", "云坡合作社/金橙/A1=60公斤"), RowOutcome::conflict},
        {"made out of another lot", row("J1", "300箱", "云坡合作社/金橙/A2=60公斤"), RowOutcome::conflict},
        {"made out of less", row("J1", "300箱", "云坡合作社/金橙/A1=50公斤"), RowOutcome::conflict},
    };
    for (const auto& one : rows) {
        const auto report = send("[" + one.row + "]");
        EXPECT_EQ(report.rows.front().outcome, one.outcome) << one.story;
    }
}

TEST_F(CaptureRows, AWideSheetThatRepeatsHowALotWasMadeMakesOneEventOfIt) {
    const auto report = send(
        R"([{"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","生产日期":"2025-11-22","销售企业名称":"海口一店","销售时间":"2025-11-26"},
            {"产品名称":"金橙","生产企业名称":"云坡合作社","生产批次":"A1","生产日期":"2025-11-22","销售企业名称":"三亚二店","销售时间":"2025-11-27"}])");
    EXPECT_EQ(report.accepted, 2);
    EXPECT_EQ(count("trace_event"), 3) << "made once, sold twice";
}

/// A clerk and a reviewer of a verified producer.
class CaptureWithReview : public CaptureRows {
 protected:
    CaptureWithReview() {
        model::Party farm;
        farm.name = "云坡合作社";
        farm.roles = {model::PartyRole::producer};
        farm_ = world_.party(farm);
        stranger_ = world_.firm("路人公司");
        clerk_ = TraceWorld::user(farm_, model::Role::party_clerk);
        clerk_.name = "clerk";
        clerk_.user = model::UserId(901);
        reviewer_ = TraceWorld::user(farm_, model::Role::party_reviewer);
        reviewer_.name = "reviewer";
        reviewer_.user = model::UserId(902);
    }

    model::SubmissionId waiting() {
        auto page = Review(world_.services()).list({}, reviewer_);
        QY_ASSERT(page.ok() && !page->items.empty());
        return page->items.back().id;
    }

    model::PartyId farm_;
    model::PartyId stranger_;
    model::Actor clerk_;
    model::Actor reviewer_;
};

TEST_F(CaptureWithReview, NothingIsPublishedBeforeApproval) {
    const auto report = send_as(clerk_, kOranges, farm_);
    EXPECT_EQ(report.accepted, 1);
    EXPECT_EQ(report.published, 0);
    EXPECT_EQ(count("trace_event"), 0);
    EXPECT_EQ(send_as(clerk_, kOranges, farm_).exists, 1) << "its key is reserved while it waits";
    Review review(world_.services());
    EXPECT_EQ(review.decide(waiting(), model::SubmissionVerb::approve, "", clerk_).error().code, "submission.not_found")
        << "a clerk reviews nothing";
    ASSERT_TRUE(review.decide(waiting(), model::SubmissionVerb::approve, "好", reviewer_).ok());
    EXPECT_EQ(count("trace_event"), 1);
    EXPECT_EQ(send_as(clerk_, kOranges, farm_).exists, 1);
    EXPECT_EQ(review.decide(waiting(), model::SubmissionVerb::approve, "", reviewer_).error().code, "submission.state");
}

TEST_F(CaptureWithReview, WhoWroteItDoesNotApproveIt) {
    auto both = reviewer_;
    both.roles.push_back(model::Role::party_clerk);
    both.rights = model::RoleTable::as_shipped().rights_of(both.roles);
    send_as(both, kOranges, farm_);
    EXPECT_EQ(Review(world_.services()).decide(waiting(), model::SubmissionVerb::approve, "", both).error().code,
              "submission.own");
}

TEST_F(CaptureWithReview, RejectionFreesTheKeys) {
    send_as(clerk_, kOranges, farm_);
    ASSERT_TRUE(Review(world_.services()).decide(waiting(), model::SubmissionVerb::reject, "日期不对", reviewer_).ok());
    EXPECT_EQ(send_as(clerk_, kOranges, farm_).accepted, 1);
}

TEST_F(CaptureWithReview, AnotherPartysReviewerKnowsNothingOfIt) {
    send_as(clerk_, kOranges, farm_);
    const auto id = waiting();
    auto other = TraceWorld::user(stranger_, model::Role::party_reviewer);
    other.user = model::UserId(903);
    EXPECT_EQ(Review(world_.services()).get(id, other).error().code, "submission.not_found");
    EXPECT_TRUE(Review(world_.services()).list({}, other).value().items.empty());
}

TEST_F(CaptureWithReview, WhatARuleOfProductsKeepsIsNotToldBesideARecordEither) {
    const auto row = [](std::string_view lot, std::string_view more) {
        return R"([{"产品名称":"橙汁","生产企业名称":"云坡合作社","生产日期":"2025-11-22","生产批次":")" +
               std::string(lot) + "\"" + std::string(more) + "}]";
    };
    constexpr std::string_view kTable =
        R"(,"营养成分表":"每100mL：能量 192kJ；蛋白质 0.7g；脂肪 0g；碳水化合物 10.5g；钠 0mg")";
    ASSERT_EQ(send(row("J0", "")).published, 1);
    const auto ruled = world_.store().write([](storage::Writer& writer) {
        return storage::roles::insert_rule(
            writer, {model::ChangeKind::product, "nutrition", {model::Role::party_administrator}, 1});
    });
    ASSERT_TRUE(ruled.ok());
    world_.services().roles.changed();
    const auto refused = send_as(clerk_, row("J1", kTable), farm_);
    ASSERT_EQ(refused.rejected, 1);
    EXPECT_EQ(refused.rows[0].faults.at(0).code, "submission.field_denied");
    EXPECT_EQ(refused.rows[0].faults.at(0).field, "nutrition");
    EXPECT_EQ(send_as(clerk_, row("J2", ""), farm_).accepted, 1) << "the record itself is the clerk's to make";
    auto boss = clerk_;
    boss.roles = {model::Role::party_administrator};
    boss.rights = model::RoleTable::as_shipped().rights_of(boss.roles);
    const auto told = send_as(boss, row("J3", kTable), farm_);
    EXPECT_EQ(told.accepted, 1);
    const auto decided =
        Review(world_.services()).decide_import(told.import, model::SubmissionVerb::approve, {}, "", reviewer_);
    EXPECT_EQ(decided->decided, 1) << "who approves is not asked whether it may tell it";
    EXPECT_EQ(send_as(clerk_, row("J4", kTable), farm_).accepted, 1) << "what the product says may be repeated";
}

TEST_F(CaptureWithReview, APartyRecordsForItselfAlone) {
    auto parsed = parse_json(kOranges);
    EXPECT_EQ(Capture(world_.services()).capture_rows(parsed->as_array(), clerk_, stranger_).error().code,
              "party.not_found");
}

}  // namespace
}  // namespace qy::business
