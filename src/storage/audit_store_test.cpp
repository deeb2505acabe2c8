#include "storage/audit_store.h"

#include <gmock/gmock.h>

#include <thread>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

class AuditStoreTest : public testing::BackendTest {
 protected:
    static std::string chain(const audit::Record& record) {
        return "(" + record.previous_hash + std::to_string(record.position) + record.action + ")";
    }
    Result<audit::Record> append(std::string action) {
        audit::Record record;
        record.at = testing::kTestTime;
        record.actor = "operator:1000";
        record.party = model::PartyId(7);
        record.address = "local";
        record.action = std::move(action);
        record.object = "lot:1";
        record.result = "ok";
        record.request_id = "r1";
        record.detail = "{}";
        return write([&](Writer& writer) { return audit::append(writer, record, chain); });
    }
};

TEST_P(AuditStoreTest, RecordsAreNumberedFromZeroAndChained) {
    EXPECT_EQ(read([](Reader& reader) { return audit::last(reader); }).value(), std::nullopt);
    EXPECT_EQ(append("a")->hash, "(0a)");
    const auto second = append("b");
    EXPECT_EQ(second->position, 1);
    EXPECT_EQ(second->previous_hash, "(0a)");
    const auto stored = read([](Reader& reader) { return audit::last(reader); }).value();
    ASSERT_TRUE(stored);
    EXPECT_EQ(*stored, *second);
    EXPECT_EQ(stored->hash, "((0a)1b)");
    EXPECT_EQ(stored->party, model::PartyId(7));
}

TEST_P(AuditStoreTest, PagesByPosition) {
    for (const auto* action : {"a", "b", "c"}) ASSERT_TRUE(append(action).ok());
    const auto page = [&](std::int64_t from, std::int64_t limit) {
        std::string actions;
        const auto records = read([&](Reader& reader) { return audit::page(reader, from, limit); });
        for (const auto& record : *records) actions += record.action;
        return actions;
    };
    EXPECT_EQ(page(0, 2), "ab");
    EXPECT_EQ(page(2, 2), "c");
    EXPECT_EQ(page(3, 2), "");
}

TEST_P(AuditStoreTest, WritersAtOnceLeaveNoGap) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([this] {
            for (int n = 0; n < 10; ++n) EXPECT_TRUE(append("x").ok());
        });
    }
    for (auto& thread : threads) thread.join();
    const auto records = read([](Reader& reader) { return audit::page(reader, 0, 100); });
    ASSERT_EQ(records->size(), 40U);
    for (std::size_t i = 1; i < records->size(); ++i) {
        EXPECT_EQ((*records)[i].position, static_cast<std::int64_t>(i));
        EXPECT_EQ((*records)[i].previous_hash, (*records)[i - 1].hash);
    }
}

TEST_P(AuditStoreTest, ARecordOfAnUndoneOperationIsNotKept) {
    const auto outcome = write([](Writer& writer) -> Result<void> {
        QY_TRY(record, audit::append(writer, {}, chain));
        EXPECT_EQ(record.position, 0);
        return denied("storage.changed");
    });
    EXPECT_FALSE(outcome.ok());
    EXPECT_EQ(append("a")->position, 0);
}

TEST_P(AuditStoreTest, FindsByEveryMemberInBothOrders) {
    for (const auto* const action : {"a", "b", "a", "b", "a"}) ASSERT_TRUE(append(action).ok());
    const auto found = [&](audit::Query query) {
        std::string positions;
        const auto records = read([&](Reader& reader) { return audit::search(reader, query); });
        for (const auto& record : *records) positions += std::to_string(record.position);
        return positions;
    };
    using audit::Order;
    EXPECT_EQ(found({.limit = 10}), "43210");
    EXPECT_EQ(found({.action = "a", .limit = 2}), "42");
    EXPECT_EQ(found({.action = "a", .order = Order::oldest_first, .limit = 10}), "024");
    EXPECT_EQ(found({.actor = "operator:1000", .action = "b", .limit = 10}), "31");
    EXPECT_EQ(found({.object = "lot:1", .limit = 1}), "4");
    EXPECT_EQ(found({.result = "ok", .limit = 1}), "4");
    EXPECT_EQ(found({.result = "!ok", .limit = 1}), "");
    EXPECT_EQ(found({.request_id = "r1", .limit = 1}), "4");
    EXPECT_EQ(found({.until = testing::kTestTime, .limit = 1}), "");
    EXPECT_EQ(found({.after = audit::Query::Place{testing::kTestTime, 3}, .limit = 10}), "210");
    EXPECT_EQ(found({.order = Order::oldest_first, .after = audit::Query::Place{testing::kTestTime, 3}, .limit = 10}),
              "4");
}

TEST_P(AuditStoreTest, TheBeginningCanBeCutOff) {
    for (const auto* const action : {"a", "b", "c"}) ASSERT_TRUE(append(action).ok());
    const auto since = [&](Time at) {
        return read([&](Reader& reader) { return audit::first_since(reader, 0, at); }).value();
    };
    EXPECT_EQ(since(testing::kTestTime), 0);
    EXPECT_EQ(since(testing::kTestTime.plus_seconds(1)), std::nullopt);
    EXPECT_EQ(write([](Writer& writer) { return audit::cut(writer, 1); }).value(), 2);
    EXPECT_EQ(read([](Reader& reader) { return audit::first(reader); }).value()->position, 2);
    EXPECT_EQ(read([](Reader& reader) { return audit::find(reader, 1); }).value(), std::nullopt);
    EXPECT_EQ(read([](Reader& reader) { return audit::last_of(reader, "c"); }).value()->position, 2);
    EXPECT_EQ(append("d")->position, 3);
}

QY_ON_EVERY_BACKEND(AuditStoreTest);

}  // namespace
}  // namespace qy::storage
