#include "transport/operations.h"

namespace qy::transport {
namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

HttpReply named(HttpReply reply, std::string_view route) {
    reply.route = route;
    reply.headers.add("Cache-Control", "no-store");
    return reply;
}

}  // namespace

HttpReply answer_operations(const HttpRequest& request, const Metrics& metrics,
                            const std::function<Result<void>()>& ready) {
    QY_ASSERT(request.listener == Listener::ops);
    if (request.method != "GET" && request.method != "HEAD") {
        auto reply = named(make_reply(405, kPlain, "method not allowed\n"), "ops.other");
        reply.headers.add("Allow", "GET, HEAD");
        return reply;
    }
    if (request.path() == "/healthz") return named(make_reply(200, kPlain, "ok\n"), "ops.health");
    if (request.path() == "/metrics") {
        return named(make_reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text()), "ops.metrics");
    }
    if (request.path() == "/readyz") {
        const auto state = ready();
        return named(state.ok() ? make_reply(200, kPlain, "ready\n")
                                : make_reply(503, kPlain, "not ready: " + state.error().code + "\n"),
                     "ops.ready");
    }
    return named(make_reply(404, kPlain, "not found\n"), "ops.other");
}

}  // namespace qy::transport
