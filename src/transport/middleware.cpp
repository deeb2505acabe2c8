#include "middleware.h"

#include <algorithm>
#include <array>

#include "ascii.h"
#include "base/bytes.h"
#include "base/json.h"
#include "base/messages.h"
#include "http_status.h"
#include "security_headers.h"

namespace qy::transport {
namespace {

constexpr std::string_view kBusyRetrySeconds = "1";

bool take_or_make_id(Exchange& exchange, const Services& services) {
    const auto given = exchange.request.headers.find("X-Request-Id");
    if (given && is_request_id(*given)) {
        exchange.request.request_id = *given;
    } else {
        std::array<std::uint8_t, 16> bytes{};
        services.random.fill(bytes);
        exchange.request.request_id = to_hex(bytes);
    }
    return true;
}

void echo_id(Exchange& exchange, const Services& /*services*/) {
    exchange.reply.headers.set("X-Request-Id", exchange.request.request_id);
}

bool find_client(Exchange& exchange, const Services& services) {
    HttpRequest& request = exchange.request;
    if (request.listener == Listener::admin) return true;
    exchange.client = client_address(exchange.peer, request.headers.all("X-Forwarded-For"), services.trusted);
    request.remote_address = exchange.client.to_string();
    request.secure = request.listener == Listener::https ||
                     (services.trusted.contains(exchange.peer) &&
                      equal_without_case(request.headers.find("X-Forwarded-Proto").value_or(""), "https"));
    return true;
}

/// Settings and the rules of the running program must both admit. The operator's own socket is guarded by the file's
/// mode instead.
NetworkClasses admitted_classes(const Exchange& exchange, const Services& services) {
    if (exchange.request.listener == Listener::admin) return NetworkClasses().set();
    const auto classes = classes_admitting(services.rules, exchange.client);
    return services.gate == nullptr ? classes : classes & services.gate->classes_admitting(exchange.client);
}

bool check_network(Exchange& exchange, const Services& services) {
    HttpRequest& request = exchange.request;
    request.admitted = admitted_classes(exchange, services);
    if (contains(request.admitted, services.handler.network_class(request))) return true;
    refuse(exchange, services, denied("network.denied"));
    return false;
}

bool is_public(const Exchange& exchange) {
    return exchange.request.listener == Listener::https || exchange.request.listener == Listener::http;
}

bool check_rate(Exchange& exchange, const Services& services) {
    if (services.limiter == nullptr || !is_public(exchange)) return true;
    if (!services.handler.is_rate_limited(exchange.request)) return true;
    const auto level = services.handler.network_class(exchange.request);
    const auto seconds = services.limiter->admit(exchange.client, level);
    if (!seconds) return true;
    refuse(exchange, services, limited("http.too_many_requests", {std::to_string(*seconds)}));
    return false;
}

void count_failure(Exchange& exchange, const Services& services) {
    if (services.limiter != nullptr && is_public(exchange) && exchange.reply.failure) {
        services.limiter->count_failure(exchange.client);
    }
}

// "failure" is what fail2ban counts.
std::string_view security_kind(const HttpReply& reply) {
    if (reply.failure) return "failure";
    if (reply.status == 429) return "limited";
    if (reply.reason == "network.denied") return "refused";
    return reply.status == 403 ? "denied" : std::string_view();
}

void tell_security(Exchange& exchange, const Services& services) {
    if (services.security == nullptr || exchange.request.listener == Listener::admin) return;
    const auto kind = security_kind(exchange.reply);
    if (kind.empty()) return;
    services.security->add({.at = exchange.request.received_at,
                            .kind = kind,
                            .reason = exchange.reply.reason,
                            .route = exchange.reply.route,
                            .request_id = exchange.request.request_id,
                            .client = exchange.client});
}

void add_headers(Exchange& exchange, const Services& services) {
    const bool lasting = services.tls != nullptr && !services.tls->is_self_signed();
    add_security_headers(exchange.reply.headers, lasting && exchange.request.listener == Listener::https);
    add_cors_headers(exchange.request, services.cors_origins, exchange.reply.headers);
}

std::chrono::microseconds elapsed(const Exchange& exchange) {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - exchange.started);
}

void count_request(Exchange& exchange, const Services& services) {
    const std::chrono::duration<double> seconds = elapsed(exchange);
    services.metrics.count_request(exchange.reply.route, exchange.reply.status, seconds.count());
}

void log_request(Exchange& exchange, const Services& services) {
    const HttpRequest& request = exchange.request;
    services.log.add({.at = request.received_at,
                      .request_id = request.request_id,
                      .listener = request.listener,
                      .route = exchange.reply.route,
                      .method = request.method,
                      .status = exchange.reply.status,
                      .sent_bytes = exchange.sent_bytes,
                      .microseconds = elapsed(exchange).count(),
                      .client = exchange.client});
}

constexpr Step kSteps[] = {
    // First, so that every refusal and every line of the log has an id to ask about.
    {"request_id", &take_or_make_id, &echo_id, nullptr},
    // Before anything that counts or logs by address.
    {"client_address", &find_client, nullptr, nullptr},
    // Before anything is spent on it: whoever may not come from there learns nothing, not even a limit. What the caller
    // itself may not bring along from there is the handler's matter.
    {"network", &check_network, nullptr, nullptr},
    // Last before the body: a client over its limit costs neither memory nor a worker. After the handler, because only
    // its reply tells what was a failure. (Who may do what is the handler's own matter and comes after this.)
    {"rate", &check_rate, &count_failure, nullptr},
    // After the handler, which may have set its own; before anything is written.
    {"security_headers", nullptr, &add_headers, nullptr},
    // On every reply, also on refusals of the steps above.
    {"security_log", nullptr, &tell_security, nullptr},
    // When everything is written, so that the time holds the writing too.
    {"metrics", nullptr, nullptr, &count_request},
    // The very last: it tells what became of all the others.
    {"access_log", nullptr, nullptr, &log_request},
};

std::string refusal_body(const Exchange& exchange, const Error& error) {
    const auto language = language_of(exchange.request.headers.find("Accept-Language").value_or(""));
    return to_text(JsonObject{{"code", error.code},
                              {"message", message_text(error.code, error.arguments, language)},
                              {"details", JsonArray()},
                              {"request_id", exchange.request.request_id}});
}

}  // namespace

std::span<const Step> steps() {
    return kSteps;
}

bool admit(Exchange& exchange, const Services& services) {
    return std::all_of(std::begin(kSteps), std::end(kSteps),
                       [&](const Step& step) { return step.before == nullptr || step.before(exchange, services); });
}

void complete_reply(Exchange& exchange, const Services& services) {
    for (const Step& step : kSteps) {
        if (step.on_reply != nullptr) step.on_reply(exchange, services);
    }
}

void record(Exchange& exchange, const Services& services) {
    for (const Step& step : kSteps) {
        if (step.after != nullptr) step.after(exchange, services);
    }
}

void refuse(Exchange& exchange, const Services& services, const Error& error) {
    const int status = status_of_refusal(error.code);
    std::optional<HttpReply> own;
    if (status == 413 || status == 429 || status == 503) own = services.handler.refusal(exchange.request, error);
    exchange.reply = own ? std::move(*own) : make_reply(status, "application/json", refusal_body(exchange, error));
    exchange.reply.status = status;
    exchange.reply.reason = error.code;
    if (exchange.reply.route.empty()) exchange.reply.route = "refused";
    if (status == 429) exchange.reply.headers.set("Retry-After", error.arguments.at(0));
    if (status == 503) exchange.reply.headers.set("Retry-After", kBusyRetrySeconds);
    if (status == 405) exchange.reply.headers.set("Allow", "GET, HEAD, POST, OPTIONS");
    exchange.reply.headers.set("Cache-Control", "no-store");
}

void give_request_id(Exchange& exchange, const Services& services) {
    if (exchange.request.request_id.empty()) take_or_make_id(exchange, services);
}

bool is_request_id(std::string_view text) {
    return text.size() >= 8 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return is_alpha(c) || is_digit(c) || c == '_' || c == '-';
           });
}

}  // namespace qy::transport
