// What is SQLite's own: files, rights, damage, other programs.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <latch>
#include <thread>

#include "storage/sqlite.h"
#include "storage/testing/temp_store.h"

namespace qy::storage {
namespace {

namespace files = std::filesystem;

constexpr Statement kCount{"item.count", "SELECT count(*) FROM item"};
constexpr Statement kInsert{"item.insert", "INSERT INTO item (body) VALUES ($body)"};
constexpr Statement kSetting{"setting.synchronous", "PRAGMA synchronous"};
constexpr Statement kForeignKeys{"setting.foreign_keys", "PRAGMA foreign_keys"};

class SqliteStoreTest : public ::testing::Test {
 protected:
    std::unique_ptr<Store> open() { return open_sqlite(options_).value(); }
    static std::string code_of(const Result<std::unique_ptr<Store>>& result) {
        return result.ok() ? "ok" : result.error().code;
    }
    static Result<void> make_table(Store& store) {
        return store.write([](Writer& writer) {
            return writer.script(
                "schema", "CREATE TABLE IF NOT EXISTS item (item_id {id} NOT NULL PRIMARY KEY, body {text}){strict}");
        });
    }
    static Result<std::int64_t> add(Store& store, std::string_view body = "x") {
        return store.write([&](Writer& writer) { return writer.run(kInsert, {{"body", body}}); });
    }
    static Result<std::int64_t> number(Store& store, const Statement& statement) {
        return store.read([&](Reader& reader) -> Result<std::int64_t> {
            QY_TRY(found, reader.first(statement, {}, [](const Row& row) { return row.integer(0); }));
            return *found;
        });
    }
    testing::TempFolder folder_;
    SqliteOptions options_{.path = folder_.path() + "/test.db", .readers = 2, .busy_timeout_ms = 50};
};

TEST_F(SqliteStoreTest, FilesAreForTheOwnerAlone) {
    const auto store = open();
    ASSERT_TRUE(make_table(*store).ok());
    for (const auto& entry : files::directory_iterator(folder_.path())) {
        EXPECT_EQ(entry.status().permissions(), files::perms::owner_read | files::perms::owner_write) << entry.path();
    }
}

TEST_F(SqliteStoreTest, ConnectionsAreSetUpAsAsked) {
    const auto store = open();
    constexpr std::int64_t kFull = 2;
    EXPECT_EQ(number(*store, kSetting).value(), kFull);
    EXPECT_EQ(number(*store, kForeignKeys).value(), 1);
    const auto in_writer = store->write([](Writer& writer) -> Result<std::int64_t> {
        QY_TRY(level, writer.first(kSetting, {}, [](const Row& row) { return row.integer(0); }));
        return *level;
    });
    EXPECT_EQ(in_writer.value(), kFull);
}

TEST_F(SqliteStoreTest, WhatWasAnsweredIsInTheFilesEvenIfTheProgramEndsNow) {
    const auto store = open();
    ASSERT_TRUE(make_table(*store).ok());
    ASSERT_TRUE(add(*store).ok());
    const testing::TempFolder copy;  // as the disk stands, the store still open
    for (const auto* name : {"/test.db", "/test.db-wal"}) {
        files::copy_file(folder_.path() + name, copy.path() + name);
    }
    const auto found = open_sqlite({.path = copy.path() + "/test.db"}).value();
    EXPECT_EQ(number(*found, kCount).value(), 1);
}

TEST_F(SqliteStoreTest, AFileThatIsNoDatabaseIsCorrupt) {
    std::ofstream(options_.path) << std::string(5000, 'x');
    EXPECT_EQ(code_of(open_sqlite(options_)), "storage.corrupt");
}

TEST_F(SqliteStoreTest, ADamagedPageIsCorrupt) {
    {
        const auto store = open();
        ASSERT_TRUE(make_table(*store).ok());
        for (int i = 0; i < 100; ++i) ASSERT_TRUE(add(*store, std::string(1000, 'y')).ok());
    }
    {
        std::fstream file(options_.path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        file << std::string(4096, '\xff');
    }
    const auto store = open();
    const auto outcome = number(*store, kCount);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, "storage.corrupt");
}

TEST_F(SqliteStoreTest, AFolderThatIsMissingOrCannotBeWrittenIsUnavailable) {
    for (const auto& path : {folder_.path() + "/missing/test.db", std::string("/proc/test.db"), folder_.path()}) {
        options_.path = path;
        const auto outcome = open_sqlite(options_);
        ASSERT_EQ(code_of(outcome), "storage.unavailable") << path;
        EXPECT_EQ(outcome.error().kind, ErrorKind::unavailable);
    }
}

TEST_F(SqliteStoreTest, AReadOnlyFileRefusesWritesAndStillAnswersReads) {
    {
        const auto store = open();
        ASSERT_TRUE(make_table(*store).ok());
    }
    const auto store = open();
    ASSERT_TRUE(store->write([](Writer& writer) { return writer.script("close", "PRAGMA query_only = ON"); }).ok());
    const auto refused = add(*store);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "storage.unavailable");
    EXPECT_EQ(number(*store, kCount).value(), 0);
}

TEST_F(SqliteStoreTest, TwoProgramsShareOneFile) {
    const auto one = open();
    const auto two = open();
    ASSERT_TRUE(make_table(*one).ok());
    ASSERT_TRUE(add(*two).ok());
    ASSERT_TRUE(add(*one).ok());
    EXPECT_EQ(number(*two, kCount).value(), 2);
}

TEST_F(SqliteStoreTest, AReaderBeyondThePoolIsBusyAfterTheTimeout) {
    const auto store = open();
    ASSERT_TRUE(make_table(*store).ok());
    std::latch all_inside(options_.readers);
    std::latch over(1);
    std::vector<std::thread> threads;
    for (int i = 0; i < options_.readers; ++i) {
        threads.emplace_back([&] {
            EXPECT_TRUE(store
                            ->read([&](Reader&) -> Result<void> {
                                all_inside.count_down();
                                over.wait();
                                return {};
                            })
                            .ok());
        });
    }
    all_inside.wait();
    EXPECT_EQ(number(*store, kCount).error().code, "storage.busy");
    over.count_down();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(number(*store, kCount).value(), 0);
}

}  // namespace
}  // namespace qy::storage
