#include "storage/policy_store.h"

#include <gtest/gtest.h>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using model::ChangeKind;
using model::Channel;
using model::PartyId;
using model::PolicyId;
using policies::Decision;

class PolicyStoreTest : public testing::BackendTest {
 protected:
    std::string insert(const policies::Policy& policy) {
        return code_of(write([&](Writer& writer) { return policies::insert(writer, policy); }));
    }
};

TEST_P(PolicyStoreTest, TheMostNarrowOnesAreTriedFirst) {
    policies::Policy of_brand{PolicyId(4), PartyId(), std::nullopt, std::nullopt, Decision::review};
    of_brand.brand = model::BrandId(21);
    policies::Policy of_category{PolicyId(2), PartyId(), std::nullopt, std::nullopt, Decision::review};
    of_category.category = model::CategoryId(31);
    ASSERT_EQ(insert({PolicyId(1), PartyId(), Channel::operator_command, std::nullopt, Decision::automatic}), "ok");
    ASSERT_EQ(insert(of_category), "ok");
    ASSERT_EQ(insert(of_brand), "ok");
    ASSERT_EQ(insert({PolicyId(5), PartyId(5), std::nullopt, ChangeKind::row, Decision::automatic}), "ok");
    EXPECT_EQ(insert({PolicyId(5), PartyId(), std::nullopt, std::nullopt, Decision::review}), "storage.duplicate");
    const auto all = read([](Reader& reader) { return policies::all(reader); }).value();
    std::vector<std::int64_t> order;
    for (const auto& policy : all) order.push_back(policy.id.number());
    EXPECT_EQ(order, (std::vector<std::int64_t>{5, 4, 2, 1}));
}

TEST_P(PolicyStoreTest, EverythingOfARowComesBack) {
    policies::Policy whole{PolicyId(7), PartyId(5), Channel::web, ChangeKind::product, Decision::sample};
    whole.brand = model::BrandId(21);
    whole.category = model::CategoryId(31);
    whole.review_share = 2'000;
    whole.reviewers = 2;
    whole.due_hours = 8;
    whole.reason = "三年无差错";
    whole.made_by = "demo.system";
    whole.made_at = testing::kTestTime;
    ASSERT_EQ(insert(whole), "ok");
    const auto back = read([](Reader& reader) { return policies::all(reader); }).value().front();
    EXPECT_EQ(back.brand, whole.brand);
    EXPECT_EQ(back.category, whole.category);
    EXPECT_EQ(back.decision, Decision::sample);
    EXPECT_EQ(back.review_share, 2'000);
    EXPECT_EQ(back.reviewers, 2);
    EXPECT_EQ(back.due_hours, 8);
    EXPECT_EQ(back.reason, whole.reason);
    EXPECT_EQ(back.made_by, whole.made_by);
    EXPECT_EQ(back.made_at, whole.made_at);
    EXPECT_TRUE(back.asks_for_product());
}

TEST_P(PolicyStoreTest, RowsAreListedAndRemoved) {
    ASSERT_EQ(insert({PolicyId(2), PartyId(5), Channel::api, ChangeKind::product, Decision::review}), "ok");
    ASSERT_EQ(insert({PolicyId(1), PartyId(), std::nullopt, std::nullopt, Decision::automatic}), "ok");
    const auto all = read([](Reader& reader) { return policies::all(reader); }).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].party, PartyId(5));
    EXPECT_EQ(all[0].channel, Channel::api);
    EXPECT_EQ(all[0].kind, ChangeKind::product);
    EXPECT_EQ(all[1].id, PolicyId(1));
    EXPECT_EQ(all[1].channel, std::nullopt);
    EXPECT_EQ(all[1].decision, Decision::automatic);
    EXPECT_TRUE(write([](Writer& writer) { return policies::remove(writer, PolicyId(2)); }).value());
    EXPECT_FALSE(write([](Writer& writer) { return policies::remove(writer, PolicyId(2)); }).value());
}

QY_ON_EVERY_BACKEND(PolicyStoreTest);

}  // namespace
}  // namespace qy::storage
