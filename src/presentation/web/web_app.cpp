#include "presentation/web_app.h"

#include <algorithm>

#include "base/limits.h"
#include "base/media_limits.h"
#include "business/scan_visit.h"
#include "gzip.h"
#include "network_table.h"
#include "packed_app.h"
#include "pages/other_pages.h"
#include "pages/page_style.h"
#include "presentation/error_response.h"
#include "site_pages.h"
#include "transport/metrics.h"
#include "transport/operations.h"
#include "web_core.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kApiPath = "/api/v1/";
constexpr std::size_t kGzipWorthBytes = 512;

bool is_api(const transport::HttpRequest& request) {
    return request.path().starts_with(kApiPath);
}

/// What is no page: the first whose path it is, or begins with it when that ends in a slash.
struct ProgramPath {
    std::string_view path;
    std::string_view methods;
    transport::HttpReply (*answer)(const WebApp::Core& core, transport::HttpRequest& request);
};
constexpr ProgramPath kProgramPaths[] = {
    {kApiPath, "POST", &answer_api},
    {"/events", "GET, HEAD", &answer_events},
};

const ProgramPath* program_path(std::string_view path) {
    const auto* const found = std::ranges::find_if(kProgramPaths, [&](const ProgramPath& row) {
        return row.path.ends_with('/') ? path.starts_with(row.path) : path == row.path;
    });
    return found == std::end(kProgramPaths) ? nullptr : found;
}

transport::HttpReply page_reply(int status, std::string bytes, bool compressed, std::string_view route) {
    transport::HttpReply reply;
    reply.status = status;
    reply.route = route;
    reply.headers.set("Content-Type", "text/html; charset=utf-8");
    reply.headers.set("Content-Security-Policy", content_security_policy());
    reply.headers.set("Cache-Control", "no-store");
    reply.headers.set("Vary", "Accept-Encoding, Accept-Language");
    if (compressed) reply.headers.set("Content-Encoding", "gzip");
    reply.body = std::move(bytes);
    return reply;
}

/// A browser asks whether a script of another site may call: the answer is in headers that transport adds, or not.
bool is_preflight(const transport::HttpRequest& request) {
    return request.method == "OPTIONS" && request.headers.has("Access-Control-Request-Method");
}

bool is_asset(const transport::HttpRequest& request) {
    return request.path().starts_with("/assets/") || is_packed_file(request.path());
}

}  // namespace

std::vector<SitePath> site_paths() {
    std::vector<SitePath> paths;
    for (const auto& row : kProgramPaths) paths.push_back({std::string(row.path), row.methods});
    add_page_paths(paths);
    for (const auto path : transport::operations_paths()) paths.push_back({std::string(path), "GET, HEAD", true});
    return paths;
}

WebApp::WebApp(WebAppParts parts)
    : core_(std::make_unique<Core>(Core{std::move(parts),
                                        {},
                                        std::make_unique<InFlight>(),
                                        std::make_unique<ReadyAnswers>(limits::ready_answer_bytes_max),
                                        std::make_unique<SharePictures>(limits::share_picture_bytes_max)})) {}
WebApp::~WebApp() = default;

bool WebApp::runs_inline(const transport::HttpRequest& request) const {
    return request.listener == transport::Listener::ops || is_asset(request) || is_ready(*core_, request);
}

bool WebApp::is_rate_limited(const transport::HttpRequest& request) const {
    return !is_asset(request);
}

transport::NetworkClass WebApp::network_class(const transport::HttpRequest& request) const {
    return network_class_of(request);
}

transport::HttpReply WebApp::handle(transport::HttpRequest& request) {
    if (request.listener == transport::Listener::ops) {
        return transport::answer_operations(request, core_->parts.metrics, core_->parts.ready);
    }
    if (is_preflight(request)) return transport::make_reply(204, "", "");
    const auto* const program = program_path(request.path());
    return program != nullptr ? program->answer(*core_, request) : answer_page(*core_, request);
}

std::optional<transport::HttpReply> WebApp::refusal(const transport::HttpRequest& request, const Error& error) const {
    if (is_api(request)) return std::nullopt;
    PageContext context;
    context.language = request_language(request, &context.language_chosen);
    context.request_id = request.request_id;
    context.assets = &core_->assets;
    return html_reply(request, status_of(error.kind), message_page(message_of(error), "", context), "refusal");
}

Language request_language(const transport::HttpRequest& request, bool* chosen) {
    const auto named = transport::query_parameter(request.query(), "lang");
    if (named.ok() && *named && (**named == "en" || **named == "zh")) {
        if (chosen != nullptr) *chosen = true;
        return **named == "en" ? Language::en : Language::zh;
    }
    return language_of(request.headers.find("accept-language").value_or(""));
}

std::string_view device_cookie_name(const transport::HttpRequest& request) {
    return request.secure ? "__Host-qy_device" : "qy_device";
}

Visitor visitor_of(const WebApp::Core& core, const transport::HttpRequest& request) {
    const auto& headers = request.headers;
    const auto user_agent = headers.find("user-agent").value_or("");
    std::string_view purpose;
    for (const auto* const name : {"sec-purpose", "purpose", "x-purpose", "x-moz"}) {
        if (purpose.empty()) purpose = headers.find(name).value_or("");
    }
    const auto visit = business::classify_visit({request.method, user_agent, purpose});
    Visitor visitor;
    visitor.device = business::device_hash(core.parts.use.services.keys, {cookie(request, device_cookie_name(request)),
                                                                          request.remote_address, user_agent});
    visitor.device_class = visit.device_class;
    visitor.counts = visit.counts;
    return visitor;
}

transport::HttpReply html_reply(const transport::HttpRequest& request, int status, std::string html,
                                std::string_view route) {
    const bool compressed =
        html.size() > kGzipWorthBytes && accepts_gzip(request.headers.find("accept-encoding").value_or(""));
    if (compressed) html = gzip(html);
    return page_reply(status, std::move(html), compressed, route);
}

transport::HttpReply gzip_page_reply(std::string compressed, std::string_view route) {
    return page_reply(200, std::move(compressed), true, route);
}

}  // namespace qy::presentation
