// What goes over the wire: requests as raw bytes, replies and what becomes of the connection.
#include "transport/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/json.h"
#include "transport/testing/running_server.h"

namespace qy::transport {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string get(std::string_view target, std::string_view fields = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n";
}

std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string(target) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}

class Server : public testing::Test {
 protected:
    RunningServer running_{[](ServerOptions& options) {
        options.limits.body_bytes_max = 1000;
        options.limits.admin_body_bytes_max = 2000;
    }};
};

struct Row {
    std::string what;
    std::string bytes;
    int status;
    bool stays_open;
    std::string body;  // "" for: whatever
};

std::vector<Row> rows() {
    const std::string host = "Host: localhost\r\n";
    return {
        {"GET", get("/echo?a=1"), 200, true, "GET /echo?a=1|"},
        {"inline", get("/inline"), 200, true, "GET /inline|"},
        {"POST", post("/echo", "body"), 200, true, "POST /echo|body"},
        {"empty body", post("/echo", ""), 200, true, "POST /echo|"},
        {"chunked",
         "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 200,
         true, "POST /echo|abcde"},
        {"absolute target", "GET http://localhost/echo HTTP/1.1\r\n" + host + "\r\n", 200, true, "GET /echo|"},
        {"Connection: close", get("/echo", "Connection: close\r\n"), 200, false, "GET /echo|"},
        {"HTTP/1.0", "GET /echo HTTP/1.0\r\n\r\n", 200, false, "GET /echo|"},
        {"generated", get("/stream?3"), 200, true, "chunk 1;chunk 2;chunk 3;"},
        {"generated for HTTP/1.0", "GET /stream?2 HTTP/1.0\r\n\r\n", 200, false, "chunk 1;chunk 2;"},
        {"one chunk", get("/stream?1"), 200, true, "chunk 1;"},
        {"204", get("/empty"), 204, true, ""},
        {"large", get("/big?300000"), 200, true, std::string(300'000, 'x')},
        {"a handler that throws", get("/throw"), 500, true, ""},
        {"rubbish", "rubbish\r\n\r\n", 400, false, ""},
        {"TLS bytes", "\x16\x03\x01", 400, false, ""},
        {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400, false, ""},
        {"no Host", "GET / HTTP/1.1\r\n\r\n", 400, false, ""},
        {"smuggling", "POST / HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400, false, ""},
        {"bad chunk", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nz\r\n", 400, false, ""},
        {"gzip coding", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501, false, ""},
        {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 405, false, ""},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, false, ""},
        {"long target", get("/" + std::string(8192, 'x')), 414, false, ""},
        {"long header", get("/", "X: " + std::string(17'000, 'x') + "\r\n"), 431, false, ""},
        {"body of 1000", post("/echo", std::string(1000, 'x')), 200, true, "POST /echo|" + std::string(1000, 'x')},
        {"body of 1001", post("/echo", std::string(1001, 'x')), 413, false, ""},
        {"announced 1 TB", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1099511627776\r\n\r\n", 413, false, ""},
        {"chunks of 1001",
         "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x'), 413,
         false, ""},
        {"unknown expectation", get("/", "Expect: x\r\n"), 417, false, ""},
    };
}

void expect_row(RawClient client, const Row& row, bool byte_by_byte) {
    ASSERT_TRUE(client.is_open()) << row.what;
    if (byte_by_byte) {
        client.send_byte_by_byte(row.bytes);
    } else {
        client.send(row.bytes);
    }
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.status, row.status) << row.what;
    EXPECT_EQ(reply.headers.contains("x-request-id"), true) << row.what;
    EXPECT_EQ(reply.headers.contains("date"), true) << row.what;
    if (!row.body.empty()) {
        EXPECT_EQ(reply.body, row.body) << row.what;
    }
    EXPECT_EQ(reply.headers.contains("connection"), !row.stays_open) << row.what;
    if (row.stays_open) {
        client.send(get("/echo"));
        EXPECT_EQ(client.read_reply().body, "GET /echo|") << row.what << ": the connection stays in step";
    } else {
        EXPECT_TRUE(client.is_closed_by_peer()) << row.what;
    }
}

TEST_F(Server, answers_over_http) {
    for (const auto& row : rows()) expect_row(running_.http(), row, false);
}

TEST_F(Server, answers_over_https) {
    for (const auto& row : rows()) expect_row(running_.https(), row, false);
}

TEST_F(Server, answers_bytes_that_come_one_by_one) {
    for (const auto& row : rows()) {
        if (row.bytes.size() < 2000) expect_row(running_.http(), row, true);
    }
}

TEST_F(Server, answers_head_without_a_body) {
    auto client = running_.https();
    for (const auto& [target, length] : {std::pair{"/echo", "11"}, std::pair{"/big?300000", "300000"}}) {
        client.send("HEAD " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        const auto reply = client.read_reply(true);
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.headers.at("content-length"), length);
    }
    client.send("HEAD /stream?3 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_reply(true).status, 200);
    EXPECT_EQ(running_.handler.produced, 0);
    client.send(get("/echo"));
    EXPECT_EQ(client.read_reply().body, "GET /echo|");
}

TEST_F(Server, answers_pipelined_requests_in_order) {
    auto client = running_.https();
    std::string bytes;
    std::vector<std::string> expected;
    for (int i = 0; i < 200; ++i) {
        const auto target = (i % 3 == 0 ? "/inline?" : "/echo?") + std::to_string(i);
        bytes += i % 5 == 0 ? post(target, "b" + std::to_string(i)) : get(target);
        expected.push_back((i % 5 == 0 ? "POST " : "GET ") + target + "|" +
                           (i % 5 == 0 ? "b" + std::to_string(i) : ""));
    }
    ASSERT_TRUE(client.send(bytes));
    for (const auto& body : expected) EXPECT_EQ(client.read_reply().body, body);
}

TEST_F(Server, handles_one_request_of_a_connection_at_a_time) {
    auto client = running_.http();
    client.send(get("/blocked") + get("/echo"));
    ASSERT_TRUE(running_.handler.door.has_waiting(1));
    auto other = running_.http();
    other.send(get("/echo"));
    EXPECT_EQ(other.read_reply().body, "GET /echo|") << "others are served meanwhile";
    running_.handler.door.open();
    EXPECT_EQ(client.read_reply().body, "GET /blocked|");
    EXPECT_EQ(client.read_reply().body, "GET /echo|");
}

TEST_F(Server, says_continue_when_asked_and_only_then) {
    auto client = running_.http();
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 100);
    client.send("body");
    EXPECT_EQ(client.read_reply().body, "POST /echo|body");
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 413) << "refused before the body is sent";
}

TEST_F(Server, refusals_tell_code_words_and_id) {
    auto client = running_.http();
    client.send(get("/throw", "Accept-Language: en\r\nX-Request-Id: my-own-id-1\r\n"));
    const auto reply = client.read_reply();
    const auto body = parse_json(reply.body).value();
    EXPECT_EQ(body.at("code").as_string(), "http.failed");
    EXPECT_EQ(body.at("request_id").as_string(), "my-own-id-1");
    EXPECT_EQ(reply.headers.at("x-request-id"), "my-own-id-1");
    EXPECT_THAT(reply.body, Not(HasSubstr("thrown by a test"))) << "what was thrown is for the log";
    EXPECT_EQ(reply.headers.at("content-type"), "application/json");
}

TEST_F(Server, a_generator_that_fails_cuts_the_body) {
    auto client = running_.http();
    client.send(get("/broken"));
    const auto bytes = client.read_to_end();
    EXPECT_THAT(bytes, HasSubstr("5\r\nfirst\r\n"));
    EXPECT_THAT(bytes, Not(HasSubstr("0\r\n\r\n")));
}

TEST_F(Server, logs_routes_and_no_personal_data) {
    auto client = running_.http();
    client.send(get("/echo?code=12345678901234567890", "Cookie: secret=1\r\nX-Request-Id: id-of-the-test\r\n"));
    ASSERT_EQ(client.read_reply().status, 200);
    client.send("rubbish\r\n\r\n");
    ASSERT_EQ(client.read_reply().status, 400);
    const auto log = running_.access_log(2);
    EXPECT_THAT(log, HasSubstr("request_id=id-of-the-test listener=http route=test.echo method=GET status=200 bytes="));
    EXPECT_THAT(log, HasSubstr("route=refused method=- status=400"));
    EXPECT_THAT(log, HasSubstr("client=127.0.0.0"));
    for (const auto* personal : {"12345678901234567890", "code=", "secret", "rubbish", "127.0.0.1"}) {
        EXPECT_THAT(log, Not(HasSubstr(personal)));
    }
}

TEST_F(Server, counts_in_its_metrics) {
    auto client = running_.http();
    client.send(get("/echo"));
    ASSERT_EQ(client.read_reply().status, 200);
    client.send(get("/throw"));
    ASSERT_EQ(client.read_reply().status, 500);
    (void)running_.access_log(2);  // written after the metrics
    const auto text = running_.metrics.text();
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_requests_total{route=\"test.echo\",status=\"2xx\"} 1"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_requests_total{route=\"refused\",status=\"5xx\"} 1"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_connections{listener=\"http\"} 1"));
}

TEST_F(Server, tells_the_handler_who_asks) {
    auto http = running_.http();
    http.send(get("/who", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"));
    EXPECT_EQ(http.read_reply().body, "http|127.0.0.1|-|open");
    auto https = running_.https();
    https.send(get("/who"));
    EXPECT_EQ(https.read_reply().body, "https|127.0.0.1|-|secure");
    auto ops = RawClient::over_tcp(running_.port(Listener::ops));
    ops.send(get("/who"));
    EXPECT_EQ(ops.read_reply().body, "ops|127.0.0.1|-|open");
    auto admin = RawClient::over_unix(running_.admin_path);
    admin.send(get("/who"));
    EXPECT_EQ(admin.read_reply().body, "admin||" + std::to_string(::getuid()) + "|open");
}

TEST_F(Server, the_admin_socket_is_its_owners_alone_and_takes_larger_bodies) {
    struct stat facts {};
    ASSERT_EQ(::stat(running_.admin_path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    auto admin = RawClient::over_unix(running_.admin_path);
    admin.send(post("/echo", std::string(2000, 'x')));
    EXPECT_EQ(admin.read_reply().status, 200);
    admin.send(post("/echo", std::string(2001, 'x')));
    EXPECT_EQ(admin.read_reply().status, 413);
}

TEST(ServerBehindProxy, believes_the_proxy_and_may_listen_wider) {
    RunningServer running([](ServerOptions& options) {
        options.trusted_proxies = {"127.0.0.1"};
        options.http = on_every_address(0);
    });
    auto client = running.http();
    client.send(get("/who", "X-Forwarded-For: 9.9.9.9, 198.51.100.7\r\nX-Forwarded-Proto: https\r\n"));
    EXPECT_EQ(client.read_reply().body, "http|198.51.100.7|-|secure");
}

TEST(ServerStart, refuses_what_is_unsafe_or_impossible) {
    TestHandler handler;
    const SystemClock clock;
    SystemRandom random;
    Metrics metrics;
    const TemporaryFolder folder;
    const RunningServer other;
    const auto code = [&](const std::function<void(ServerOptions&)>& change) {
        ServerOptions options;
        change(options);
        const auto started = HttpServer::start(options, {handler, clock, random, metrics, nullptr, {}});
        return started.ok() ? "ok" : started.error().code;
    };
    EXPECT_EQ(code([](auto& o) { o.http = on_every_address(0); }), "server.exposed");
    EXPECT_EQ(code([](auto& o) { o.http = ListenOn{0, {"192.0.2.1"}}; }), "server.exposed");
    EXPECT_EQ(code([](auto& o) { o.ops = on_every_address(0), o.trusted_proxies = {"10.0.0.1"}; }), "server.exposed");
    EXPECT_EQ(code([](auto& o) { o.https = on_loopback(0); }), "server.no_certificate");
    EXPECT_EQ(code([&](auto& o) {
                  o.https = on_loopback(0);
                  o.certificate = CertificateFiles{folder.path() / "none", folder.path() / "none"};
              }),
              "tls.certificate");
    EXPECT_EQ(code([&](auto& o) { o.http = on_loopback(other.port(Listener::http)); }), "server.listen");
    EXPECT_EQ(code([&](auto& o) { o.admin_path = other.admin_path; }), "server.listen");
    EXPECT_EQ(code([&](auto& o) { o.admin_path = folder.path() / std::string(200, 'x'); }), "server.listen");
    EXPECT_EQ(code([](auto& o) { o.http = ListenOn{0, {"localhost"}}; }), "address.malformed");
    EXPECT_EQ(code([](auto& o) { o.trusted_proxies = {"10.0.0.1/8"}; }), "address.malformed");
    EXPECT_EQ(code([](auto& o) { o.http = on_loopback(0); }), "ok");
    EXPECT_EQ(code([](auto&) {}), "ok") << "no listener at all";
}

TEST(ServerStart, takes_over_a_socket_that_a_dead_process_left) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "admin.sock";
    {
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un where{};
        where.sun_family = AF_UNIX;
        const auto name = path.string();
        std::copy(name.begin(), name.end(), where.sun_path);
        ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where), 0);
        ::close(socket);
    }
    ASSERT_TRUE(std::filesystem::is_socket(path));
    RunningServer running([&](ServerOptions& options) { options.admin_path = path; });
    auto admin = RawClient::over_unix(path);
    admin.send(get("/echo"));
    EXPECT_EQ(admin.read_reply().status, 200);
}

}  // namespace
}  // namespace qy::transport
