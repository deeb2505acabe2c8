// TLS as clients see it: versions, protocols, and a certificate that changes while the server runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "transport/http_server.h"
#include "transport/testing/running_server.h"

namespace qy::transport {
namespace {

using Version = RawClient::TlsVersion;
constexpr std::string_view kGet = "GET /echo HTTP/1.1\r\nHost: h\r\n\r\n";

void put_new_certificate(RunningServer& running) {
    const auto other =
        ensure_development_certificate(running.folder.path() / "other", "h", running.clock, running.random);
    ASSERT_TRUE(other.ok());
    std::filesystem::rename(other->key, running.certificate.key);
    std::filesystem::rename(other->certificate, running.certificate.certificate);
}

TEST(ServerTls, speaks_1_2_and_1_3_and_nothing_older) {
    const RunningServer running;
    const auto port = running.port(Listener::https);
    for (const auto& [version, name] :
         {std::pair{Version::only_1_2, "TLSv1.2"}, std::pair{Version::only_1_3, "TLSv1.3"}}) {
        auto client = RawClient::over_tls(port, version);
        ASSERT_TRUE(client.is_open()) << name;
        EXPECT_EQ(client.protocol(), name);
        client.send(kGet);
        EXPECT_EQ(client.read_reply().status, 200);
    }
    EXPECT_FALSE(RawClient::over_tls(port, Version::only_1_1).is_open());
}

TEST(ServerTls, agrees_on_http_1_1_or_on_nothing) {
    const RunningServer running;
    const auto port = running.port(Listener::https);
    EXPECT_EQ(RawClient::over_tls(port, Version::any, "\x02h2\x08http/1.1").alpn(), "http/1.1");
    EXPECT_EQ(RawClient::over_tls(port).alpn(), "");
    EXPECT_FALSE(RawClient::over_tls(port, Version::any, "\x02h2").is_open());
}

TEST(ServerTls, drops_clients_that_speak_plain_http) {
    const RunningServer running;
    auto client = RawClient::over_tcp(running.port(Listener::https));
    client.send(kGet);
    (void)client.read_to_end();  // an alert, and the end
    auto next = running.https();
    next.send(kGet);
    EXPECT_EQ(next.read_reply().status, 200);
}

TEST(ServerTls, shows_a_new_certificate_after_a_reload) {
    RunningServer running;
    auto old = running.https();
    put_new_certificate(running);
    EXPECT_EQ(running.https().certificate_serial(), old.certificate_serial()) << "not yet asked to";
    ASSERT_TRUE(running.server->reload_certificate().ok());
    EXPECT_NE(running.https().certificate_serial(), old.certificate_serial());
    old.send(kGet);
    EXPECT_EQ(old.read_reply().status, 200) << "connections that exist go on";
}

TEST(ServerTls, keeps_the_old_certificate_when_the_new_one_is_bad) {
    RunningServer running;
    const auto before = running.https().certificate_serial();
    std::filesystem::resize_file(running.certificate.certificate, 10);
    EXPECT_EQ(running.server->reload_certificate().error().code, "tls.certificate");
    auto client = running.https();
    EXPECT_EQ(client.certificate_serial(), before);
    client.send(kGet);
    EXPECT_EQ(client.read_reply().status, 200);
}

TEST(ServerTls, sees_changed_files_by_itself) {
    RunningServer running([](ServerOptions& options) { options.certificate_check_ms = 20; });
    const auto before = running.https().certificate_serial();
    put_new_certificate(running);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (running.https().certificate_serial() == before && std::chrono::steady_clock::now() < until) {
    }
    EXPECT_NE(running.https().certificate_serial(), before);
}

TEST(ServerTls, sends_no_hsts_with_the_development_certificate) {
    RunningServer running;
    auto client = running.https();
    client.send(kGet);
    const auto reply = client.read_reply();
    EXPECT_FALSE(reply.headers.contains("strict-transport-security"));
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
}

}  // namespace
}  // namespace qy::transport
