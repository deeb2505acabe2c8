#include "storage/audit_store.h"

#include <gmock/gmock.h>

#include <thread>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

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

QY_ON_EVERY_BACKEND(AuditStoreTest);

}  // namespace
}  // namespace qy::storage
