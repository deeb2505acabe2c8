// What every driver of the port must do in a write transaction.
#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

#include "storage/testing/item_test.h"

namespace qy::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace testing;  // the table

class StoreWriteTest : public testing::ItemTest {};

TEST_P(StoreWriteTest, AWriterSeesItsOwnChangesAndOthersOnlyAfterwards) {
    const auto outcome = write([&](Writer& writer) -> Result<void> {
        QY_TRY(rows, add(writer, 1, "own"));
        EXPECT_EQ(rows, 1);
        EXPECT_EQ(names(writer).value().size(), 1U);
        std::thread([&] { EXPECT_THAT(names(), IsEmpty()); }).join();
        return {};
    });
    EXPECT_TRUE(outcome.ok());
    EXPECT_THAT(names(), ElementsAre("own"));
}

TEST_P(StoreWriteTest, AnErrorOfTheWorkIsReturnedAndUndoesItsChanges) {
    const auto outcome = write([](Writer& writer) -> Result<void> {
        QY_TRY(rows, add(writer, 1, "lost"));
        EXPECT_EQ(rows, 1);
        return conflict("storage.changed");
    });
    EXPECT_EQ(code_of(outcome), "storage.changed");
    EXPECT_THAT(names(), IsEmpty());
}

TEST_P(StoreWriteTest, AnExceptionOfTheWorkUndoesItsChanges) {
    const auto outcome = write([](Writer& writer) -> Result<void> {
        QY_TRY(rows, add(writer, 1, "lost"));
        EXPECT_EQ(rows, 1);
        throw std::runtime_error("a library's exception");
    });
    EXPECT_EQ(code_of(outcome), "storage.exception");
    EXPECT_EQ(outcome.error().kind, ErrorKind::internal);
    EXPECT_EQ(outcome.error().detail.text, "a library's exception");
    EXPECT_EQ(code_of(read([](Reader&) -> Result<void> { throw 1; })), "storage.exception");
    EXPECT_THAT(names(), IsEmpty());
    EXPECT_TRUE(add(2, "the store goes on").ok());
}

TEST_P(StoreWriteTest, ATakenKeyIsAConflictAndTheTransactionGoesOn) {
    ASSERT_TRUE(add(1, "first").ok());
    const auto outcome = write([](Writer& writer) -> Result<void> {
        const auto same_id = add(writer, 1, "other");
        EXPECT_EQ(code_of(same_id), "storage.duplicate");
        EXPECT_EQ(same_id.error().kind, ErrorKind::conflict);
        EXPECT_THAT(same_id.error().arguments, ElementsAre("item.insert"));
        EXPECT_EQ(code_of(add(writer, 2, "first")), "storage.duplicate");
        QY_TRY(rows, add(writer, 3, "third"));
        EXPECT_EQ(rows, 1);
        return {};
    });
    EXPECT_TRUE(outcome.ok());
    EXPECT_THAT(names(), ElementsAre("first", "third"));
}

TEST_P(StoreWriteTest, AMissingReferenceIsAConflictAndTheTransactionGoesOn) {
    const auto outcome = write([](Writer& writer) -> Result<void> {
        const auto orphan = writer.run(kInsert, {{"id", 1}, {"name", "x"}, {"body", nullptr}, {"parent", 99}});
        EXPECT_EQ(code_of(orphan), "storage.reference");
        QY_TRY(rows, add(writer, 2, "kept"));
        EXPECT_EQ(rows, 1);
        return {};
    });
    EXPECT_TRUE(outcome.ok());
    EXPECT_THAT(names(), ElementsAre("kept"));
}

TEST_P(StoreWriteTest, ManyRowsAreWrittenAtOnceAllOrNone) {
    const auto rows_of = [](std::vector<std::pair<std::int64_t, std::string_view>> items) {
        std::vector<BindRow> rows;
        for (const auto& [id, name] : items) {
            rows.push_back({{"id", id}, {"name", name}, {"body", nullptr}, {"parent", nullptr}});
        }
        return rows;
    };
    const auto outcome = write([&](Writer& writer) -> Result<void> {
        EXPECT_EQ(writer.run_many(kInsert, rows_of({{1, "a"}, {2, "b"}, {3, "c"}})).value(), 3);
        EXPECT_EQ(code_of(writer.run_many(kInsert, rows_of({{4, "d"}, {5, "a"}, {6, "f"}}))), "storage.duplicate");
        EXPECT_EQ(writer.run_many(kInsert, {}).value(), 0);
        EXPECT_EQ(writer.run_many(kInsert, rows_of({{7, "g"}})).value(), 1);
        return {};
    });
    EXPECT_TRUE(outcome.ok());
    EXPECT_THAT(names(), ElementsAre("a", "b", "c", "g"));
}

TEST_P(StoreWriteTest, ANestedPieceOfWorkIsUndoneAlone) {
    const auto outcome = write([](Writer& writer) -> Result<void> {
        QY_TRY(first, add(writer, 1, "kept"));
        EXPECT_EQ(first, 1);
        const auto refused = writer.nested([&]() -> Result<void> {
            QY_TRY(second, add(writer, 2, "undone"));
            EXPECT_EQ(second, 1);
            EXPECT_TRUE(writer.nested([&] { return add(writer, 3, "undone too"); }).ok());
            return conflict("storage.changed");
        });
        EXPECT_EQ(code_of(refused), "storage.changed");
        EXPECT_TRUE(writer.nested([&] { return add(writer, 2, "second"); }).ok());
        return {};
    });
    EXPECT_TRUE(outcome.ok());
    EXPECT_THAT(names(), ElementsAre("kept", "second"));
}

TEST_P(StoreWriteTest, TextsThatNotEveryDatabaseCanKeepAreRefused) {
    using namespace std::string_view_literals;
    for (const auto text : {"a\0b"sv, "\0"sv, "\xff"sv, "\xed\xa0\x80"sv}) {
        const auto written = add(1, text);
        EXPECT_EQ(code_of(written), "storage.text");
        EXPECT_EQ(written.error().kind, ErrorKind::invalid);
        EXPECT_THAT(written.error().arguments, ElementsAre("item.insert"));
    }
    constexpr Statement kByName{"item.by_names", "SELECT name FROM item WHERE name {in:names}"};
    const std::vector<std::string> list{"fine", std::string("a\0b", 3)};
    const auto asked = read([&](Reader& reader) {
        return reader.all(kByName, {{"names", list}}, [](const Row& row) { return std::string(row.text(0)); });
    });
    EXPECT_EQ(code_of(asked), "storage.text");
    EXPECT_THAT(names(), IsEmpty());
}

TEST_P(StoreWriteTest, AnOverlookedFailureOfTheStoreKeepsNothing) {
    constexpr Statement kWrong{"item.wrong_write", "INSERT INTO item (nothing) VALUES (1)"};
    const auto outcome = write([&](Writer& writer) -> Result<void> {
        QY_TRY(rows, add(writer, 1, "lost"));
        EXPECT_EQ(rows, 1);
        EXPECT_FALSE(writer.run(kWrong, {}).ok());
        return {};  // as if nothing had happened
    });
    EXPECT_EQ(code_of(outcome), "storage.statement");
    EXPECT_THAT(names(), IsEmpty());
}

QY_ON_EVERY_BACKEND(StoreWriteTest);

}  // namespace
}  // namespace qy::storage
