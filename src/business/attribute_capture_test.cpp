// Attributes of categories from a row to an answer, and what a row is warned of. (clauses 6.1, 6.2.3, 9.2.1)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/capture.h"
#include "business/catalogue.h"
#include "business/change_preview.h"
#include "business/review.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "business/trace_query.h"
#include "model/attribute.h"
#include "storage/lot_store.h"

namespace qy::business {
namespace {

using model::Field;
using model::RowOutcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::TraceWorld;

constexpr std::string_view kMango = R"({"operation":"save","category":"mango","base_version":1,
    "steps":["commissioning","inspecting","retail_selling"],
    "attributes":[
      {"name":"ripe_sugar","zh":"后熟糖度","en":"Ripe sugar","type":"number","unit":"°Bx","low":"0","high":"40"},
      {"name":"land_cost","zh":"地租","en":"Land cost","type":"text","data_class":"internal"},
      {"name":"picker","zh":"采摘工","en":"Picker","type":"text","data_class":"personal"}]})";

constexpr std::string_view kRow =
    R"([{"产品名称":"贵妃芒","生产批次":"M-1","生产企业名称":"三亚某某果园","产品类别":"芒果",
    "生产日期":"2025-03-01","生产地址":"三亚市育才","数量":"1000公斤","后熟糖度":"14.5","地租":"每亩800元","采摘工":"王小明"}])";

class AttributeCapture : public ::testing::Test {
 protected:
    AttributeCapture() {
        auto party = seed(world_.services());
        QY_ASSERT(party.ok());
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = *party;
        change(kMango);
    }

    void change(std::string_view content) {
        auto made = catalogue_change(model::ChangeKind::catalogue, parse_json(content).value().as_object());
        auto done = Review(world_.services()).submit(operator_.party, {*std::move(made)}, operator_);
        ASSERT_TRUE(done.ok()) << done.error().code;
        ASSERT_EQ(done->state, model::SubmissionState::approved);
    }
    CaptureReport send(std::string_view rows) {
        auto report = Capture(world_.services()).capture_rows(parse_json(rows).value().as_array(), operator_, {});
        EXPECT_TRUE(report.ok()) << report.error().code;
        return report.ok() ? *std::move(report) : CaptureReport{};
    }
    std::vector<std::string> warnings(std::string_view rows) {
        std::vector<std::string> out;
        for (const auto& row : send(rows).rows) {
            for (const auto& fault : row.faults) out.push_back("fault " + model::fault_text(fault, Language::en));
            for (const auto& one : row.warnings) out.push_back(model::fault_text(one, Language::en));
        }
        return out;
    }
    model::TraceAnswer lot(const std::string& number, const model::Actor& asker) {
        auto answer = TraceQuery(world_.services()).by_lot_number(number, "", "", asker);
        EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : answer.error().code);
        return answer.ok() ? *std::move(answer) : model::TraceAnswer{};
    }
    model::Actor regulator() { return TraceWorld::user(operator_.party, model::Role::regulator); }
    static std::vector<std::string> values(const model::TraceAnswer& answer) {
        std::vector<std::string> out;
        for (const auto& shown : answer.events) {
            for (const auto& one : model::attributes_in(shown.event.contents)) out.push_back(one.zh + "=" + one.value);
        }
        return out;
    }

    TraceWorld world_;
    model::Actor operator_;
};

TEST_F(AttributeCapture, AreStoredToldByClassAndSealed) {
    ASSERT_EQ(send(kRow).published, 1);
    EXPECT_THAT(values(lot("M-1", TraceWorld::anybody())), ElementsAre("后熟糖度=14.5"));
    EXPECT_THAT(values(lot("M-1", regulator())), ElementsAre("地租=每亩800元", "采摘工=王小明", "后熟糖度=14.5"));
    const storage::Statement records{"test.records", "SELECT record FROM trace_event"};
    const auto stored =
        world_.store()
            .read([&](storage::Reader& reader) {
                return reader.all(records, {}, [](const storage::Row& row) { return std::string(row.text(0)); });
            })
            .value();
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_THAT(stored[0], HasSubstr("后熟糖度"));
    EXPECT_THAT(stored[0], Not(HasSubstr("王小明")));
}

TEST_F(AttributeCapture, StayAsTheyWereWhenTheCategoryAsksForSomethingElse) {
    send(kRow);
    change(R"({"operation":"save","category":"mango","base_version":2,"attributes":[]})");
    EXPECT_THAT(values(lot("M-1", TraceWorld::anybody())), ElementsAre("后熟糖度=14.5"));
    EXPECT_THAT(
        warnings(
            R"([{"产品名称":"贵妃芒","生产批次":"M-2","生产企业名称":"三亚某某果园","生产日期":"2025-03-02","后熟糖度":"1"}])"),
        ElementsAre(HasSubstr("fault")));
}

TEST_F(AttributeCapture, TheProductsCategoryReadsThemWhereTheRowNamesNone) {
    send(kRow);
    EXPECT_THAT(
        warnings(
            R"([{"产品名称":"贵妃芒","生产批次":"M-2","生产企业名称":"三亚某某果园","生产日期":"2025-03-02","后熟糖度":"50"}])"),
        ElementsAre("fault The value \"50\" of Ripe sugar is not in the allowed range (0 – 40 °Bx); check it"));
    EXPECT_THAT(
        warnings(
            R"([{"产品名称":"贵妃芒","生产批次":"M-1","生产企业名称":"三亚某某果园","环节":"生产","发生时间":"2025-03-03","后熟糖度":"15 °Bx"}])"),
        IsEmpty());
}

TEST_F(AttributeCapture, ASaleWithStepsMissingIsTakenWithAWarning) {
    send(kRow);
    constexpr std::string_view kSale = R"([{"生产批次":"M-1","产品名称":"贵妃芒","生产企业名称":"三亚某某果园",
        "销售企业名称":"某某超市","销售时间":"2025-03-05 10:00"}])";
    EXPECT_THAT(warnings(kSale), ElementsAre(HasSubstr("steps that its category asks for are missing")));
    EXPECT_THAT(lot("M-1", regulator()).missing_steps, ElementsAre(model::Step::inspecting));
    EXPECT_THAT(lot("M-1", TraceWorld::anybody()).missing_steps, IsEmpty()) << "the public does not hear of it";
    EXPECT_THAT(warnings(R"([{"生产批次":"M-1","产品名称":"贵妃芒","生产企业名称":"三亚某某果园",
        "检测机构名称":"海南某某检测","检测结果":"合格","检测日期":"2025-03-02"}])"),
                IsEmpty());
    EXPECT_THAT(lot("M-1", regulator()).missing_steps, IsEmpty());
}

TEST_F(AttributeCapture, MoreThanThereWasIsWarnedOf) {
    send(kRow);
    constexpr std::string_view kSold = R"([{"生产批次":"M-1","产品名称":"贵妃芒","生产企业名称":"三亚某某果园",
        "物流企业名称":"某某物流","发货时间":"2025-03-03 08:00","分销批次":"M-1-A","发货数量":"1600斤"},
        {"生产批次":"M-1","产品名称":"贵妃芒","生产企业名称":"三亚某某果园",
        "物流企业名称":"某某物流","发货时间":"2025-03-04 08:00","分销批次":"M-1-B","发货数量":"300公斤"}])";
    EXPECT_THAT(warnings(kSold), ElementsAre("The lot M-1 had 200 kg left, and 300 kg was taken; check the quantities, "
                                             "or record what was produced besides"));
    EXPECT_EQ(lot("M-1", regulator()).remaining->to_string(), "-100 kg");
}

TEST_F(AttributeCapture, AYieldOutsideTheCategorysRangeIsWarnedOf) {
    send(kRow);
    change(
        R"({"operation":"save","code":"dried_mango","parent":"processed_food","name":"芒果干","name_en":"dried mango",
        "yield_range":{"low":"0.1","high":"0.2"}})");
    const auto dried = [](const char* number, const char* quantity) {
        return R"([{"产品名称":"芒果干","生产批次":")" + std::string(number) +
               R"(","生产企业名称":"三亚某某果园","产品类别":"芒果干","生产日期":"2025-03-08","配料":"芒果","数量":")" +
               quantity + R"(","原料批次":"M-1=100公斤"}])";
    };
    EXPECT_THAT(warnings(dried("G-1", "15公斤")), IsEmpty());
    EXPECT_THAT(warnings(dried("G-2", "30公斤")),
                ElementsAre("The yield is 30%, outside the range of the category (10% to 20%); check what went in and "
                            "what came out"));
    EXPECT_EQ(lot("M-1", regulator()).remaining->to_string(), "800 kg");
}

TEST_F(AttributeCapture, AWordIsCountedWhereItStandsInAttributesToo) {
    change(R"({"operation":"save","category":"mango","base_version":2,"attributes":[
        {"name":"shop","zh":"卖场","en":"Shop","type":"dictionary","dictionary":"sale_channel"}]})");
    for (const auto* number : {"M-7", "M-8"}) {
        send(
            R"([{"产品名称":"贵妃芒","生产批次":")" + std::string(number) +
            R"(","生产企业名称":"三亚某某果园","产品类别":"芒果","生产地址":"三亚","生产日期":"2025-03-01","卖场":"集市"}])");
    }
    const JsonObject retire{
        {"operation", "retire"}, {"dictionary", "sale_channel"}, {"code", "market"}, {"base_version", 1}};
    const auto told = preview_change(world_.services(), operator_, model::ChangeKind::dictionary, retire, {});
    ASSERT_TRUE(told.ok()) << told.error().code;
    EXPECT_EQ(told->at("uses").at("records_using").as_int64(), 2);
    EXPECT_EQ(told->at("uses").at("attributes"), Json({"shop"}));
}

TEST_F(AttributeCapture, ACooperativeRecordsForItsMembersAndBothAreTold) {
    const auto cooperative = world_.party({.name = "云坡合作社", .roles = {model::PartyRole::producer}});
    world_.party({.kind = model::PartyKind::farmer,
                  .name = "王德旺",
                  .cooperative = cooperative,
                  .roles = {model::PartyRole::producer}});
    world_.party({.kind = model::PartyKind::farmer, .name = "林秀梅", .roles = {model::PartyRole::producer}});
    const auto clerk = TraceWorld::user(cooperative, model::Role::party_clerk);
    const auto row = [](const char* farmer) {
        return parse_json(R"([{"产品名称":"鲜橙","生产批次":"W-1","生产企业名称":")" + std::string(farmer) +
                          R"(","生产日期":"2025-03-01","生产地址":"云坡村","代录人":"李会计"}])")
            .value()
            .as_array();
    };
    const auto sent = Capture(world_.services()).capture_rows(row("王德旺"), clerk, cooperative);
    ASSERT_TRUE(sent.ok()) << sent.error().code;
    ASSERT_EQ(sent->accepted, 1);
    Review review(world_.services());
    const auto waiting = review.list({.state = model::SubmissionState::submitted}, operator_);
    ASSERT_TRUE(waiting.ok());
    ASSERT_EQ(waiting->items.size(), 1U);
    const auto done = review.decide(waiting->items[0].id, model::SubmissionVerb::approve, "", operator_);
    ASSERT_TRUE(done.ok()) << done.error().code;
    const auto told = lot("W-1", regulator()).events.at(0);
    EXPECT_EQ(told.party.name, "王德旺");
    EXPECT_EQ(told.recorder.name, "云坡合作社");
    EXPECT_EQ(told.event.contents.get(Field::entered_by), "李会计");
    const auto open = lot("W-1", TraceWorld::anybody()).events.at(0);
    EXPECT_EQ(open.party.name, "王**");
    EXPECT_FALSE(open.event.contents.has(Field::entered_by));
    // A farmer of somebody else is not its to record for.
    ASSERT_TRUE(Capture(world_.services()).capture_rows(row("林秀梅"), clerk, cooperative).ok());
    const auto other = review.list({.state = model::SubmissionState::submitted}, operator_);
    EXPECT_FALSE(review.decide(other->items.at(0).id, model::SubmissionVerb::approve, "", operator_).ok());
}

TEST_F(AttributeCapture, AGiftBoxTellsTheStoryOfEachOfItsContents) {
    send(kRow);
    send(
        R"([{"产品名称":"兴坡咖啡","生产批次":"K-1","生产企业名称":"三亚某某果园","生产日期":"2025-03-02","生产地址":"万宁市","数量":"50公斤"}])");
    EXPECT_THAT(
        warnings(
            R"([{"产品名称":"海南礼盒","生产批次":"L-1","生产企业名称":"三亚某某果园","环节":"合批","生产日期":"2025-03-09",
        "数量":"10箱","原料批次":"贵妃芒/M-1=20公斤；兴坡咖啡/K-1=5公斤"}])"),
        IsEmpty());
    const auto box = lot("L-1", TraceWorld::anybody());
    std::vector<std::string> lots;
    for (const auto& shown : box.events) lots.push_back(shown.lot_number);
    EXPECT_THAT(lots, ElementsAre("M-1", "K-1", "L-1"));
    EXPECT_EQ(values(box), std::vector<std::string>{"后熟糖度=14.5"});
    const auto own = lot("L-1", regulator());
    ASSERT_FALSE(own.events.empty());
    ASSERT_EQ(own.events.back().event.inputs.size(), 2U);
    EXPECT_EQ(own.events.back().event.inputs[1].quantity->to_string(), "5 kg");
}

TEST_F(AttributeCapture, ACommitmentCertificateIsPartOfTheStory) {
    send(kRow);
    const auto certificate = [](const char* more) {
        return R"([{"产品名称":"贵妃芒","生产批次":"M-1","生产企业名称":"三亚某某果园","凭证种类":"承诺达标合格证")" +
               std::string(more) + "}]";
    };
    EXPECT_THAT(warnings(certificate(R"(,"开具日期":"2025-03-02")")),
                ElementsAre(HasSubstr("Basis of the commitment"), HasSubstr("Quantity certified"),
                            HasSubstr("Contact on the certificate")));
    EXPECT_THAT(warnings(certificate(R"(,"开具日期":"2025-03-02","承诺依据":"自我检测、自我承诺",
        "凭证数量":"500公斤","凭证联系方式":"13800000000","凭证编号":"HN-1","来源凭证编号":"HN-0")")),
                IsEmpty());
    const auto told = lot("M-1", TraceWorld::anybody()).events.back().event;
    EXPECT_EQ(told.step, model::Step::inspecting);
    EXPECT_EQ(told.contents.get(Field::certificate_kind), "chengnuo_hege");
    EXPECT_EQ(told.contents.get(Field::certificate_basis), "own_commitment,own_test");
    EXPECT_EQ(told.contents.get(Field::certificate_contact), "138****0000");
    EXPECT_FALSE(told.contents.has(Field::certificate_sources)) << "for the chain";
}

TEST_F(AttributeCapture, FarmInputsAreWarnedOf) {
    auto word = catalogue_change(
        model::ChangeKind::dictionary,
        parse_json(
            R"({"operation":"save","dictionary":"pesticide","code":"test_pesticide","zh":"验收农药","en":"test pesticide",
            "details":{"interval_days":"14"}})")
            .value()
            .as_object());
    ASSERT_TRUE(Review(world_.services()).submit(operator_.party, {*std::move(word)}, operator_).ok());
    const auto row = [](const char* number, const char* used, const char* last) {
        return R"([{"产品名称":"豇豆","生产批次":")" + std::string(number) +
               R"(","生产企业名称":"三亚某某果园","生产日期":"2025-03-15","生产地址":"三亚","农业投入品":")" + used +
               R"(","登记证号":"PD20260001","用量":"30毫升/亩","末次用药日期":")" + last + R"("}])";
    };
    EXPECT_THAT(warnings(row("J-1", "验收农药 10%；有机肥", "2025-03-01")), IsEmpty());
    EXPECT_THAT(warnings(row("J-2", "验收农药 10%；有机肥", "2025-03-02")),
                ElementsAre(HasSubstr("less than the 14 days of the safety interval")));
    EXPECT_THAT(warnings(row("J-3", "六六六", "2025-01-02")), ElementsAre(HasSubstr("prohibited")));
}

}  // namespace
}  // namespace qy::business
