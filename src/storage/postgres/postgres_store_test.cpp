// What is PostgreSQL's own: the server, its end and its return, time limits, encryption, other programs.
#include "storage/postgres.h"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <latch>
#include <thread>

#include "storage/testing/cutting_proxy.h"
#include "storage/testing/postgres_server.h"

namespace qy::storage {
namespace {

using testing::CuttingProxy;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::PostgresServer;

constexpr Statement kCount{"item.count", "SELECT count(*) FROM item"};
constexpr Statement kAppend{"item.append",
                            "INSERT INTO item (item_id) VALUES ((SELECT coalesce(max(item_id), 0) + 1 FROM item))"};
constexpr Statement kSleep{"sleep", "SELECT 1 FROM pg_sleep(5)"};
constexpr Statement kEncrypted{"encrypted", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"};
constexpr Statement kEndMe{"end_me", "SELECT pg_terminate_backend(pg_backend_pid())"};

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}
std::int64_t count(Store& store) {
    return store
        .read([](Reader& reader) { return reader.first(kCount, {}, [](const Row& row) { return row.integer(0); }); })
        .value()
        .value();
}
Result<std::int64_t> append(Store& store) {
    return store.write([](Writer& writer) { return writer.run(kAppend, {}); });
}

class PostgresStoreTest : public ::testing::Test {
 protected:
    /// A new database with the table.
    static std::string new_database(PostgresServer& server) {
        auto name = server.create_database();
        const auto made = open_postgres({.url = server.url(name)}).value()->write([](Writer& writer) {
            return writer.script("schema", "CREATE TABLE item (item_id {id} NOT NULL PRIMARY KEY){strict}");
        });
        EXPECT_TRUE(made.ok());
        return name;
    }
    std::unique_ptr<Store> open() { return open_postgres(options_).value(); }

    PostgresServer& server_ = PostgresServer::shared();
    PostgresOptions options_{.url = server_.url(new_database(server_)), .readers = 2};
};

TEST_F(PostgresStoreTest, SessionsAreMadeAnewAfterTheServerWasAway) {
    PostgresServer own;
    options_.url = own.url(new_database(own));
    const auto store = open();
    for (const std::string away : {"restart", "kill"}) {
        ASSERT_TRUE(append(*store).ok());
        const auto before = count(*store);
        own.command(away);
        if (away == "kill") {
            EXPECT_EQ(code_of(append(*store)), "storage.unavailable");
            const auto read = store->read(
                [](Reader& reader) { return reader.all(kCount, {}, [](const Row& row) { return row.integer(0); }); });
            EXPECT_EQ(code_of(read), "storage.unavailable");
            EXPECT_TRUE(read.error().arguments.empty()) << "where the server is stays private";
            own.command("start");
        }
        EXPECT_EQ(count(*store), before) << away;
        EXPECT_TRUE(append(*store).ok()) << away;
    }
    EXPECT_EQ(count(*store), 4);
}

TEST_F(PostgresStoreTest, ASessionThatEndsInsideASnapshotIsToldAndTheNextOneIsNew) {
    const auto store = open();
    const auto outcome = store->read([](Reader& reader) -> Result<void> {
        QY_TRY(before, reader.first(kCount, {}, [](const Row& row) { return row.integer(0); }));
        EXPECT_EQ(before, 0);
        EXPECT_EQ(code_of(reader.first(kEndMe, {}, [](const Row&) { return 0; })), "storage.unavailable");
        QY_TRY(after, reader.first(kCount, {}, [](const Row& row) { return row.integer(0); }));  // another snapshot?
        EXPECT_EQ(after, 0);
        return {};
    });
    EXPECT_EQ(code_of(outcome), "storage.unavailable");
    EXPECT_EQ(count(*store), 0);
}

struct CutCase {
    CuttingProxy::Cut cut;
    bool refuse;
    const char* code;
    std::int64_t rows;
};

TEST_F(PostgresStoreTest, ACommitWhoseAnswerIsLostIsLookedUp) {
    using enum CuttingProxy::Cut;
    for (const auto& one :
         {CutCase{before_request, false, "storage.unavailable", 0}, CutCase{before_answer, false, "ok", 1},
          CutCase{before_answer, true, "storage.outcome_unknown", 1},
          CutCase{before_request, true, "storage.outcome_unknown", 0}}) {
        const auto name = new_database(server_);
        CuttingProxy proxy(server_.folder(), server_.port());
        options_.url = "postgres://qiongyuan@/" + name + "?host=" + proxy.folder() + "&port=" + server_.port();
        options_.outcome_timeout_ms = 200;
        const auto store = open();
        proxy.cut_next(one.cut, one.refuse);
        int runs = 0;
        const auto outcome = store->write([&](Writer& writer) {
            ++runs;
            return writer.run(kAppend, {});
        });
        EXPECT_EQ(code_of(outcome), one.code);
        EXPECT_TRUE(proxy.has_cut());
        EXPECT_EQ(runs, 1);
        EXPECT_EQ(count(*open_postgres({.url = server_.url(name)}).value()), one.rows) << one.code;
    }
}

TEST_F(PostgresStoreTest, ProgramsOnOneDatabaseWriteOneAfterTheOther) {
    constexpr int kEach = 40;
    const std::unique_ptr<Store> programs[] = {open(), open()};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (int k = 0; k < kEach; ++k) EXPECT_EQ(code_of(append(*programs[i % 2])), "ok");
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(count(*programs[0]), 4 * kEach);
}

TEST_F(PostgresStoreTest, AnotherProgramsGroupIsWaitedForSoLongAndNothingIsRun) {
    const auto other = open();
    options_.lock_timeout_ms = 50;
    const auto store = open();
    std::latch inside(1);
    std::latch over(1);
    std::thread holder([&] {
        EXPECT_TRUE(other
                        ->write([&](Writer&) -> Result<void> {
                            inside.count_down();
                            over.wait();
                            return {};
                        })
                        .ok());
    });
    inside.wait();
    bool ran = false;
    const auto outcome = store->write([&](Writer& writer) {
        ran = true;
        return writer.run(kAppend, {});
    });
    over.count_down();
    holder.join();
    EXPECT_EQ(code_of(outcome), "storage.busy");
    EXPECT_FALSE(ran);
    EXPECT_TRUE(append(*store).ok());
}

TEST_F(PostgresStoreTest, AStatementThatTakesTooLongIsBusy) {
    options_.statement_timeout_ms = 50;
    const auto store = open();
    const auto slow = [](Reader& reader) { return reader.first(kSleep, {}, [](const Row&) { return 0; }); };
    EXPECT_EQ(code_of(store->read(slow)), "storage.busy");
    EXPECT_EQ(code_of(store->write([&](Writer& writer) { return slow(writer); })), "storage.busy");
    // Migrations may take their time.
    EXPECT_TRUE(store->write([](Writer& writer) { return writer.script("slow", "SELECT pg_sleep(0.1)"); }).ok());
    EXPECT_EQ(code_of(store->write([&](Writer& writer) { return slow(writer); })), "storage.busy");
}

TEST_F(PostgresStoreTest, AReaderBeyondThePoolIsBusyAfterTheTimeout) {
    options_.reader_timeout_ms = 50;
    const auto store = open();
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
    EXPECT_EQ(code_of(store->read([](Reader&) -> Result<void> { return {}; })), "storage.busy");
    over.count_down();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(count(*store), 0);
}

TEST_F(PostgresStoreTest, WhatCannotBeOpenedIsToldWithoutThePassword) {
    server_.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    struct Case {
        std::string url;
        const char* code;
    };
    for (const auto& one : {Case{server_.url("missing"), "storage.connection"},
                            Case{"postgres://li:sesame@127.0.0.1:1/qy", "storage.connection"},
                            Case{"postgres://li:sesame@/qy?host=/nowhere", "storage.connection"},
                            Case{"postgres://li:sesame@/qy?nonsense=1", "storage.connection"},
                            Case{server_.url("latin"), "storage.server"}}) {
        options_.url = one.url;
        const auto outcome = open_postgres(options_);
        ASSERT_EQ(code_of(outcome), one.code) << one.url;
        const auto& error = outcome.error();
        ASSERT_FALSE(error.arguments.empty());
        EXPECT_THAT(error.arguments[0] + error.detail.text, Not(HasSubstr("sesame")));
    }
}

TEST_F(PostgresStoreTest, AnAddressThatDoesNotAnswerIsGivenUp) {
    const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);  // connections are made, and that is all
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::listen(silent, 1), 0);
    ASSERT_EQ(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size), 0);
    options_.url = "postgres://qiongyuan@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/qy";
    options_.connect_timeout_s = 2;
    EXPECT_EQ(code_of(open_postgres(options_)), "storage.connection");
    ::close(silent);
}

TEST_F(PostgresStoreTest, EncryptionIsAsTheAddressAsks) {
    PostgresServer own({"--tls"});
    const auto at = [&](const std::string& host, const std::string& more) {
        options_.url = "postgres://qiongyuan@" + host + ":" + own.port() + "/postgres?hostaddr=127.0.0.1&" + more;
        const auto store = open_postgres(options_);
        if (!store.ok()) return store.error().code;
        const auto found = (*store)->read(
            [](Reader& reader) { return reader.first(kEncrypted, {}, [](const Row& row) { return row.flag(0); }); });
        return std::string(found.value().value() ? "encrypted" : "plain");
    };
    const auto verified = "sslmode=verify-full&sslrootcert=" + own.folder() + "/server.crt";
    EXPECT_EQ(at("localhost", verified), "encrypted");
    EXPECT_EQ(at("localhost", "sslmode=disable"), "plain");
    EXPECT_EQ(at("db.example.cn", verified), "storage.connection");
    EXPECT_EQ(at("localhost", "sslmode=verify-full&sslrootcert=/nowhere.crt"), "storage.connection");
}

}  // namespace
}  // namespace qy::storage
