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
    std::optional<Decision> decision(std::int64_t party, Channel channel, ChangeKind kind) {
        return read([&](Reader& reader) { return policies::decision(reader, PartyId(party), channel, kind); }).value();
    }
};

TEST_P(PolicyStoreTest, TheFirstRowThatFitsDecides) {
    EXPECT_EQ(decision(1, Channel::demo, ChangeKind::row), std::nullopt);
    ASSERT_EQ(insert({PolicyId(1), PartyId(), Channel::operator_command, std::nullopt, Decision::automatic}), "ok");
    ASSERT_EQ(insert({PolicyId(2), PartyId(5), std::nullopt, ChangeKind::row, Decision::automatic}), "ok");
    ASSERT_EQ(insert({PolicyId(3), PartyId(), std::nullopt, std::nullopt, Decision::review}), "ok");
    EXPECT_EQ(insert({PolicyId(3), PartyId(), std::nullopt, std::nullopt, Decision::review}), "storage.duplicate");
    struct Case {
        std::int64_t party;
        Channel channel;
        ChangeKind kind;
        Decision decision;
    };
    for (const auto& one : {Case{1, Channel::operator_command, ChangeKind::product, Decision::automatic},
                            Case{1, Channel::web, ChangeKind::row, Decision::review},
                            Case{5, Channel::web, ChangeKind::row, Decision::automatic},
                            Case{5, Channel::web, ChangeKind::product, Decision::review}}) {
        EXPECT_EQ(decision(one.party, one.channel, one.kind), one.decision) << one.party;
    }
}

TEST_P(PolicyStoreTest, RowsAreListedAndRemoved) {
    ASSERT_EQ(insert({PolicyId(2), PartyId(5), Channel::api, ChangeKind::product, Decision::review}), "ok");
    ASSERT_EQ(insert({PolicyId(1), PartyId(), std::nullopt, std::nullopt, Decision::automatic}), "ok");
    const auto all = read([](Reader& reader) { return policies::all(reader); }).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, PolicyId(1));
    EXPECT_EQ(all[0].channel, std::nullopt);
    EXPECT_EQ(all[0].decision, Decision::automatic);
    EXPECT_EQ(all[1].party, PartyId(5));
    EXPECT_EQ(all[1].channel, Channel::api);
    EXPECT_EQ(all[1].kind, ChangeKind::product);
    EXPECT_TRUE(write([](Writer& writer) { return policies::remove(writer, PolicyId(2)); }).value());
    EXPECT_FALSE(write([](Writer& writer) { return policies::remove(writer, PolicyId(2)); }).value());
}

QY_ON_EVERY_BACKEND(PolicyStoreTest);

}  // namespace
}  // namespace qy::storage
