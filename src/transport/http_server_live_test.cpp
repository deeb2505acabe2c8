// Replies that go on: what is added arrives at once, silence is filled, whoever leaves or does not read is let go.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "transport/http_server.h"
#include "transport/testing/running_server.h"

namespace qy::transport {
namespace {

using std::chrono::seconds;

constexpr std::string_view kGet = "GET /live HTTP/1.1\r\nHost: h\r\n\r\n";

TEST(ServerLive, what_is_added_arrives_at_once_and_the_end_ends_it) {
    for (const bool secure : {false, true}) {
        RunningServer running;
        auto client = secure ? running.https() : running.http();
        client.send(kGet);
        ASSERT_TRUE(running.handler.live->is_heard());
        running.handler.live->add("first;");
        EXPECT_TRUE(client.hears_within(seconds(30)));
        running.handler.live->add("second;");
        running.handler.live->end();
        const auto reply = client.read_reply();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "first;second;");
        EXPECT_TRUE(running.handler.live->is_heard(false));
        client.send("GET /echo HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(client.read_reply().status, 200) << "the connection goes on";
    }
}

TEST(ServerLive, holds_no_worker) {
    RunningServer running([](ServerOptions& options) { options.workers = 1; });
    std::vector<RawClient> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(running.http());
        clients.back().send(kGet);
    }
    auto other = running.http();
    other.send("GET /echo HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(other.read_reply().status, 200);
}

TEST(ServerLive, silence_is_filled_with_beats_and_a_quiet_line_is_not_cut) {
    RunningServer running([](ServerOptions& options) {
        options.limits.live_beat_ms = 40;
        options.limits.idle_timeout_ms = 100;
        options.limits.header_timeout_ms = 100;
    });
    auto client = running.http();
    client.send(kGet);
    ASSERT_TRUE(running.handler.live->is_heard());
    while (running.handler.live->beats < 8) std::this_thread::yield();
    running.handler.live->end();
    const auto reply = client.read_reply();
    EXPECT_TRUE(reply.body.starts_with("beat;beat;")) << reply.body;
}

TEST(ServerLive, a_client_that_leaves_is_noticed_without_news) {
    RunningServer running;
    {
        auto client = running.http();
        client.send(kGet);
        ASSERT_TRUE(running.handler.live->is_heard());
    }
    EXPECT_TRUE(running.handler.live->is_heard(false));
    while (running.server->connections() > 0) std::this_thread::yield();
}

TEST(ServerLive, a_client_that_does_not_read_is_cut_off_and_its_maker_waits_for_it) {
    RunningServer running([](ServerOptions& options) {
        options.limits.write_timeout_ms = 200;
        options.limits.least_bytes_per_second = 1'000'000'000;  // what the system took from us buys no time
    });
    auto client = RawClient::slow_reader(running.port(Listener::http));
    client.send(kGet);
    ASSERT_TRUE(running.handler.live->is_heard());
    auto& live = *running.handler.live;
    const std::string piece(1U << 20U, 'x');
    int pieces = 0;
    // The system takes some megabytes from us; what comes then is not taken.
    for (bool taken = true; taken && pieces < 64; ++pieces) {
        live.add(piece);
        while (live.waiting() > 0 && live.is_heard_now()) std::this_thread::yield();
        taken = live.waiting() == 0;
    }
    EXPECT_LT(pieces, 64) << "nothing is taken that cannot be written";
    EXPECT_TRUE(live.is_heard(false)) << "let go";
    EXPECT_GT(live.waiting(), 0U);
}

TEST(ServerLive, a_client_that_talks_meanwhile_is_let_go) {
    RunningServer running;
    auto client = running.http();
    client.send(kGet);
    ASSERT_TRUE(running.handler.live->is_heard());
    client.send(kGet);
    EXPECT_TRUE(running.handler.live->is_heard(false));
}

TEST(ServerLive, head_has_no_body_and_an_old_client_no_chunks) {
    RunningServer running;
    auto head = running.http();
    head.send("HEAD /live HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(head.read_reply(true).status, 200);
    auto old = running.http();
    old.send("GET /live HTTP/1.0\r\n\r\n");
    ASSERT_TRUE(running.handler.live->is_heard());
    running.handler.live->add("only;");
    running.handler.live->end();
    const auto text = old.read_to_end();
    EXPECT_TRUE(text.ends_with("\r\n\r\nonly;")) << text;
}

TEST(ServerLive, a_server_that_stops_ends_it_in_good_order) {
    RunningServer running;
    auto client = running.http();
    client.send(kGet);
    ASSERT_TRUE(running.handler.live->is_heard());
    auto stopped = std::async(std::launch::async, [&] { running.server->stop(seconds(20)); });
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.status, 200) << "the last chunk came";
    EXPECT_TRUE(client.is_closed_by_peer());
    { const RawClient closed = std::move(client); }
    EXPECT_EQ(stopped.wait_for(seconds(10)), std::future_status::ready) << "long before the grace ends";
}

}  // namespace
}  // namespace qy::transport
