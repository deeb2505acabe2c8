#include "storage/store.h"

#include <gtest/gtest.h>

#include <thread>

#include "storage/testing/temp_store.h"

namespace qy::storage {
namespace {

constexpr std::string_view kSchema =
    "CREATE TABLE item (item_id {id} NOT NULL PRIMARY KEY, name {text} NOT NULL UNIQUE, body {bytes}, parent_id {id} "
    "REFERENCES item (item_id)){strict}";
constexpr Statement kInsert{"item.insert",
                            "INSERT INTO item (item_id, name, body, parent_id) VALUES ($id, $name, $body, $parent)"};
constexpr Statement kName{"item.name", "SELECT name FROM item WHERE item_id = $id"};
constexpr Statement kNames{"item.names", "SELECT name FROM item ORDER BY item_id"};
constexpr Statement kCount{"item.count", "SELECT count(*) FROM item"};

class StoreTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
    StoreTest() : store_(GetParam(), testing::Schema::none) {
        EXPECT_TRUE(store_->write([](Writer& writer) { return writer.script("schema", kSchema); }).ok());
    }
    static Result<std::int64_t> insert(Writer& writer, std::int64_t id, std::string_view name) {
        return writer.run(kInsert, {{"id", id}, {"name", name}, {"body", nullptr}, {"parent", nullptr}});
    }
    Result<std::int64_t> insert(std::int64_t id, std::string_view name) {
        return store_->write([&](Writer& writer) { return insert(writer, id, name); });
    }
    static Result<std::int64_t> count(Reader& reader) {
        QY_TRY(found, reader.first(kCount, {}, [](const Row& row) { return row.integer(0); }));
        return *found;
    }
    std::int64_t count() {
        return store_->read([](Reader& reader) { return count(reader); }).value();
    }
    testing::TempStore store_;
};

TEST_P(StoreTest, WhatIsWrittenIsReadBackAndSurvivesReopening) {
    ASSERT_TRUE(insert(1, "一").ok());
    store_.reopen();
    const auto name = store_->read([](Reader& reader) {
        return reader.first(kName, {{"id", 1}}, [](const Row& row) { return std::string(row.text(0)); });
    });
    EXPECT_EQ(name.value(), "一");
}

INSTANTIATE_TEST_SUITE_P(Backends, StoreTest, ::testing::ValuesIn(testing::kBackends),
                         [](const auto& row) { return std::string(testing::to_string(row.param)); });

TEST(SpineSchemaTest, RunsOnAnEmptyDatabase) {
    EXPECT_NE(testing::TempStore()->description(), "");
}

}  // namespace
}  // namespace qy::storage
