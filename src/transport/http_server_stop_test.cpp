// Stopping: what runs is finished, what idles is closed, what takes too long is cut.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "transport/http_server.h"
#include "transport/testing/running_server.h"

namespace qy::transport {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::string get(std::string_view target) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

std::future<void> stop(RunningServer& running, milliseconds grace) {
    return std::async(std::launch::async, [&running, grace] { running.server->stop(grace); });
}

TEST(ServerStop, finishes_running_requests_and_closes_idle_ones) {
    RunningServer running;
    auto idle = running.https();
    idle.send(get("/echo"));
    ASSERT_EQ(idle.read_reply().status, 200);
    auto busy = running.https();
    busy.send(get("/blocked"));
    ASSERT_TRUE(running.handler.door.has_waiting(1));
    const auto port = running.port(Listener::https);

    auto stopped = stop(running, seconds(10));
    EXPECT_TRUE(idle.is_closed_by_peer());
    EXPECT_FALSE(RawClient::over_tcp(port).is_open()) << "no new connections";
    EXPECT_FALSE(std::filesystem::exists(running.admin_path));
    EXPECT_EQ(stopped.wait_for(seconds(0)), std::future_status::timeout) << "it waits for the request";
    running.handler.door.open();
    const auto reply = busy.read_reply();
    EXPECT_EQ(reply.body, "GET /blocked|");
    EXPECT_EQ(reply.headers.at("connection"), "close");
    EXPECT_TRUE(busy.is_closed_by_peer());
    const RawClient gone = std::move(busy);
    { const RawClient closed = std::move(idle); }
    stopped.wait();
}

TEST(ServerStop, lets_a_request_that_is_coming_in_through) {
    RunningServer running;
    auto client = running.http();
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbo");
    auto idle = running.http();
    idle.send(get("/echo"));
    ASSERT_EQ(idle.read_reply().status, 200) << "by now the first has been read";
    auto stopped = stop(running, seconds(10));
    EXPECT_TRUE(idle.is_closed_by_peer());
    client.send("dy");
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.body, "POST /echo|body");
    EXPECT_EQ(reply.headers.at("connection"), "close");
    { const RawClient closed = std::move(client); }
    stopped.wait();
}

TEST(ServerStop, cuts_what_outlives_the_grace) {
    RunningServer running;
    auto busy = running.http();
    busy.send(get("/blocked"));
    ASSERT_TRUE(running.handler.door.has_waiting(1));
    auto streaming = RawClient::slow_reader(running.port(Listener::http));
    streaming.send(get("/endless"));
    auto stopped = stop(running, milliseconds(50));
    EXPECT_TRUE(busy.is_closed_by_peer());
    EXPECT_EQ(stopped.wait_for(seconds(0)), std::future_status::timeout) << "the handler is still inside";
    running.handler.door.open();
    stopped.wait();
    running.server->stop(seconds(10));  // a second time does nothing
}

TEST(ServerStop, requests_that_wait_for_a_worker_are_answered) {
    RunningServer running([](ServerOptions& options) { options.workers = 1; });
    auto first = running.http();
    first.send(get("/blocked"));
    ASSERT_TRUE(running.handler.door.has_waiting(1));
    auto second = running.http();
    second.send(get("/echo"));
    while (running.server->pending_requests() < 1) std::this_thread::yield();
    auto stopped = stop(running, seconds(10));
    running.handler.door.open();
    EXPECT_EQ(first.read_reply().status, 200);
    EXPECT_EQ(second.read_reply().status, 200);
    { const RawClient closed = std::move(first); }
    { const RawClient closed = std::move(second); }
    stopped.wait();
}

TEST(ServerStop, a_thousand_clients_coming_and_going_leave_nothing_behind) {
    RunningServer running;
    std::vector<std::thread> threads;
    std::atomic<int> answered = 0;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 125; ++i) {
                auto client = (t + i) % 4 == 0 ? running.https() : running.http();
                client.send(get(i % 3 == 0 ? "/inline" : "/stream?5"));
                if (i % 7 == 0) continue;  // leaves without waiting
                answered += client.read_reply().status == 200 ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(answered, 8 * (125 - 18));
    while (running.server->connections() > 0) std::this_thread::yield();
}

}  // namespace
}  // namespace qy::transport
