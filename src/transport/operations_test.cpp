#include "transport/operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qy::transport {
namespace {

using testing::HasSubstr;
using testing::Not;

HttpRequest ask(std::string method, std::string target) {
    HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.listener = Listener::ops;
    return request;
}

TEST(operations, answers_each_path) {
    const Metrics metrics;
    bool is_ready = true;
    const auto ready = [&]() -> Result<void> {
        if (!is_ready) return unavailable("http.busy");
        return {};
    };
    struct Row {
        std::string_view method, target;
        bool is_ready;
        int status;
    };
    const Row rows[] = {
        {"GET", "/healthz", true, 200},     {"HEAD", "/healthz", true, 200}, {"GET", "/healthz", false, 200},
        {"GET", "/readyz", true, 200},      {"GET", "/readyz", false, 503},  {"GET", "/metrics", true, 200},
        {"GET", "/metrics?x=1", true, 200}, {"GET", "/", true, 404},         {"GET", "/healthz/", true, 404},
        {"POST", "/healthz", true, 405},
    };
    for (const auto& row : rows) {
        is_ready = row.is_ready;
        const auto reply = answer_operations(ask(std::string(row.method), std::string(row.target)), metrics, ready);
        EXPECT_EQ(reply.status, row.status) << row.method << " " << row.target;
        EXPECT_FALSE(reply.route.empty());
    }
}

TEST(Metrics, tells_requests_by_route_and_class) {
    Metrics metrics;
    metrics.count_request("trace.query", 200, 0.0002);
    metrics.count_request("trace.query", 204, 0.5);
    metrics.count_request("trace.query", 404, 0.0002);
    metrics.add_connections(Listener::https, 3);
    metrics.add_connections(Listener::https, -1);
    metrics.count_refused_connection("limit");
    double waiting = 7;
    metrics.watch("qiongyuan_http_pending_requests", "Requests waiting for a worker", [&] { return waiting; });
    const auto text = metrics.text();
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_requests_total{route=\"trace.query\",status=\"2xx\"} 2"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_requests_total{route=\"trace.query\",status=\"4xx\"} 1"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_request_seconds_count{route=\"trace.query\"} 3"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_request_seconds_bucket{route=\"trace.query\",le=\"0.0003\"} 2"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_connections{listener=\"https\"} 2"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_refused_connections_total{reason=\"limit\"} 1"));
    EXPECT_THAT(text, HasSubstr("qiongyuan_http_pending_requests 7"));
    metrics.watch("qiongyuan_http_pending_requests", "Requests waiting for a worker", [] { return 9.0; });
    EXPECT_THAT(metrics.text(), HasSubstr("qiongyuan_http_pending_requests 9"));
    EXPECT_THAT(metrics.text(), Not(HasSubstr("qiongyuan_http_pending_requests 7")));
}

}  // namespace
}  // namespace qy::transport
