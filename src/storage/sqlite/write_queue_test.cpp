// The write queue over SQLite, whose failures can be brought about one by one.
#include "write_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "base/limits.h"
#include "sqlite/connection.h"
#include "storage/testing/temp_store.h"

namespace qy::storage {
namespace {

constexpr Statement kInsert{"item.insert", "INSERT INTO item (item_id) VALUES ($id)"};
constexpr Statement kCount{"item.count", "SELECT count(*) FROM item"};
constexpr Statement kVersion{"item.version", "PRAGMA data_version"};

class WriteQueueTest : public ::testing::Test {
 protected:
    WriteQueueTest() {
        auto writer = Connection::open(options_, Connection::Access::write).value();
        EXPECT_TRUE(writer
                        ->execute("schema",
                                  "CREATE TABLE item (item_id INTEGER NOT NULL PRIMARY KEY, body BLOB, parent_id "
                                  "INTEGER REFERENCES item (item_id)) STRICT")
                        .ok());
        queue_ = std::make_unique<WriteQueue>(std::move(writer));
        beside_ = Connection::open(options_, Connection::Access::read).value();
    }

    static bool add(Writer& writer, std::int64_t id) { return writer.run(kInsert, {{"id", id}}).ok(); }
    // What another program sees: only what is committed.
    std::int64_t number(const Statement& statement) {
        std::int64_t found = -1;
        EXPECT_TRUE(beside_
                        ->each_until(statement, {},
                                     [&](const Row& row) -> Result<bool> {
                                         found = row.integer(0);
                                         return true;
                                     })
                        .ok());
        return found;
    }
    std::string code_of_run(const std::function<bool(Writer&)>& work) {
        const auto outcome = queue_->run(work);
        return outcome.ok() ? "ok" : outcome.error().code;
    }
    void wait_for_callers(std::size_t count) const {
        while (queue_->waiting() < count) std::this_thread::yield();
    }
    // Runs `first` and then all of `others`, which are in line before `first` ends: one group, if it is large enough.
    // Returns the codes of the others in their order.
    std::vector<std::string> run_together(const std::function<bool(Writer&)>& first,
                                          const std::vector<std::function<bool(Writer&)>>& others) {
        std::vector<std::string> codes(others.size());
        std::vector<std::thread> threads;
        first_code_ = code_of_run([&](Writer& writer) {
            for (std::size_t i = 0; i < others.size(); ++i) {
                threads.emplace_back([&, i] { codes[i] = code_of_run(others[i]); });
                wait_for_callers(i + 1);  // one after the other, so that their order is known
            }
            return first(writer);
        });
        for (auto& thread : threads) thread.join();
        return codes;
    }

    testing::TempFolder folder_;
    SqliteOptions options_{.path = folder_.path() + "/test.db", .busy_timeout_ms = 0};
    std::unique_ptr<WriteQueue> queue_;
    std::unique_ptr<Connection> beside_;
    std::string first_code_;
};

TEST_F(WriteQueueTest, WaitingCallersShareOneCommitAndOneFailureUndoesOnlyItself) {
    std::int64_t seen_by_last = -1;
    const auto codes = run_together(
        [](Writer& writer) { return add(writer, 1); },
        {[](Writer& writer) { return add(writer, 2) && false; }, [](Writer& writer) -> bool { throw add(writer, 3); },
         [&](Writer& writer) {
             seen_by_last = number(kCount);
             return add(writer, 4);
         }});
    EXPECT_EQ(seen_by_last, 0);  // nothing is committed before the whole group has run
    EXPECT_EQ(first_code_, "ok");
    EXPECT_EQ(codes, (std::vector<std::string>{"ok", "storage.exception", "ok"}));
    EXPECT_EQ(number(kCount), 2);
}

// The first of a group has no savepoint to go back to.
TEST_F(WriteQueueTest, AFailedFirstUndoesItselfAndTheOthersGoOn) {
    const auto codes = run_together(
        [](Writer& writer) { return add(writer, 1) && false; },
        {[](Writer& writer) { return add(writer, 1); }, [](Writer& writer) { return add(writer, 2) && false; },
         [](Writer& writer) { return add(writer, 3); }});
    EXPECT_EQ(first_code_, "ok");  // the queue did as it was told; the port tells the work's own error
    EXPECT_EQ(codes, (std::vector<std::string>{"ok", "ok", "ok"}));
    EXPECT_EQ(number(kCount), 2);
    EXPECT_EQ(code_of_run([](Writer& writer) -> bool { throw add(writer, 4); }), "storage.exception");
    EXPECT_EQ(number(kCount), 2);
}

TEST_F(WriteQueueTest, AGroupHoldsAtMostItsLimit) {
    for (const std::size_t callers :
         {limits::write_group_max - 1, limits::write_group_max, limits::write_group_max + 1}) {
        std::set<std::int64_t> versions;  // another connection's version of the data changes with every commit
        const auto look = [&](Writer& writer) {
            versions.insert(number(kVersion));
            return writer.script("touch", "INSERT INTO item (body) VALUES (NULL)").ok();
        };
        run_together(look, std::vector<std::function<bool(Writer&)>>(callers - 1, look));
        EXPECT_EQ(versions.size(), callers <= limits::write_group_max ? 1U : 2U) << callers;
    }
}

TEST_F(WriteQueueTest, AFailedCommitFailsTheWholeGroup) {
    const auto codes = run_together([](Writer& writer) { return add(writer, 1); },
                                    {[](Writer& writer) { return add(writer, 2) && false; },
                                     [](Writer& writer) {  // found only by the commit
                                         return writer
                                             .script("orphan",
                                                     "PRAGMA defer_foreign_keys = ON; INSERT INTO item (item_id, "
                                                     "parent_id) VALUES (3, 99)")
                                             .ok();
                                     }});
    EXPECT_EQ(first_code_, "storage.reference");
    EXPECT_EQ(codes, (std::vector<std::string>{"storage.reference", "storage.reference"}));
    EXPECT_EQ(number(kCount), 0);
    EXPECT_EQ(code_of_run([](Writer& writer) { return add(writer, 4); }), "ok");
}

TEST_F(WriteQueueTest, AFullDiskIsToldAndTheNextWriteTriesAnew) {
    ASSERT_EQ(code_of_run([](Writer& writer) { return writer.script("limit", "PRAGMA max_page_count = 10").ok(); }),
              "ok");
    const auto fill = [](Writer& writer) {
        return writer.script("fill", "INSERT INTO item (body) VALUES (zeroblob(1000000))").ok();
    };
    EXPECT_EQ(code_of_run(fill), "storage.unavailable");
    EXPECT_EQ(number(kCount), 0);
    EXPECT_EQ(code_of_run([](Writer& writer) { return add(writer, 1); }), "ok");
    ASSERT_EQ(code_of_run([](Writer& writer) { return writer.script("limit", "PRAGMA max_page_count = 100000").ok(); }),
              "ok");
    EXPECT_EQ(code_of_run(fill), "ok");
    EXPECT_EQ(number(kCount), 2);
}

TEST_F(WriteQueueTest, ATransactionThatEndsEarlyFailsTheGroup) {
    const auto codes = run_together([](Writer& writer) { return add(writer, 1); },
                                    {[](Writer& writer) { return writer.script("end", "ROLLBACK").ok(); },
                                     [](Writer& writer) { return add(writer, 2); }});
    EXPECT_EQ(first_code_, "storage.unavailable");
    EXPECT_EQ(codes[0], "storage.unavailable");
    EXPECT_EQ(codes[1], "ok");  // the next group
    EXPECT_EQ(number(kCount), 1);
}

TEST_F(WriteQueueTest, AnotherProgramsLockIsBusyAndNothingIsRun) {
    auto other = Connection::open(options_, Connection::Access::write).value();
    ASSERT_TRUE(other->execute("lock", "BEGIN IMMEDIATE").ok());
    bool ran = false;
    const auto work = [&](Writer& writer) {
        ran = true;
        return add(writer, 1);
    };
    EXPECT_EQ(code_of_run(work), "storage.busy");
    EXPECT_FALSE(ran);
    ASSERT_TRUE(other->execute("unlock", "COMMIT").ok());
    EXPECT_EQ(code_of_run(work), "ok");
}

TEST_F(WriteQueueTest, WhoWaitsIsServedBeforeTheQueueEnds) {
    std::atomic<int> served = 0;
    std::vector<std::thread> threads;
    const auto code = code_of_run([&](Writer&) {
        for (std::size_t i = 0; i < 3; ++i) {
            threads.emplace_back([&] { served += queue_->run([](Writer&) { return true; }).ok() ? 1 : 0; });
        }
        wait_for_callers(3);
        return true;
    });
    EXPECT_EQ(code, "ok");
    queue_.reset();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(served, 3);
}

}  // namespace
}  // namespace qy::storage
