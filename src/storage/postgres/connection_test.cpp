// What a statement costs, and what travels.
#include "postgres/connection.h"

#include <gtest/gtest.h>

#include <utility>

#include "storage/testing/postgres_server.h"

namespace qy::storage {
namespace {

constexpr Statement kSave{"test.save", "SAVEPOINT work"};
constexpr Statement kKeep{"test.keep", "RELEASE SAVEPOINT work"};
constexpr Statement kInsert{"item.insert", "INSERT INTO item (item_id, name) VALUES ($id, $name)"};
constexpr Statement kCount{"item.count", "SELECT count(*) FROM item"};

TEST(NumberedSqlTest, NamesAreNumberedByFirstAppearanceOutsideOfTexts) {
    const auto sql =
        numbered("SELECT '$a', b FROM t WHERE b = $b AND a = $a_1 OR b > $b OR c {in:list} AND d = '''$d'");
    EXPECT_EQ(sql.text, "SELECT '$a', b FROM t WHERE b = $1 AND a = $2 OR b > $1 OR c = ANY($3) AND d = '''$d'");
    EXPECT_EQ(sql.names, (std::vector<std::string>{"b", "a_1", "list"}));
}

class PgConnectionTest : public ::testing::Test {
 protected:
    PgConnectionTest() {
        EXPECT_TRUE(writer_->begin_group().ok());
        EXPECT_TRUE(
            writer_->script("schema", "CREATE TABLE item (item_id {id} NOT NULL PRIMARY KEY, name {text}){strict}")
                .ok());
        EXPECT_TRUE(writer_->commit_group().ok());
    }
    Result<std::int64_t> insert(std::int64_t id) {
        const Bind binds[] = {{"id", id}, {"name", "n"}};
        return writer_->run(kInsert, binds);
    }
    std::int64_t count(ReadConnection& connection) {
        std::int64_t found = -1;
        EXPECT_TRUE(connection
                        .each_until(kCount, {},
                                    [&](const Row& row) -> Result<bool> {
                                        found = row.integer(0);
                                        return true;
                                    })
                        .ok());
        return found;
    }
    /// Round trips of `work`.
    template <class Work>
    static std::int64_t trips(const PgConnection& connection, Work work) {
        const auto before = connection.round_trips();
        work();
        return connection.round_trips() - before;
    }

    testing::PostgresServer& server_ = testing::PostgresServer::shared();
    PostgresOptions options_{.url = server_.url(server_.create_database())};
    std::unique_ptr<PgConnection> writer_ = PgConnection::open(options_, PgConnection::Access::write).value();
    std::unique_ptr<PgConnection> reader_ = PgConnection::open(options_, PgConnection::Access::read).value();
};

TEST_F(PgConnectionTest, ASnapshotCostsARoundTripForEachStatement) {
    for (const int statements : {0, 1, 3}) {
        EXPECT_EQ(trips(*reader_,
                        [&] {
                            ASSERT_TRUE(reader_->begin_snapshot().ok());
                            for (int i = 0; i < statements; ++i) EXPECT_EQ(count(*reader_), 0);
                            reader_->end_snapshot();
                        }),
                  statements);
    }
}

TEST_F(PgConnectionTest, AGroupCostsTwoMoreThanItsStatementsHoweverManySavepointsAndRefusals) {
    bool taken = false;
    EXPECT_EQ(trips(*writer_,
                    [&] {
                        ASSERT_TRUE(writer_->begin_group().ok());
                        for (const std::int64_t id : {1, 2, 2, 3}) {
                            EXPECT_TRUE(writer_->control(kSave).ok());
                            EXPECT_EQ(insert(id).ok(), id != 2 || !std::exchange(taken, true));
                            EXPECT_TRUE(writer_->control(kKeep).ok());
                        }
                        EXPECT_TRUE(writer_->commit_group().ok());
                    }),
              2 + 4);
    ASSERT_TRUE(reader_->begin_snapshot().ok());
    EXPECT_EQ(count(*reader_), 3);
}

TEST_F(PgConnectionTest, ManyRowsCostOneRoundTrip) {
    std::vector<BindRow> rows;
    for (std::int64_t id = 0; id < 5'000; ++id) {
        rows.push_back({{"id", id}, id % 2 == 0 ? Bind("name", nullptr) : Bind("name", "n")});
    }
    ASSERT_TRUE(writer_->begin_group().ok());
    EXPECT_EQ(trips(*writer_, [&] { EXPECT_EQ(writer_->run_many(kInsert, rows).value(), 5'000); }), 1);
    EXPECT_TRUE(writer_->commit_group().ok());
    ASSERT_TRUE(reader_->begin_snapshot().ok());
    EXPECT_EQ(count(*reader_), 5'000);
}

TEST_F(PgConnectionTest, CommittingWhatHadFailedIsNoSuccess) {
    constexpr Statement kWrong{"wrong", "SELECT nothing"};
    ASSERT_TRUE(writer_->begin_group().ok());
    ASSERT_TRUE(insert(1).ok());
    EXPECT_FALSE(writer_->each_until(kWrong, {}, [](const Row&) -> Result<bool> { return true; }).ok());
    EXPECT_FALSE(writer_->commit_group().ok());
    writer_->abandon_group();
    EXPECT_FALSE(writer_->in_group());
    ASSERT_TRUE(reader_->begin_snapshot().ok());
    EXPECT_EQ(count(*reader_), 0);
}

}  // namespace
}  // namespace qy::storage
