// POST /api/v1/AREA.VERB: who asks, the function, the envelope of its answer, idempotency keys.
#include <optional>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "business/idempotency.h"
#include "caller.h"
#include "joined_use_cases.h"
#include "presentation/answer_file.h"
#include "presentation/error_response.h"
#include "session_cookie.h"
#include "web_core.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kApiPath = "/api/v1/";
constexpr std::size_t kIdempotencyKeyMax = 128;

transport::HttpReply json_reply(int status, const JsonObject& body, std::string_view route) {
    auto reply = transport::make_reply(status, "application/json; charset=utf-8", to_text(body));
    reply.headers.set("Cache-Control", "no-store");
    reply.route = route;
    return reply;
}

transport::HttpReply error_reply(const Error& error, Language language, const std::string& request_id,
                                 std::string_view route) {
    const int status = status_of(error.kind);
    if (status >= 500) {
        log::error("request.failed", {{"code", error.code}, {"detail", error.detail.text}, {"request_id", request_id}});
    }
    auto reply = json_reply(status, error_json(error, language, request_id), route);
    if (const auto seconds = retry_after_seconds(error)) reply.headers.set("Retry-After", std::to_string(*seconds));
    if (status == 401) reply.headers.set("WWW-Authenticate", "Bearer");
    reply.failure = counts_as_failure(error);
    reply.reason = error.code;
    return reply;
}

Result<Json> body_of(const transport::HttpRequest& request) {
    const auto type = request.headers.find("content-type").value_or("application/json");
    if (!type.starts_with("application/json")) return invalid("route.json_only");
    if (request.body.empty()) return Json(JsonObject());
    return parse_json(request.body);
}

transport::HttpReply post_only_reply(Language language, const std::string& request_id, std::string_view route) {
    auto reply = error_reply(invalid("route.post_only"), language, request_id, route);
    reply.status = 405;
    reply.headers.set("Allow", "POST");
    return reply;
}

transport::HttpReply download_reply(Download download, std::string_view route) {
    transport::HttpReply reply;
    reply.route = route;
    reply.headers.set("Content-Type", download.content_type);
    reply.headers.set("Content-Disposition", "attachment; filename=\"" + download.file_name + "\"");
    reply.headers.set("Cache-Control", "no-store");
    reply.body = transport::BodyGenerator(std::move(download.next));
    return reply;
}

/// An envelope that is text already, but for the request's id.
transport::HttpReply text_reply(Answer answer, const std::string& request_id, std::string_view route) {
    std::string body = std::move(answer.text);
    body.append(1, '"').append(request_id).append(R"("})");
    auto reply = transport::make_reply(200, "application/json; charset=utf-8", std::move(body));
    reply.headers.set("Cache-Control", "no-store");
    reply.route = route;
    reply.failure = answer.failure;
    if (answer.failure) reply.reason = "code.not_ours";
    return reply;
}

transport::HttpReply live_reply(transport::SharedLive live, std::string_view route) {
    transport::HttpReply reply;
    reply.route = route;
    reply.headers.set("Content-Type", "text/event-stream; charset=utf-8");
    reply.headers.set("Cache-Control", "no-store");
    reply.headers.set("X-Accel-Buffering", "no");  // a proxy that collects answers would keep the news
    reply.body = std::move(live);
    return reply;
}

transport::HttpReply success_reply(Answer answer, const std::string& request_id, std::string_view route) {
    if (answer.download) return download_reply(*std::move(answer.download), route);
    if (answer.live) return live_reply(std::move(answer.live), route);
    if (!answer.text.empty()) return text_reply(std::move(answer), request_id, route);
    auto reply = json_reply(
        200, JsonObject{{"code", "ok"}, {"data", std::move(answer.data)}, {"request_id", request_id}}, route);
    reply.failure = answer.failure;
    if (answer.failure) reply.reason = "code.not_ours";
    return reply;
}

using business::IdempotentRequest;
using business::KeptAnswer;

KeptAnswer kept_answer(Answer answer, const std::string& request_id, std::string_view route) {
    QY_ASSERT(!answer.download && !answer.live);  // no writing function streams
    auto reply = success_reply(std::move(answer), request_id, route);
    return {reply.status, std::get<std::string>(std::move(reply.body))};
}

/// The function and its kept answer in one transaction. Checked and recorded outside of it: the record of a denial, or
/// of what failed, stays.
Result<KeptAnswer> run_with_answer(const Route& route, const Json& body, Call& call, const IdempotentRequest& request) {
    return recorded_call(route, call, [&](Call& outer) {
        return business::answer_once(
            outer.use.services, request, [&](const business::Services& services) -> Result<KeptAnswer> {
                const JoinedUseCases joined(outer.use, services);
                Call inside{joined.use, outer.actor, outer.language, outer.base_url, outer.visitor};
                QY_TRY(answer, route.handler(body, inside));
                return kept_answer(std::move(answer), outer.actor.request_id, route.name);
            });
    });
}

Result<KeptAnswer> run_by_rows(const Route& route, const Json& body, Call& call, const IdempotentRequest& request) {
    QY_TRY(answer, call_function(route, body, call));
    auto kept = kept_answer(std::move(answer), call.actor.request_id, route.name);
    QY_CHECK(business::keep_answer(call.use.services, request, kept));
    return kept;
}

Result<KeptAnswer> known_or_new_answer(const Route& route, const Json& body, Call& call,
                                       const IdempotentRequest& request) {
    // Whoever may not call it any more gets no earlier answer either, but the refusal and its record.
    if (RecordedCall(route, call).check().ok()) {
        QY_TRY(known, business::find_answer(call.use.services, request));
        if (known) return *std::move(known);
    }
    if (route.once == Once::by_rows) return run_by_rows(route, body, call, request);
    return run_with_answer(route, body, call, request);
}

/// Runs a writing function once per Idempotency-Key of its actor: the same request gets the same answer again.
transport::HttpReply run_once(const WebApp::Core& core, const Route& route, const Json& body, Call& call,
                              const std::string& key) {
    const std::string& request_id = call.actor.request_id;
    const auto turn = core.in_flight->enter(call.actor.name + "\n" + key);
    if (!turn) return error_reply(busy("idempotency.in_progress"), call.language, request_id, route.name);
    auto answer =
        known_or_new_answer(route, body, call, {call.actor.name, key, std::string(route.name), to_text(body)});
    if (!answer.ok()) return error_reply(answer.error(), call.language, request_id, route.name);
    auto reply = transport::make_reply(answer->status, "application/json; charset=utf-8", std::move(answer->answer));
    reply.headers.set("Cache-Control", "no-store");
    reply.route = route.name;
    return reply;
}

/// A cookie whose session has ended is taken away with the refusal.
transport::HttpReply refused_caller(const Error& error, const transport::HttpRequest& request, Language language,
                                    std::string_view route) {
    auto reply = error_reply(error, language, request.request_id, route);
    if (error.code == "session.ended") {
        reply.failure = false;  // everybody's session ends some time: no try to get in
        reply.headers.add("Set-Cookie", set_cookie_text({CookieKind::session, {}, 0}, request));
    }
    return reply;
}

/// What a browser's EventSource can say: topics with commas, `since`, or the id of the last event that it saw.
Result<Json> stream_body(const transport::HttpRequest& request) {
    QY_TRY(topics, transport::query_parameter(request.query(), "topics"));
    QY_TRY(since, transport::query_parameter(request.query(), "since"));
    JsonArray names;
    const std::string text = topics.value_or("");
    for (const auto name : split(text, ',')) names.push_back(Json(name));
    JsonObject body{{"topics", std::move(names)}};
    const auto last = request.headers.find("last-event-id");
    if (last && !last->empty()) {
        body["since"] = *last;
    } else if (since) {
        body["since"] = *since;
    }
    return Json(std::move(body));
}

/// `?format=xlsx&table=events`: the answer as a file.
Result<std::optional<FileOrder>> wanted_file(const transport::HttpRequest& request) {
    QY_TRY(format, transport::query_parameter(request.query(), "format"));
    QY_TRY(table, transport::query_parameter(request.query(), "table"));
    if (!format) return std::optional<FileOrder>();
    return std::optional(FileOrder{*std::move(format), table.value_or("")});
}

}  // namespace

transport::HttpReply answer_events(const WebApp::Core& core, transport::HttpRequest& request) {
    const Language language = request_language(request);
    const auto& route = *find_route("change.stream");
    if (request.method != "GET" && request.method != "HEAD") {
        auto reply = error_reply(invalid("change.get_only"), language, request.request_id, route.name);
        reply.status = 405;
        reply.headers.set("Allow", "GET, HEAD");
        return reply;
    }
    auto caller = caller_of(core, request, route);
    if (!caller.ok()) return refused_caller(caller.error(), request, language, route.name);
    auto body = stream_body(request);
    if (!body.ok()) return error_reply(body.error(), language, request.request_id, route.name);
    auto call = call_of(core, request, *caller, language);
    auto answer = call_function(route, *body, call);
    if (!answer.ok()) return error_reply(answer.error(), language, request.request_id, route.name);
    return success_reply(*std::move(answer), request.request_id, route.name);
}

transport::HttpReply answer_api(const WebApp::Core& core, transport::HttpRequest& request) {
    const Language language = request_language(request);
    const auto* const route = find_route(request.path().substr(kApiPath.size()));
    const std::string request_id = request.request_id;
    const bool machine = request.listener == transport::Listener::admin;
    if (route == nullptr || (route->door == Door::machine && !machine)) {
        return error_reply(not_found("route.unknown"), language, request_id, "unknown");
    }
    auto caller = caller_of(core, request, *route);
    if (!caller.ok()) return refused_caller(caller.error(), request, language, route->name);
    if (request.method != "POST") return post_only_reply(language, request_id, route->name);
    auto body = body_of(request);
    if (!body.ok()) return error_reply(body.error(), language, request_id, route->name);
    const auto file = wanted_file(request);
    if (!file.ok()) return error_reply(file.error(), language, request_id, route->name);
    auto call = call_of(core, request, *caller, language);
    call.ready = core.ready.get();
    call.map = &core.parts.map;
    // A function that is asked for counts by being asked: POST is no preview.
    call.visitor.counts = true;
    const auto key = request.headers.find("idempotency-key");
    if (key && route->once != Once::no && !*file) {
        if (key->empty() || key->size() > kIdempotencyKeyMax) {
            return error_reply(invalid("idempotency.key", {std::to_string(kIdempotencyKeyMax)}), language, request_id,
                               route->name);
        }
        return run_once(core, *route, *body, call, std::string(*key));
    }
    auto answer = *file ? call_for_file(*route, *body, call, **file) : call_function(*route, *body, call);
    if (!answer.ok()) return error_reply(answer.error(), language, request_id, route->name);
    const auto cookies = std::move(answer->cookies);
    auto reply = success_reply(*std::move(answer), request_id, route->name);
    for (const auto& one : cookies) reply.headers.add("Set-Cookie", set_cookie_text(one, request));
    return reply;
}

}  // namespace qy::presentation
