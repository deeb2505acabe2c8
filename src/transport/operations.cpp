#include "transport/operations.h"

#include <algorithm>

namespace qy::transport {
namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

HttpReply named(HttpReply reply, std::string_view route) {
    reply.route = route;
    reply.headers.add("Cache-Control", "no-store");
    return reply;
}

using Ready = std::function<Result<void>()>;

HttpReply health(const Metrics& /*metrics*/, const Ready& /*ready*/) {
    return named(make_reply(200, kPlain, "ok\n"), "ops.health");
}

HttpReply readiness(const Metrics& /*metrics*/, const Ready& ready) {
    const auto state = ready();
    return named(state.ok() ? make_reply(200, kPlain, "ready\n")
                            : make_reply(503, kPlain, "not ready: " + state.error().code + "\n"),
                 "ops.ready");
}

HttpReply figures(const Metrics& metrics, const Ready& /*ready*/) {
    return named(make_reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text()), "ops.metrics");
}

struct PathRow {
    std::string_view path;
    HttpReply (*answer)(const Metrics& metrics, const Ready& ready);
};
constexpr PathRow kPaths[] = {{"/healthz", &health}, {"/readyz", &readiness}, {"/metrics", &figures}};

}  // namespace

std::vector<std::string_view> operations_paths() {
    std::vector<std::string_view> paths;
    for (const auto& row : kPaths) paths.push_back(row.path);
    return paths;
}

HttpReply answer_operations(const HttpRequest& request, const Metrics& metrics,
                            const std::function<Result<void>()>& ready) {
    QY_ASSERT(request.listener == Listener::ops);
    if (request.method != "GET" && request.method != "HEAD") {
        auto reply = named(make_reply(405, kPlain, "method not allowed\n"), "ops.other");
        reply.headers.add("Allow", "GET, HEAD");
        return reply;
    }
    const auto* const found = std::ranges::find(kPaths, request.path(), &PathRow::path);
    if (found == std::end(kPaths)) return named(make_reply(404, kPlain, "not found\n"), "ops.other");
    return found->answer(metrics, ready);
}

}  // namespace qy::transport
