#include "middleware.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/json.h"
#include "transport/testing/issued_certificate.h"
#include "transport/testing/temporary_folder.h"

namespace qy::transport {
namespace {

using testing::ElementsAre;

constexpr Time kStart = Time::from_seconds(1'800'000'000);

struct Handler final : HttpHandler {
    bool runs_inline(const HttpRequest&) const override { return true; }
    bool is_rate_limited(const HttpRequest& request) const override { return request.target != "/free"; }
    NetworkClass network_class(const HttpRequest& request) const override {
        if (request.target == "/partner") return NetworkClass::partner;
        if (request.target == "/staff") return NetworkClass::staff;
        return HttpHandler::network_class(request);
    }
    HttpReply handle(HttpRequest&) override { return {}; }
    std::optional<HttpReply> refusal(const HttpRequest& request, const Error& error) const override {
        if (request.target != "/page") return std::nullopt;
        return make_reply(200, "text/html", "<p>" + error.code);
    }
};

class Middleware : public testing::Test {
 protected:
    Exchange ask(std::string target = "/", Listener listener = Listener::https, std::string_view peer = "203.0.113.7") {
        Exchange exchange;
        exchange.request.method = "GET";
        exchange.request.target = std::move(target);
        exchange.request.listener = listener;
        exchange.peer = Address::parse(peer).value();
        exchange.client = exchange.peer;
        return exchange;
    }

    Handler handler_;
    ManualClock clock_{kStart};
    SeededRandom random_{1};
    Metrics metrics_;
    RateLimiter limiter_{clock_, {.requests_per_minute = 3, .failures_per_minute = 2}};
    AccessLog log_{nullptr};
    Services services_{handler_,  clock_,  random_, metrics_,
                       &limiter_, nullptr, log_,    Networks::parse({"127.0.0.1"}).value()};
};

TEST_F(Middleware, stands_in_this_order) {
    std::vector<std::string_view> names;
    for (const auto& step : steps()) names.push_back(step.name);
    EXPECT_THAT(names, ElementsAre("request_id", "client_address", "network", "rate", "security_headers",
                                   "security_log", "metrics", "access_log"));
}

TEST_F(Middleware, request_ids_from_outside_are_taken_over_if_harmless) {
    struct Row {
        std::string given;
        bool taken;
    };
    const Row rows[] = {
        {"abcdefg", false},
        {"abcdefgh", true},
        {std::string(64, 'a'), true},
        {std::string(65, 'a'), false},
        {"abc_DEF-0123", true},
        {"abcdefg h", false},
        {"abcdefgh\"", false},
        {"琼琼琼琼", false},
        {"", false},
    };
    for (const auto& row : rows) {
        auto exchange = ask("/free");
        exchange.request.headers.add("X-Request-Id", row.given);
        ASSERT_TRUE(admit(exchange, services_));
        EXPECT_EQ(exchange.request.request_id == row.given, row.taken) << row.given;
        if (!row.taken) {
            EXPECT_EQ(exchange.request.request_id.size(), 32U);
        }
        complete_reply(exchange, services_);
        EXPECT_EQ(exchange.reply.headers.find("X-Request-Id"), exchange.request.request_id);
    }
}

TEST_F(Middleware, knows_the_client_behind_a_trusted_proxy) {
    auto behind = ask("/free", Listener::http, "127.0.0.1");
    behind.request.headers.add("X-Forwarded-For", "198.51.100.9");
    behind.request.headers.add("X-Forwarded-Proto", "https");
    ASSERT_TRUE(admit(behind, services_));
    EXPECT_EQ(behind.request.remote_address, "198.51.100.9");
    EXPECT_TRUE(behind.request.secure);

    auto liar = ask("/free", Listener::http);
    liar.request.headers.add("X-Forwarded-For", "198.51.100.9");
    liar.request.headers.add("X-Forwarded-Proto", "https");
    ASSERT_TRUE(admit(liar, services_));
    EXPECT_EQ(liar.request.remote_address, "203.0.113.7");
    EXPECT_FALSE(liar.request.secure);
}

TEST_F(Middleware, over_the_limit_answers_429) {
    for (int i = 0; i < 3; ++i) {
        auto exchange = ask();
        EXPECT_TRUE(admit(exchange, services_));
    }
    auto fourth = ask();
    fourth.request.headers.add("Accept-Language", "en");
    ASSERT_FALSE(admit(fourth, services_));
    EXPECT_EQ(fourth.reply.status, 429);
    EXPECT_TRUE(fourth.reply.headers.has("Retry-After"));
    const auto body = parse_json(std::get<std::string>(fourth.reply.body)).value();
    EXPECT_EQ(body.at("code").as_string(), "http.too_many_requests");
    EXPECT_THAT(std::string(body.at("message").as_string()), testing::StartsWith("Too many requests; try again in "));
    EXPECT_EQ(body.at("request_id").as_string(), fourth.request.request_id);

    auto page = ask("/page");
    ASSERT_FALSE(admit(page, services_));
    EXPECT_EQ(page.reply.status, 429) << "the handler gives the words, not the status";
    EXPECT_EQ(std::get<std::string>(page.reply.body), "<p>http.too_many_requests");
}

TEST_F(Middleware, what_a_person_can_mend_is_told_in_a_page) {
    struct Row {
        const char* told;
        Error error;
        int status;
        bool own;
    };
    const Row rows[] = {{"a photo beyond the limit", too_large("http.body_too_large"), 413, true},
                        {"too often", limited("http.too_many_requests", {"60"}), 429, true},
                        {"busy", busy("http.busy"), 503, true},
                        {"no HTTP", invalid("http.malformed"), 400, false}};
    for (const auto& row : rows) {
        auto page = ask("/page");
        refuse(page, services_, row.error);
        EXPECT_EQ(page.reply.status, row.status) << row.told;
        EXPECT_EQ(std::get<std::string>(page.reply.body).starts_with("<p>"), row.own) << row.told;
        EXPECT_EQ(page.reply.headers.find("Cache-Control"), "no-store") << row.told;
    }
}

TEST_F(Middleware, limits_hold_where_the_handler_says_and_for_the_public_alone) {
    for (int i = 0; i < 10; ++i) {
        auto free = ask("/free");
        EXPECT_TRUE(admit(free, services_));
        auto operations = ask("/", Listener::ops, "127.0.0.1");
        EXPECT_TRUE(admit(operations, services_));
        auto admin = ask("/", Listener::admin);
        EXPECT_TRUE(admit(admin, services_));
        EXPECT_EQ(admin.request.remote_address, "");
    }
}

TEST_F(Middleware, failures_that_the_handler_reports_count) {
    for (int i = 0; i < 2; ++i) {
        auto exchange = ask();
        ASSERT_TRUE(admit(exchange, services_));
        exchange.reply.failure = true;
        complete_reply(exchange, services_);
    }
    auto next = ask();
    EXPECT_FALSE(admit(next, services_));
    EXPECT_EQ(next.reply.status, 429);
}

NetworkRules rules_for(NetworkClass level, std::vector<std::string> allow, std::vector<std::string> deny) {
    NetworkRules rules;
    rules[static_cast<std::size_t>(level)] = {Networks::parse(allow).value(), Networks::parse(deny).value()};
    return rules;
}

TEST_F(Middleware, each_network_class_is_denied_by_its_own_rule_and_tells_nothing) {
    struct Row {
        NetworkClass level;
        std::string target;
        Listener listener;
    };
    const Row rows[] = {{NetworkClass::open_public, "/free", Listener::https},
                        {NetworkClass::partner, "/partner", Listener::https},
                        {NetworkClass::staff, "/staff", Listener::https},
                        {NetworkClass::operations, "/metrics", Listener::ops}};
    for (const auto& denied : rows) {
        Services services{handler_, clock_, random_, metrics_, nullptr, nullptr, log_, {}};
        services.rules = rules_for(denied.level, {}, {"203.0.113.0/24"});
        for (const auto& asked : rows) {
            auto exchange = ask(asked.target, asked.listener);
            EXPECT_EQ(admit(exchange, services), asked.level != denied.level) << asked.target;
            if (asked.level != denied.level) continue;
            complete_reply(exchange, services);
            EXPECT_EQ(exchange.reply.status, 403);
            EXPECT_EQ(exchange.reply.route, "refused");
            const auto body = parse_json(std::get<std::string>(exchange.reply.body)).value();
            EXPECT_EQ(body.at("code").as_string(), "network.denied");
        }
        auto elsewhere = ask(denied.target, denied.listener, "198.51.100.7");
        EXPECT_TRUE(admit(elsewhere, services));
    }
}

TEST_F(Middleware, rules_that_are_replaced_while_it_runs_hold_beside_the_first_ones) {
    Services services{handler_, clock_, random_, metrics_, nullptr, nullptr, log_, {}};
    services.rules = rules_for(NetworkClass::partner, {}, {"203.0.113.0/24"});
    NetworkGate gate;
    services.gate = &gate;
    const auto passes = [&](const std::string& target, std::string_view peer) {
        auto exchange = ask(target, Listener::https, peer);
        return admit(exchange, services);
    };
    EXPECT_TRUE(passes("/staff", "198.51.100.7"));
    gate.replace(rules_for(NetworkClass::staff, {"10.0.0.0/8"}, {}));
    EXPECT_FALSE(passes("/staff", "198.51.100.7"));
    EXPECT_TRUE(passes("/staff", "10.1.2.3"));
    EXPECT_TRUE(passes("/partner", "198.51.100.7"));
    EXPECT_FALSE(passes("/partner", "203.0.113.7")) << "the first rules stay";
    NetworkRules damaged;
    damaged[static_cast<std::size_t>(NetworkClass::staff)] = only_this_machine();
    gate.replace(damaged);
    EXPECT_FALSE(passes("/staff", "10.1.2.3"));
    EXPECT_TRUE(passes("/staff", "127.0.0.1"));
    EXPECT_TRUE(passes("/staff", "::1"));
    gate.replace({});
    EXPECT_TRUE(passes("/staff", "198.51.100.7"));
}

TEST_F(Middleware, the_handler_is_told_which_classes_may_come_from_there) {
    Services services{handler_, clock_, random_, metrics_, nullptr, nullptr, log_, {}};
    services.rules = rules_for(NetworkClass::staff, {}, {"203.0.113.0/24"});
    NetworkGate gate;
    services.gate = &gate;
    const auto told = [&](std::string_view peer, Listener listener = Listener::https) {
        auto exchange = ask("/free", listener, peer);
        EXPECT_TRUE(admit(exchange, services));
        const auto& classes = exchange.request.admitted;
        return std::pair(contains(classes, NetworkClass::partner), contains(classes, NetworkClass::staff));
    };
    EXPECT_EQ(told("198.51.100.7"), std::pair(true, true));
    EXPECT_EQ(told("203.0.113.7"), std::pair(true, false));
    gate.replace(rules_for(NetworkClass::partner, {"198.51.100.0/24"}, {}));
    EXPECT_EQ(told("198.51.100.7"), std::pair(true, true));
    EXPECT_EQ(told("203.0.113.7"), std::pair(false, false)) << "settings and running rules must both admit";
    EXPECT_EQ(told("203.0.113.7", Listener::admin), std::pair(true, true)) << "the operator's own is no network";
    EXPECT_TRUE(HttpRequest().admitted.none()) << "what was not checked is admitted nowhere";
}

TEST_F(Middleware, an_allow_list_keeps_the_rest_out_and_denial_wins) {
    Services services{handler_, clock_,  random_, metrics_,
                      nullptr,  nullptr, log_,    Networks::parse({"127.0.0.1"}).value()};
    services.rules = rules_for(NetworkClass::staff, {"10.0.0.0/8", "2001:db8::/32"}, {"10.9.0.0/16"});
    const auto passes = [&](std::string_view peer, std::string_view forwarded = "") {
        auto exchange = ask("/staff", Listener::https, peer);
        if (!forwarded.empty()) exchange.request.headers.add("X-Forwarded-For", forwarded);
        return admit(exchange, services);
    };
    EXPECT_TRUE(passes("10.1.2.3"));
    EXPECT_TRUE(passes("2001:db8::7"));
    EXPECT_FALSE(passes("10.9.2.3"));
    EXPECT_FALSE(passes("203.0.113.7"));
    EXPECT_FALSE(passes("203.0.113.7", "10.1.2.3")) << "only a trusted proxy is believed";
    EXPECT_TRUE(passes("127.0.0.1", "10.1.2.3"));
    EXPECT_FALSE(passes("127.0.0.1", "10.1.2.3, 203.0.113.7"));
    auto operators_own = ask("/staff", Listener::admin);
    EXPECT_TRUE(admit(operators_own, services));
}

TEST_F(Middleware, scripts_of_other_sites_read_functions_only_when_their_site_is_named) {
    Services services{handler_, clock_, random_, metrics_, nullptr, nullptr, log_, {}};
    const auto allowed = [&](std::string target, std::string_view origin) {
        auto exchange = ask(std::move(target));
        if (!origin.empty()) exchange.request.headers.add("Origin", origin);
        complete_reply(exchange, services);
        EXPECT_FALSE(exchange.reply.headers.has("Access-Control-Allow-Credentials"));
        return std::string(exchange.reply.headers.find("Access-Control-Allow-Origin").value_or(""));
    };
    EXPECT_EQ(allowed("/api/v1/trace.query", "https://partner.example"), "");
    services.cors_origins = {"https://partner.example"};
    EXPECT_EQ(allowed("/api/v1/trace.query", "https://partner.example"), "https://partner.example");
    EXPECT_EQ(allowed("/api/v1/trace.query", "https://partner.example.evil"), "");
    EXPECT_EQ(allowed("/api/v1/trace.query", "null"), "");
    EXPECT_EQ(allowed("/api/v1/trace.query", ""), "");
    EXPECT_EQ(allowed("/t/1", "https://partner.example"), "");
}

TEST_F(Middleware, failures_and_refusals_are_in_the_security_log) {
    const TemporaryFolder folder;
    const std::string path = (folder.path() / "security.log").string();
    {
        const auto security = SecurityLog::open(path).value();
        Services services{handler_, clock_, random_, metrics_, nullptr, nullptr, log_, {}};
        services.security = security.get();
        services.rules = rules_for(NetworkClass::staff, {"10.0.0.0/8"}, {});
        auto failure = ask("/free");
        failure.request.request_id = "request-1";
        failure.request.received_at = Time{1'772'330'584'567'000};
        failure.reply.failure = true;
        failure.reply.reason = "token.invalid";
        failure.reply.route = "audit.list";
        complete_reply(failure, services);
        auto fine = ask("/free");
        complete_reply(fine, services);
        auto staff = ask("/staff", Listener::https, "2001:db8::7");
        EXPECT_FALSE(admit(staff, services));
        complete_reply(staff, services);
    }
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    EXPECT_EQ(line,
              "2026-03-01T02:03:04.567+0000 qiongyuan failure from 203.0.113.7: token.invalid route=audit.list "
              "request_id=request-1");
    std::getline(file, line);
    EXPECT_THAT(line, testing::HasSubstr(" qiongyuan refused from 2001:db8::7: network.denied route=refused "));
    EXPECT_FALSE(std::getline(file, line));
}

TEST_F(Middleware, adds_security_headers_where_the_handler_has_none) {
    auto exchange = ask();
    exchange.reply.headers.add("Referrer-Policy", "no-referrer");
    complete_reply(exchange, services_);
    for (const auto* const name :
         {"Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
          "X-Content-Type-Options", "X-Frame-Options"}) {
        EXPECT_TRUE(exchange.reply.headers.has(name)) << name;
    }
    EXPECT_EQ(exchange.reply.headers.find("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(std::string(*exchange.reply.headers.find("Content-Security-Policy")),
                testing::AllOf(testing::HasSubstr("default-src 'none'"), testing::HasSubstr("frame-ancestors 'none'"),
                               testing::Not(testing::HasSubstr("unsafe"))));
    EXPECT_THAT(exchange.reply.headers.all("Referrer-Policy"), ElementsAre("no-referrer"));
}

TEST_F(Middleware, sends_hsts_over_https_and_never_with_a_self_signed_certificate) {
    const TemporaryFolder folder;
    const auto files = ensure_development_certificate(folder.path() / "tls", "h", clock_, random_).value();
    const auto tls = TlsContext::load(files).value();
    const Services with_tls{handler_, clock_, random_, metrics_, nullptr, tls.get(), log_, {}};
    const auto has_hsts = [&](Listener listener) {
        auto exchange = ask("/", listener);
        complete_reply(exchange, with_tls);
        return exchange.reply.headers.has("Strict-Transport-Security");
    };
    EXPECT_FALSE(has_hsts(Listener::https));
    put_certificate(files, "fruit.example", "Some authority");
    ASSERT_TRUE(tls->reload().ok());
    EXPECT_TRUE(has_hsts(Listener::https));
    EXPECT_FALSE(has_hsts(Listener::http));
}

}  // namespace
}  // namespace qy::transport
