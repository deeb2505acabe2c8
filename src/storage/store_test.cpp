// What every driver of the port must do.
#include "storage/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <thread>

#include "storage/testing/item_test.h"

namespace qy::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace testing;  // the table

class StoreTest : public testing::ItemTest {};

TEST_P(StoreTest, WhatIsWrittenIsReadBackAndSurvivesReopening) {
    ASSERT_EQ(add(1, "一").value(), 1);
    store_.reopen();
    EXPECT_THAT(names(), ElementsAre("一"));
}

TEST_P(StoreTest, DescriptionNamesTheDatabase) {
    EXPECT_TRUE(store_->description().starts_with(to_string(GetParam())));
}

TEST_P(StoreTest, ParametersAreBoundByNameInAnyOrder) {
    for (const std::int64_t id : {1, 2, 3}) ASSERT_TRUE(add(id, "n" + std::to_string(id)).ok());
    const auto renamed = write([](Writer& writer) {
        return writer.run(kRename, {{"last", 2}, {"first", 2}, {"name", "two"}});
    });
    EXPECT_EQ(renamed.value(), 1);
    EXPECT_THAT(names(), ElementsAre("n1", "two", "n3"));
}

TEST_P(StoreTest, OneParameterMayStandTwice) {
    constexpr Statement twice{"item.twice", "SELECT $a + $a + $b"};
    const auto sum = read([&](Reader& reader) {
        return reader.first(twice, {{"b", 1}, {"a", 20}}, [](const Row& row) { return row.integer(0); });
    });
    EXPECT_EQ(sum.value(), 41);
}

using StoreDeathTest = StoreTest;
TEST_P(StoreDeathTest, MissingAndUnknownParametersEndTheProgram) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto ask = [&](Binds binds) {
        (void)read([&](Reader& reader) { return reader.first(kNameOf, binds, [](const Row&) { return 0; }); });
    };
    EXPECT_DEATH(ask({}), "parameter=id");
    EXPECT_DEATH(ask({{"id", 1}, {"name", "x"}}), "parameter=name");
}

TEST_P(StoreTest, ValuesComeBackAsTheyWere) {
    static const std::uint8_t kBytes[] = {0, 1, 255, 0};
    constexpr Statement kEcho{"item.echo", "SELECT body, body IS NULL FROM item WHERE item_id = $id"};
    struct Case {
        std::int64_t id;
        std::optional<ByteView> body;
    };
    for (const auto& one : {Case{1, std::nullopt}, Case{2, ByteView{}}, Case{3, ByteView{kBytes}},
                            Case{std::numeric_limits<std::int64_t>::max(), ByteView{kBytes, 1}}}) {
        const auto name = std::to_string(one.id) + " 芒果'\"\\";
        ASSERT_TRUE(write([&](Writer& writer) {
                        return writer.run(kInsert, {{"id", one.id},
                                                    {"name", name},
                                                    one.body ? Bind("body", *one.body) : Bind("body", nullptr),
                                                    {"parent", nullptr}});
                    }).ok());
        ASSERT_TRUE(read([&](Reader& reader) {
                        return reader.each(kEcho, {{"id", one.id}}, [&](const Row& row) -> Result<void> {
                            const auto body = row.bytes(0);
                            const auto expected = one.body.value_or(ByteView{});
                            EXPECT_TRUE(std::ranges::equal(body, expected)) << one.id;
                            EXPECT_EQ(row.is_null(0), !one.body) << one.id;
                            EXPECT_EQ(row.flag(1), !one.body) << one.id;
                            return {};
                        });
                    }).ok());
    }
}

TEST_P(StoreTest, AnEmptyTextIsNotNull) {
    ASSERT_TRUE(add(1, std::string_view{}).ok());  // a view without an address
    EXPECT_THAT(names(), ElementsAre(""));
}

TEST_P(StoreTest, NoIdIsNullAndNullReadsAsNoId) {
    using ItemId = Id<struct ItemTag>;
    constexpr Statement kParents{"item.parents", "SELECT parent_id, parent_id IS NULL FROM item ORDER BY item_id"};
    ASSERT_TRUE(
        write([](Writer& writer) -> Result<void> {
            for (const auto& [id, parent] : {std::pair{1, ItemId()}, std::pair{2, ItemId(1)}}) {
                QY_TRY(rows,
                       writer.run(kInsert,
                                  {{"id", id}, {"name", std::to_string(id)}, {"body", nullptr}, {"parent", parent}}));
                EXPECT_EQ(rows, 1);
            }
            return {};
        }).ok());
    const auto parents = read([&](Reader& reader) {
        return reader.all(kParents, {}, [](const Row& row) { return std::pair{row.id<ItemId>(0), row.flag(1)}; });
    });
    EXPECT_THAT(parents.value(), ElementsAre(std::pair{ItemId(), true}, std::pair{ItemId(1), false}));
}

TEST_P(StoreTest, ListsOfNumbersAndTextsAreMembership) {
    constexpr Statement kByIds{"item.by_ids", "SELECT name FROM item WHERE item_id {in:ids} ORDER BY item_id"};
    constexpr Statement kByNames{"item.by_names",
                                 "SELECT name FROM item WHERE name {in:names} AND item_id < $below ORDER BY item_id"};
    const std::vector<std::string> all = {"甲", "\"quoted\"", "'; DROP TABLE item; --"};
    for (std::size_t i = 0; i < all.size(); ++i) ASSERT_TRUE(add(static_cast<std::int64_t>(i + 1), all[i]).ok());
    const auto by_ids = [&](std::vector<std::int64_t> ids) {
        return read([&](Reader& reader) {
                   return reader.all(kByIds, {{"ids", ids}}, [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    };
    const auto by_names = [&](std::vector<std::string> names) {
        return read([&](Reader& reader) {
                   return reader.all(kByNames, {{"below", 100}, {"names", names}},
                                     [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    };
    EXPECT_THAT(by_ids({}), IsEmpty());
    EXPECT_THAT(by_ids({3, 1, 99, 1}), ElementsAre(all[0], all[2]));
    EXPECT_THAT(by_names({}), IsEmpty());
    EXPECT_EQ(by_names(all), all);
}

TEST_P(StoreTest, FirstTakesOneRowAndSaysWhenThereIsNone) {
    ASSERT_TRUE(add(1, "a").ok());
    ASSERT_TRUE(add(2, "b").ok());
    const auto first = [&](std::int64_t id) {
        return read([&](Reader& reader) {
                   return reader.first(kNameOf, {{"id", id}}, [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    };
    EXPECT_EQ(first(2), "b");
    EXPECT_EQ(first(3), std::nullopt);
}

TEST_P(StoreTest, RowsEndAtTheFirstErrorOrWhenEnough) {
    for (const std::int64_t id : {1, 2, 3}) ASSERT_TRUE(add(id, std::to_string(id)).ok());
    int seen = 0;
    const auto refused = read([&](Reader& reader) {
        return reader.each(kNames, {}, [&](const Row&) -> Result<void> {
            if (++seen == 2) return invalid("member.missing");
            return {};
        });
    });
    EXPECT_EQ(code_of(refused), "member.missing");
    EXPECT_EQ(seen, 2);
    seen = 0;
    EXPECT_TRUE(read([&](Reader& reader) {
                    return reader.each_until(kNames, {}, [&](const Row&) -> Result<bool> { return ++seen < 2; });
                }).ok());
    EXPECT_EQ(seen, 2);
}

TEST_P(StoreTest, AStatementMayBeAskedAgainInsideItsOwnRows) {
    for (const std::int64_t id : {1, 2, 3}) ASSERT_TRUE(add(id, std::to_string(id)).ok());
    int pairs = 0;
    EXPECT_TRUE(read([&](Reader& reader) {
                    return reader.each(kNames, {}, [&](const Row& outer) -> Result<void> {
                        QY_TRY(inner, names(reader));
                        pairs += static_cast<int>(inner.size());
                        EXPECT_FALSE(outer.text(0).empty());
                        return {};
                    });
                }).ok());
    EXPECT_EQ(pairs, 9);
}

TEST_P(StoreTest, ReadingAColumnAsAnotherTypeFails) {
    ASSERT_TRUE(add(1, "a").ok());
    const auto number =
        read([](Reader& reader) { return reader.all(kNames, {}, [](const Row& row) { return row.integer(0); }); });
    EXPECT_EQ(code_of(number), "storage.statement");
    const auto beyond = read(
        [](Reader& reader) { return reader.all(kNames, {}, [](const Row& row) { return std::string(row.text(1)); }); });
    EXPECT_EQ(code_of(beyond), "storage.statement");
}

TEST_P(StoreTest, AStatementThatDoesNotFitTheSchemaIsAFaultOfTheProgram) {
    constexpr Statement kWrong{"item.wrong", "SELECT nothing FROM item"};
    const auto outcome = read([&](Reader& reader) { return reader.all(kWrong, {}, [](const Row&) { return 0; }); });
    EXPECT_EQ(code_of(outcome), "storage.statement");
    EXPECT_EQ(outcome.error().kind, ErrorKind::internal);
    EXPECT_THAT(outcome.error().arguments, ElementsAre("item.wrong"));
}

TEST_P(StoreTest, AReaderCannotWrite) {
    const auto outcome = read([](Reader& reader) {
        return reader.each(kInsert, {{"id", 1}, {"name", "x"}, {"body", nullptr}, {"parent", nullptr}},
                           [](const Row&) -> Result<void> { return {}; });
    });
    EXPECT_FALSE(outcome.ok());
    EXPECT_THAT(names(), IsEmpty());
}

TEST_P(StoreTest, AReaderSeesOneSnapshotWhileOthersWrite) {
    ASSERT_TRUE(add(1, "before").ok());
    const auto outcome = read([&](Reader& reader) -> Result<void> {
        EXPECT_EQ(names(reader).value().size(), 1U);
        EXPECT_TRUE(add(2, "meanwhile").ok());  // does not wait for this reader
        EXPECT_EQ(names(reader).value().size(), 1U);
        EXPECT_EQ(names().size(), 2U);  // a new snapshot
        return {};
    });
    EXPECT_TRUE(outcome.ok());
}

TEST_P(StoreTest, ManyThreadsLoseNothing) {
    constexpr int kThreads = 8;
    constexpr int kEach = 50;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([this, t] {
            for (int i = 0; i < kEach; ++i) {
                const int id = t * kEach + i + 1;
                EXPECT_TRUE(add(id, std::to_string(id)).ok());
                const auto seen = read([&](Reader& reader) {
                    return reader.first(kNameOf, {{"id", id}}, [](const Row& row) { return std::string(row.text(0)); });
                });
                EXPECT_EQ(seen.value(), std::to_string(id));
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(names().size(), static_cast<std::size_t>(kThreads * kEach));
}

QY_ON_EVERY_BACKEND(StoreTest);
INSTANTIATE_TEST_SUITE_P(Backends, StoreDeathTest, ::testing::ValuesIn(testing::kBackends),
                         [](const auto& row) { return std::string(to_string(row.param)); });

}  // namespace
}  // namespace qy::storage
