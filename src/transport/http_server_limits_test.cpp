// Slow, greedy and too many clients: they lose their own connection and take nobody else's time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "transport/http_server.h"
#include "transport/testing/running_server.h"

namespace qy::transport {
namespace {

using testing::HasSubstr;

std::string get(std::string_view target) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

// Time limits that a test can wait for, and that a loaded machine still keeps; 1 MB a second as the least rate, so that
// bytes buy next to no time.
void shorten(ServerOptions& options) {
    options.limits.header_timeout_ms = 1000;
    options.limits.body_timeout_ms = 500;
    options.limits.write_timeout_ms = 500;
    options.limits.idle_timeout_ms = 500;
    options.limits.linger_ms = 100;
    options.limits.least_bytes_per_second = 1'000'000;
}

TEST(ServerTime, ends_what_takes_too_long) {
    RunningServer running(shorten);
    struct Row {
        std::string what;
        std::string bytes;
        int status;  // 0: closed without a reply
    };
    const Row rows[] = {
        {"a client that says nothing", "", 0},
        {"half a request line", "GET /", 408},
        {"half a header", "GET / HTTP/1.1\r\nHost: h\r\n", 408},
        {"half a body", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf", 408},
        {"half a chunk", "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", 408},
        {"an idle connection", get("/echo"), 200},
    };
    std::vector<RawClient> clients;
    for (const auto& row : rows) {
        clients.push_back(running.http());
        clients.back().send(row.bytes);
    }
    for (std::size_t i = 0; i < clients.size(); ++i) {
        EXPECT_EQ(clients[i].read_reply().status, rows[i].status) << rows[i].what;
        EXPECT_TRUE(clients[i].is_closed_by_peer()) << rows[i].what;
    }
    auto half_open = RawClient::over_tcp(running.port(Listener::https));
    EXPECT_TRUE(half_open.is_closed_by_peer()) << "a TLS handshake that never begins";
    EXPECT_THAT(running.metrics.text(), HasSubstr("reason=\"timeout\""));
}

TEST(ServerTime, a_trickle_of_bytes_does_not_hold_a_connection) {
    RunningServer running(shorten);
    auto client = running.http();
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
    int sent = 0;
    while (sent < 1000 && !client.hears_within(std::chrono::milliseconds(5))) {
        client.send("x");  // each byte comes in time, all together do not
        ++sent;
    }
    EXPECT_LT(sent, 1000);
}

TEST(ServerTime, bytes_at_a_fair_rate_buy_time) {
    // 15 bytes in 1.4 s or more would come too late without the second that each of them buys.
    RunningServer running([](ServerOptions& options) {
        options.limits.body_timeout_ms = 1000;
        options.limits.least_bytes_per_second = 1;
    });
    auto client = running.http();
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 15\r\n\r\n");
    for (int i = 0; i < 15; ++i) {
        client.send("x");
        if (i < 14) {
            EXPECT_FALSE(client.hears_within(std::chrono::milliseconds(100)));
        }
    }
    EXPECT_EQ(client.read_reply().status, 200);
}

TEST(ServerTime, a_reader_that_stops_is_cut_and_holds_no_worker) {
    RunningServer running([](ServerOptions& options) {
        options.limits.write_timeout_ms = 500;
        options.limits.least_bytes_per_second = 10'000'000;
    });
    std::vector<RawClient> readers;
    for (int i = 0; i < 4; ++i) {  // twice as many as there are workers
        readers.push_back(RawClient::slow_reader(running.port(Listener::http)));
        readers.back().send(get(i % 2 == 0 ? "/endless" : "/big?50000000"));
    }
    auto other = running.http();
    other.send(get("/echo"));
    EXPECT_EQ(other.read_reply().status, 200);
    (void)running.access_log(5);  // each of them is cut, and logged
    const int produced = running.handler.produced;
    EXPECT_LT(produced, 400) << "chunks are made when the one before is written, not ahead";
}

TEST(ServerTime, a_handler_may_take_its_time) {
    RunningServer running(shorten);
    auto client = running.http();
    client.send(get("/blocked"));
    ASSERT_TRUE(running.handler.door.has_waiting(1));
    auto idle = running.http();
    EXPECT_TRUE(idle.is_closed_by_peer()) << "all limits have passed meanwhile";
    running.handler.door.open();
    EXPECT_EQ(client.read_reply().status, 200);
}

TEST(ServerLoad, two_hundred_slow_clients_hold_nobody_up) {
    RunningServer running([](ServerOptions& options) {
        options.limits.header_timeout_ms = 600'000;  // slower than any machine that runs this
        options.limits.body_timeout_ms = 600'000;
    });
    std::vector<RawClient> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(running.http());
        slow.back().send(i % 2 == 0 ? "GET /echo HTTP/1.1\r\nHos"
                                    : "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbo");
    }
    for (int i = 0; i < 50; ++i) {
        auto client = i % 2 == 0 ? running.http() : running.https();
        client.send(get("/echo"));
        ASSERT_EQ(client.read_reply().status, 200);
    }
    for (std::size_t i = 0; i < slow.size(); ++i) {
        slow[i].send(i % 2 == 0 ? "t: h\r\n\r\n" : "dy");
        EXPECT_EQ(slow[i].read_reply().body, i % 2 == 0 ? "GET /echo|" : "POST /echo|body");
    }
}

TEST(ServerLoad, a_full_queue_answers_503_and_keeps_the_connection) {
    RunningServer running([](ServerOptions& options) { options.limits.pending_requests_max = 3; });
    std::vector<RawClient> clients;
    for (int i = 0; i < 2; ++i) {
        clients.push_back(running.http());
        clients.back().send(get("/blocked"));
    }
    ASSERT_TRUE(running.handler.door.has_waiting(2)) << "both workers are taken";
    for (int i = 0; i < 3; ++i) {
        clients.push_back(running.http());
        clients.back().send(get("/blocked"));
    }
    while (running.server->pending_requests() < 3) std::this_thread::yield();
    EXPECT_THAT(running.metrics.text(), HasSubstr("qiongyuan_http_pending_requests 3"));
    auto over = running.http();
    over.send(get("/blocked"));
    const auto reply = over.read_reply();
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.headers.at("retry-after"), "1");
    EXPECT_THAT(reply.body, HasSubstr("http.busy"));
    over.send(get("/inline"));
    EXPECT_EQ(over.read_reply().status, 200) << "what needs no worker is still answered";
    running.handler.door.open();
    for (auto& client : clients) EXPECT_EQ(client.read_reply().status, 200);
    over.send(get("/echo"));
    EXPECT_EQ(over.read_reply().status, 200);
}

TEST(ServerLoad, connections_are_limited_in_all_and_of_one_address) {
    RunningServer running([](ServerOptions& options) {
        options.limits.connections_max = 4;
        options.limits.connections_per_address_max = 2;
    });
    const auto port = running.port(Listener::http);
    const auto answers = [](RawClient& client) {
        client.send(get("/echo"));
        return client.read_reply().status;
    };
    auto first = RawClient::over_tcp(port);
    auto second = RawClient::over_tcp(port);
    EXPECT_EQ(answers(first), 200);
    EXPECT_EQ(answers(second), 200);
    auto third = RawClient::over_tcp(port);
    EXPECT_EQ(third.read_reply().status, 503) << "the third of one address";
    EXPECT_FALSE(running.https().is_open()) << "TLS: closed before the handshake";
    auto other = RawClient::over_tcp(port, "127.0.0.2");
    EXPECT_EQ(answers(other), 200);
    auto admin = RawClient::over_unix(running.admin_path);
    EXPECT_EQ(answers(admin), 200);
    auto fifth = RawClient::over_tcp(port, "127.0.0.3");
    EXPECT_EQ(fifth.read_reply().status, 503) << "the fifth of all";
    { const RawClient gone = std::move(first); }
    while (running.server->connections() > 3) std::this_thread::yield();
    auto again = RawClient::over_tcp(port);
    EXPECT_EQ(answers(again), 200);
}

TEST(ServerLoad, bodies_of_all_connections_share_one_bound) {
    RunningServer running([](ServerOptions& options) { options.limits.buffered_bytes_max = 1'000'000; });
    const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 700000\r\n\r\n";
    auto first = running.http();
    first.send(head + std::string(600'000, 'x'));
    auto second = running.http();
    second.send(head + std::string(600'000, 'x'));
    // Whichever of the two comes over the bound is refused; the other goes through.
    const auto refused = [](RawClient& client) {
        client.send(std::string(100'000, 'x'));
        return client.read_reply().status;
    };
    const int one = refused(second);
    const int two = refused(first);
    EXPECT_TRUE((one == 503 && two == 200) || (one == 200 && two == 503)) << one << " " << two;
    auto third = running.http();
    third.send(head + std::string(700'000, 'x'));
    EXPECT_EQ(third.read_reply().status, 200) << "the bytes have been given back";
}

TEST(ServerLoad, addresses_over_their_rate_get_429_before_their_body) {
    RunningServer running({}, {.requests_per_minute = 2, .failures_per_minute = 0});
    auto client = running.http();
    for (const int status : {200, 200, 429}) {
        client.send(get("/echo"));
        EXPECT_EQ(client.read_reply().status, status);
    }
    client.send(get("/free"));
    EXPECT_EQ(client.read_reply().status, 200) << "a route without limits, on the same connection";
    auto admin = RawClient::over_unix(running.admin_path);
    admin.send(get("/echo"));
    EXPECT_EQ(admin.read_reply().status, 200);
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.status, 429);
    EXPECT_TRUE(reply.headers.contains("retry-after"));
    EXPECT_TRUE(client.is_closed_by_peer()) << "the body that follows belongs to nothing";
}

TEST(ServerLoad, failures_are_limited_too) {
    RunningServer running({}, {.requests_per_minute = 0, .failures_per_minute = 3});
    auto client = running.http();
    for (const int status : {200, 200, 200, 429}) {
        client.send(get("/failure"));
        EXPECT_EQ(client.read_reply().status, status);
    }
}

}  // namespace
}  // namespace qy::transport
