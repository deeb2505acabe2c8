// Requests that memory alone can answer: on the thread that read them, without a worker. (architecture §7, §8)
#include "base/clock.h"
#include "business/scans.h"
#include "business/trace_query.h"
#include "gzip.h"
#include "model/trace_code.h"
#include "session_cookie.h"
#include "web_core.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kQueryPath = "/api/v1/trace.query";
constexpr std::string_view kPagePath = "/t/";
constexpr std::size_t kQueryBodyMax = 200;

ReadyMark mark_now(const UseCases& use) {
    return ready_mark(use);
}

bool is_query_ready(const WebApp::Core& core, const transport::HttpRequest& request) {
    if (request.body.size() > kQueryBodyMax || request.headers.has("authorization")) return false;
    if (!cookie_value(CookieKind::session, request).expose().empty()) return false;
    const auto body = parse_json(request.body);
    if (!body.ok() || !body->is_object()) return false;
    const auto* const text = body->as_object().if_contains("code");
    if (text == nullptr || !text->is_string()) return false;
    const auto code = model::TraceCode::parse(text->as_string());
    const auto& use = core.parts.use;
    if (!code.ok() || !use.scans.holds(*code)) return false;
    return core.ready->answers.find(ready_key(code->text(), request_language(request)), mark_now(use)) != nullptr;
}

bool is_page_ready(const WebApp::Core& core, const transport::HttpRequest& request) {
    const auto code = model::TraceCode::parse(request.path().substr(kPagePath.size()));
    if (!code.ok() || !core.parts.use.scans.holds(*code)) return false;
    bool chosen = false;
    const auto language = request_language(request, &chosen);
    return is_plain_page(request, code->text()) &&
           core.ready->pages.find(ready_key(code->text(), language, chosen), mark_now(core.parts.use)) != nullptr;
}

bool is_language(std::string_view query) {
    return query == "lang=en" || query == "lang=zh";
}

}  // namespace

bool is_plain_page(const transport::HttpRequest& request, std::string_view code) {
    const auto path = request.path();
    return (request.method == "GET" || request.method == "HEAD") && path.size() == kPagePath.size() + code.size() &&
           path.starts_with(kPagePath) && path.ends_with(code) &&
           (request.query().empty() || is_language(request.query())) &&
           accepts_gzip(request.headers.find("accept-encoding").value_or(""));
}

bool is_ready(const WebApp::Core& core, const transport::HttpRequest& request) {
    if (request.listener == transport::Listener::admin) return false;
    if (request.path() == kQueryPath) return is_query_ready(core, request);
    return request.path().starts_with(kPagePath) && is_page_ready(core, request);
}

}  // namespace qy::presentation
