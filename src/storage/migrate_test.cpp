#include "storage/migrate.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr EmbeddedFile kFirst{"0001_first.sql", "CREATE TABLE one (a {id} NOT NULL PRIMARY KEY){strict};"};
constexpr EmbeddedFile kSecond{"0002_second.sql",
                               "CREATE TABLE two (a {id} NOT NULL PRIMARY KEY){clustered};"
                               "INSERT INTO two (a) VALUES (7);"};
constexpr EmbeddedFile kBroken{"0003_broken.sql",
                               "CREATE TABLE three (a {id}){strict}; CREATE TABLE one (a {id}){strict};"};
constexpr Statement kTwo{"two.count", "SELECT count(*) FROM two"};

class MigrateTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
    Result<MigrationReport> migrate_to(std::vector<EmbeddedFile> files) {
        return migrate(*store_, files, ManualClock(testing::kTestTime));
    }
    static std::string code_of(const Result<MigrationReport>& result) {
        return result.ok() ? "ok" : result.error().code;
    }
    std::int64_t count(const Statement& statement) {
        return store_
            ->read([&](Reader& reader) {
                return reader.first(statement, {}, [](const Row& row) { return row.integer(0); });
            })
            .value()
            .value();
    }
    testing::TempStore store_{GetParam(), testing::Schema::none};
};

TEST_P(MigrateTest, AppliesWhatIsMissingInOrderAndOnce) {
    const auto first = migrate_to({kFirst});
    EXPECT_EQ(first->from, 0);
    EXPECT_EQ(first->to, 1);
    EXPECT_THAT(first->applied, ElementsAre("0001_first.sql"));
    const auto second = migrate_to({kFirst, kSecond});
    EXPECT_EQ(second->from, 1);
    EXPECT_THAT(second->applied, ElementsAre("0002_second.sql"));
    const auto again = migrate_to({kFirst, kSecond});
    EXPECT_EQ(again->from, 2);
    EXPECT_THAT(again->applied, IsEmpty());
    EXPECT_EQ(count(kTwo), 1);
}

TEST_P(MigrateTest, AChangedFileIsNamed) {
    ASSERT_TRUE(migrate_to({kFirst}).ok());
    const EmbeddedFile changed{kFirst.name, "CREATE TABLE one (a {id} NOT NULL PRIMARY KEY){strict}; "};
    const auto outcome = migrate_to({changed, kSecond});
    EXPECT_EQ(code_of(outcome), "migration.changed");
    EXPECT_EQ(outcome.error().kind, ErrorKind::corrupt);
    EXPECT_THAT(outcome.error().arguments, ElementsAre("0001_first.sql"));
}

TEST_P(MigrateTest, ANewerDatabaseIsRefused) {
    ASSERT_TRUE(migrate_to({kFirst, kSecond}).ok());
    const auto outcome = migrate_to({kFirst});
    EXPECT_EQ(code_of(outcome), "migration.newer");
    EXPECT_THAT(outcome.error().arguments, ElementsAre("2", "1"));
}

TEST_P(MigrateTest, AFileThatCameBetweenIsAppliedToo) {
    const EmbeddedFile fourth{"0004_fourth.sql", "CREATE TABLE four (a {id} NOT NULL PRIMARY KEY){strict};"};
    ASSERT_TRUE(migrate_to({kFirst, fourth}).ok());
    const auto later = migrate_to({kFirst, kSecond, fourth});
    ASSERT_EQ(code_of(later), "ok");
    EXPECT_EQ(later->from, 4);
    EXPECT_THAT(later->applied, ElementsAre("0002_second.sql"));
    EXPECT_EQ(count(kTwo), 1);
}

TEST_P(MigrateTest, AFailingFileLeavesThoseBeforeItAndNothingOfItself) {
    EXPECT_FALSE(migrate_to({kFirst, kSecond, kBroken}).ok());
    const auto repaired = migrate_to({kFirst, kSecond, {"0003_broken.sql", "CREATE TABLE three (a {id}){strict};"}});
    EXPECT_EQ(code_of(repaired), "ok");
    EXPECT_EQ(repaired->from, 2);
}

TEST_P(MigrateTest, ProgramsThatStartTogetherApplyEachFileOnce) {
    std::vector<std::thread> programs;
    for (int i = 0; i < 4; ++i) {
        programs.emplace_back([this] { EXPECT_EQ(code_of(migrate_to({kFirst, kSecond})), "ok"); });
    }
    for (auto& program : programs) program.join();
    EXPECT_EQ(count(kTwo), 1);
}

TEST_P(MigrateTest, TheProgramsOwnSchemaIsAppliedAndStaysAfterReopening) {
    const ManualClock clock(testing::kTestTime);
    const auto first = migrate(*store_, embedded::migrations(), clock);
    ASSERT_EQ(code_of(first), "ok") << first.error().detail.text;
    EXPECT_EQ(first->applied.size(), embedded::migrations().size());
    store_.reopen();
    EXPECT_THAT(migrate(*store_, embedded::migrations(), clock)->applied, IsEmpty());
}

TEST(EmbeddedMigrationsTest, AreTheFilesByteForByte) {
    ASSERT_FALSE(embedded::migrations().empty());
    EXPECT_EQ(embedded::migrations()[0].name, "0001_spine.sql");
    for (const auto& file : embedded::migrations()) {
        std::ifstream in(QY_SOURCE_DIR "/src/storage/migrations/" + std::string(file.name), std::ios::binary);
        std::stringstream content;
        content << in.rdbuf();
        EXPECT_EQ(file.content, content.str()) << file.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Backends, MigrateTest, ::testing::ValuesIn(testing::kBackends),
                         [](const auto& row) { return std::string(to_string(row.param)); });

}  // namespace
}  // namespace qy::storage
