// What a category asks of its products themselves: told by a row or a change, kept with versions, shown by class.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/browse.h"
#include "business/capture.h"
#include "business/catalogue.h"
#include "business/review.h"
#include "business/seed.h"
#include "business/submission_diff.h"
#include "business/testing/trace_world.h"
#include "business/trace_query.h"
#include "model/attribute.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "storage/policy_store.h"

namespace qy::business {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TraceWorld;

// Asked of all fruit; mangoes inherit it.
constexpr std::string_view kFruit = R"({"operation":"save","category":"fruit","base_version":1,
    "attributes":[
      {"name":"tree_age","zh":"树龄","en":"Age of the trees","kind":"product","type":"number","unit":"年","low":"1","high":"200","required":true},
      {"name":"grade_rule","zh":"分级标准","en":"Grading rule","kind":"product","type":"text"},
      {"name":"buying_price","zh":"收购底价","en":"Floor price","kind":"product","type":"text","data_class":"internal"}]})";

class ProductAttributes : public ::testing::Test {
 protected:
    ProductAttributes() {
        auto party = seed(world_.services());
        QY_ASSERT(party.ok());
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = *party;
        EXPECT_EQ(change(kFruit), "approved");
    }
    std::string change(std::string_view content) {
        auto made = catalogue_change(model::ChangeKind::catalogue, parse_json(content).value().as_object());
        return outcome(Review(world_.services()).submit(operator_.party, {*std::move(made)}, operator_));
    }
    static std::string outcome(const Result<model::Submission>& done) {
        if (done.ok()) return std::string(model::to_string(done->state));
        const auto& error = done.error();
        const auto& first = error.others.empty() ? error : error.others.front();
        return first.path.empty() ? first.code : first.code + "@" + first.path;
    }
    /// "accepted", or the first fault of the only row.
    std::string send(const std::string& more, const std::string& lot = "M-1") {
        const auto rows = R"([{"产品名称":"贵妃芒","生产批次":")" + lot +
                          R"(","生产企业名称":"三亚某某果园","生产日期":"2025-03-01","生产地址":"三亚市育才")" + more +
                          "}]";
        return send_by(operator_, rows);
    }
    std::string send_by(const model::Actor& actor, const std::string& rows, model::PartyId recorder = {}) {
        auto report = Capture(world_.services()).capture_rows(parse_json(rows).value().as_array(), actor, recorder);
        if (!report.ok()) return report.error().code;
        const auto& row = report->rows.front();
        return row.faults.empty() ? std::string(model::to_string(row.outcome)) : row.faults.front().code;
    }
    /// A shop whose rows nobody reviews.
    model::Actor shop() {
        const auto made = world_.store().write([&](storage::Writer& writer) -> Result<void> {
            model::Party party;
            party.id = model::PartyId(700);
            party.name = "海口一店";
            party.roles = {model::PartyRole::seller};
            QY_CHECK(storage::parties::insert(writer, party));
            storage::policies::Policy policy;
            policy.id = model::PolicyId(900);
            policy.party = party.id;
            policy.decision = storage::policies::Decision::automatic;
            return storage::policies::insert(writer, policy);
        });
        QY_ASSERT(made.ok());
        return TraceWorld::user(model::PartyId(700), model::Role::party_clerk);
    }
    std::optional<model::Product> product() {
        return world_.store()
            .read([&](storage::Reader& reader) -> Result<std::optional<model::Product>> {
                QY_TRY(owners, storage::parties::by_name(reader, "三亚某某果园"));
                if (owners.empty()) return std::optional<model::Product>();
                QY_TRY(named, storage::catalogue::products_by_name(reader, owners.front().id, "贵妃芒"));
                return named.empty() ? std::nullopt : std::optional(named.front());
            })
            .value();
    }
    std::string save(std::string_view attributes, std::int64_t base = 0) {
        const auto now = product().value();
        std::vector<model::Change> changes{{model::ChangeKind::product, now.id.number(), base == 0 ? now.version : base,
                                            JsonObject{{"attributes", parse_json(attributes).value()}}}};
        last_ = Review(world_.services()).submit(now.owner, std::move(changes), operator_);
        return outcome(last_);
    }
    static std::vector<std::string> texts(const std::vector<model::AttributeValue>& values) {
        std::vector<std::string> out;
        for (const auto& one : values) out.push_back(one.zh + "=" + one.value);
        return out;
    }
    std::vector<std::string> shown(const model::Actor& asker) {
        const auto answer = TraceQuery(world_.services()).by_lot_number("M-1", "", "", asker);
        return texts(answer->product->attributes);
    }

    TraceWorld world_;
    model::Actor operator_;
    Result<model::Submission> last_ = model::Submission{};
};

TEST_F(ProductAttributes, ARowThatMakesAProductTellsThem) {
    EXPECT_EQ(send(R"(,"产品类别":"芒果")"), "tree_age.missing") << "asked of fruit, inherited by mangoes";
    EXPECT_EQ(send(R"(,"产品类别":"芒果","树龄":"500年")"), "tree_age.outside");
    EXPECT_FALSE(product());
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"１２ 年","收购底价":"6元/斤")"), "accepted");
    EXPECT_THAT(texts(product()->attributes), ElementsAre("收购底价=6元/斤", "树龄=12"));
    EXPECT_EQ(product()->version, 1);
    EXPECT_EQ(send("", "M-2"), "accepted") << "asked once";
    EXPECT_EQ(send(R"(,"产品类别":"芒果")", "M-3"), "accepted");
}

TEST_F(ProductAttributes, ARowFillsWhatIsOpenAndContradictsNothing) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12")"), "accepted");
    ASSERT_EQ(send(R"(,"树龄":"12年","分级标准":"NY/T 492")", "M-2"), "accepted");
    EXPECT_THAT(texts(product()->attributes), ElementsAre("分级标准=NY/T 492", "树龄=12"));
    EXPECT_EQ(product()->version, 2);
    EXPECT_EQ(send(R"(,"树龄":"13")", "M-3"), "product_attribute.differs");
    EXPECT_EQ(product()->version, 2);
}

TEST_F(ProductAttributes, OthersRepeatWhatIsPublicAndLearnNothingElse) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12","收购底价":"6元/斤")"), "accepted");
    const auto seller = shop();
    const auto sells = [&](const std::string& more) {
        return send_by(seller,
                       R"([{"产品名称":"贵妃芒","生产批次":"M-1","生产企业名称":"三亚某某果园",)"
                       R"("销售企业名称":"海口一店","销售时间":"2025-03-10")" +
                           more + "}]",
                       seller.party);
    };
    EXPECT_EQ(sells(R"(,"树龄":"13")"), "product_attribute.owner") << "a wrong guess";
    EXPECT_EQ(sells(R"(,"分级标准":"一级")"), "product_attribute.owner") << "a new value";
    EXPECT_EQ(sells(R"(,"营养成分表":"每100g：能量 192kJ；蛋白质 0.8g；脂肪 0g；碳水化合物 10.5g；钠 0mg")"),
              "product_attribute.owner");
    EXPECT_EQ(sells(R"(,"收购底价":"7元/斤")"), "product_attribute.owner");
    EXPECT_EQ(sells(R"(,"收购底价":"6元/斤")"), "product_attribute.owner") << "a guess that is right";
    EXPECT_EQ(sells(R"(,"树龄":"12")"), "accepted");
    EXPECT_EQ(product()->version, 1);
}

TEST_F(ProductAttributes, AChangeNamesThoseThatItIsAbout) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12")"), "accepted");
    EXPECT_EQ(save(R"({"分级标准":"一级、二级"})"), "approved") << "by label too";
    EXPECT_THAT(texts(product()->attributes), ElementsAre("分级标准=一级、二级", "树龄=12"));
    EXPECT_EQ(save(R"({"tree_age":"0"})"), "tree_age.outside@changes.attributes.tree_age");
    EXPECT_EQ(save(R"({"colour":"red"})"), "product_attribute.unknown@changes.attributes.colour");
    EXPECT_EQ(save(R"({"tree_age":7})"), "member.type@changes.attributes.tree_age");
    EXPECT_EQ(save(R"({"tree_age":null})"), "product_attribute.missing@changes.attributes");
    EXPECT_EQ(save(R"({"grade_rule":""})"), "approved");
    EXPECT_THAT(texts(product()->attributes), ElementsAre("树龄=12"));
}

TEST_F(ProductAttributes, HistoryDiffAndConflictTellThem) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12")"), "accepted");
    ASSERT_EQ(save(R"({"tree_age":"13"})"), "approved");
    const auto history = product_history(world_.services(), operator_, product()->id).value();
    ASSERT_EQ(history.entries.size(), 2U);
    EXPECT_THAT(texts(history.entries.front().product.attributes), ElementsAre("树龄=12"));
    ASSERT_EQ(history.entries.front().changes.size(), 1U);
    EXPECT_EQ(history.entries.front().changes.front().zh, "产品属性");
    EXPECT_EQ(history.entries.front().changes.front().after, Json(JsonObject{{"tree_age", "13"}}));

    EXPECT_EQ(save(R"({"grade_rule":"一级"})", 1), "submission.differs@changes.attributes");
    const auto& sides = last_.error().others.front().arguments;
    EXPECT_THAT(sides, ElementsAre("attributes", R"({"tree_age":"12"})", R"({"tree_age":"13"})",
                                   R"({"tree_age":"12","grade_rule":"一级"})"));
}

TEST_F(ProductAttributes, AReviewerIsToldOfWhichClassTheyAre) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12","收购底价":"6元/斤")"), "accepted");
    const auto class_of = [&](std::string_view attributes) {
        model::Submission submission;
        submission.changes = {{model::ChangeKind::product, product()->id.number(), product()->version,
                               JsonObject{{"attributes", parse_json(attributes).value()}}}};
        return submission_diff(world_.services(), operator_, submission)->front().fields.front().data_class;
    };
    EXPECT_EQ(class_of(R"({"tree_age":"13"})"), model::DataClass::internal) << "the price stands beside it";
    ASSERT_EQ(save(R"({"buying_price":""})"), "approved");
    EXPECT_EQ(class_of(R"({"buying_price":"7元/斤"})"), model::DataClass::internal);
    EXPECT_EQ(class_of(R"({"grade_rule":"一级"})"), model::DataClass::internal) << "not known to be open yet";
    EXPECT_EQ(class_of(R"({"tree_age":"13"})"), model::DataClass::open);
}

TEST_F(ProductAttributes, AreShownByTheirClass) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12","收购底价":"6元/斤")"), "accepted");
    EXPECT_THAT(shown(TraceWorld::anybody()), ElementsAre("树龄=12"));
    EXPECT_THAT(shown(TraceWorld::user(operator_.party, model::Role::regulator)),
                ElementsAre("收购底价=6元/斤", "树龄=12"));
    EXPECT_THAT(shown(TraceWorld::user(product()->owner, model::Role::party_clerk)),
                ElementsAre("收购底价=6元/斤", "树龄=12"));
    const auto listed = browse_products(world_.services(), operator_, "贵妃芒", {0, 5}).value();
    EXPECT_THAT(texts(listed.items.front().product.attributes), ElementsAre("收购底价=6元/斤", "树龄=12"));
}

TEST_F(ProductAttributes, StayWhenTheCategoryAsksForSomethingElse) {
    ASSERT_EQ(send(R"(,"产品类别":"芒果","树龄":"12")"), "accepted");
    ASSERT_EQ(change(R"({"operation":"save","category":"fruit","base_version":2,"attributes":[
        {"name":"sweet","zh":"甜度","en":"Sweetness","kind":"product","type":"text","required":true}]})"),
              "approved");
    EXPECT_THAT(texts(product()->attributes), ElementsAre("树龄=12"));
    EXPECT_EQ(send("", "M-2"), "accepted") << "a product that is there is asked when it is changed";
    EXPECT_EQ(save(R"({"sweet":null})"), "product_attribute.missing@changes.attributes");
    EXPECT_EQ(save(R"({"sweet":"甜"})"), "approved");
}

TEST_F(ProductAttributes, WhatIsProtectedBelongsToRecords) {
    EXPECT_THAT(change(R"({"operation":"save","category":"fruit","base_version":2,"attributes":[
        {"name":"owner_phone","zh":"电话","en":"Phone","kind":"product","type":"text","data_class":"personal"}]})"),
                HasSubstr("attribute.spec"));
}

}  // namespace
}  // namespace qy::business
