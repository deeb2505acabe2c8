// Pages: one table of first path segments. (interfaces: HTTP; clauses 5.6, 6.3.1)
#include <algorithm>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/settings.h"
#include "business/labels.h"
#include "pages/form_page.h"
#include "pages/other_pages.h"
#include "presentation/error_response.h"
#include "session_cookie.h"
#include "site_pages.h"
#include "verification_files.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kReads = "GET, HEAD";
constexpr std::string_view kReadsAndForms = "GET, HEAD, POST";
constexpr std::size_t kDeviceCookieBytes = 16;
constexpr std::int64_t kDeviceCookieDays = 365;

using PageHandler = transport::HttpReply (*)(PageCall& call);

struct PageRoute {
    std::string_view first;  ///< first path segment; empty: the home page
    PageHandler handler;
    bool accepts_post;
};

// clang-format off
constexpr PageRoute kPages[] = {
    {"", &home, false},
    {"t", &trace_code, true},
    {"lot", &trace_lot, false},
    {"search", &search, false},
    {"01", &digital_link, true},
    {"scan", &beacon, false},
    {"assets", &asset, false},
    {"s", &shipment_form, true},
    {"report", &report_form, true},
    {"receipt", &receipt_form, true},
    {"share", &share_picture, false},
    {"console", &app_page, false},
    {"field", &app_page, false},
    {"schema", &schema_file, false},
    {"media", &media_file, false},
    {"map.svg", &map_picture, false},
};
// clang-format on

std::string_view methods_of(const PageRoute& page) {
    return page.accepts_post ? kReadsAndForms : kReads;
}

constexpr PageRoute kForm{"", &contact_form, true};  // of each row of form_pages()
constexpr PageRoute kFile{"", &asset, false};        // of each file with a fixed address

/// The query without `lang`, for links to the other language.
std::string query_without_language(std::string_view query) {
    std::string rest;
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto pair = query.substr(0, end);
        if (!pair.starts_with("lang=")) {
            if (!rest.empty()) rest += '&';
            rest += pair;
        }
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    }
    return rest;
}

PageContext context_of(const WebApp::Core& core, const transport::HttpRequest& request) {
    PageContext context;
    context.language = request_language(request, &context.language_chosen);
    context.path = request.path();
    context.query = query_without_language(request.query());
    context.icp_filing = core.parts.use.services.settings.text("server.icp_filing");
    context.police_filing = core.parts.use.services.settings.text("server.police_filing");
    context.request_id = request.request_id;
    context.assets = &core.assets;
    context.map = &core.parts.map;
    const auto& labels = core.parts.use.labels;
    context.label_of = [&labels](std::string_view dictionary, std::string_view code, Language language) {
        return labels.label(dictionary, code, language);
    };
    return context;
}

PageCall page_call(const WebApp::Core& core, transport::HttpRequest& request, std::vector<std::string> segments) {
    PageCall call{core, request, std::move(segments), context_of(core, request), {}, {}, {}};
    call.actor.name = "anonymous";
    call.actor.request_id = request.request_id;
    call.actor.address = request.remote_address;
    return call;
}

const PageRoute* find_page(const std::vector<std::string>& segments) {
    const std::string_view first = segments.empty() ? std::string_view() : std::string_view(segments.front());
    if (find_form(first) != nullptr) return &kForm;
    const auto* const found =
        std::find_if(std::begin(kPages), std::end(kPages), [&](const PageRoute& row) { return row.first == first; });
    return found == std::end(kPages) ? nullptr : found;
}

/// A file that another party asks the operator to serve (domain verification), or a fixed asset such as /robots.txt.
std::optional<transport::HttpReply> fixed_file(const WebApp::Core& core, const transport::HttpRequest& request,
                                               const std::vector<std::string>& segments) {
    if (const auto* const found = core.assets.find(request.path())) return asset_reply(*found, request);
    const bool under_root = segments.size() == 1;
    const bool under_t = segments.size() == 2 && segments.front() == "t";
    if (!under_root && !under_t) return std::nullopt;
    const auto& folder = core.parts.use.services.settings.text("server.verification_folder");
    auto content = verification_file(folder, segments.back());
    if (!content) return std::nullopt;
    auto reply = transport::make_reply(200, "text/plain; charset=utf-8", *std::move(content));
    reply.route = "verification";
    return reply;
}

}  // namespace

void add_page_paths(std::vector<SitePath>& paths) {
    const auto add = [&](std::string_view first, std::string_view methods) {
        paths.push_back({"/" + std::string(first), methods});
    };
    for (const auto& row : kPages) add(row.first, methods_of(row));
    for (const auto& form : form_pages()) add(form.path, methods_of(kForm));
    const AssetTable assets;
    for (const auto& asset : assets.all()) {
        const std::string_view name = std::string_view(asset.address).substr(1);
        if (name.find('/') == std::string_view::npos) add(name, kReads);
    }
}

transport::HttpReply page_redirect(int status, const std::string& location) {
    auto reply = transport::make_reply(status, "text/plain; charset=utf-8", "");
    reply.headers.set("Location", location);
    reply.headers.set("Cache-Control", "no-store");
    reply.route = "redirect";
    return reply;
}

transport::HttpReply page_message(PageCall& call, int status, PageMessage message, std::string_view entered) {
    return html_reply(call.request, status, message_page(message, entered, call.context), "message");
}

PageMessage message_of(const Error& error) {
    if (error.code == "code.malformed") return PageMessage::malformed_code;
    if (error.code == "session.cross_site") return PageMessage::cross_site;
    switch (status_of(error.kind)) {
        case 404:
            return PageMessage::not_found;
        case 413:
            return PageMessage::too_large;
        case 429:
            return PageMessage::too_many_requests;
        case 503:
            return PageMessage::busy;
        case 500:
            return PageMessage::internal;
        default:
            return PageMessage::bad_request;
    }
}

void mark_refusal(const PageCall& call, const Error& error, transport::HttpReply& reply) {
    if (status_of(error.kind) >= 500) {
        log::error("page.failed",
                   {{"code", error.code}, {"detail", error.detail.text}, {"request_id", call.request.request_id}});
    }
    if (const auto seconds = retry_after_seconds(error)) reply.headers.set("Retry-After", std::to_string(*seconds));
    reply.failure = counts_as_failure(error);
    reply.reason = error.code;
}

transport::HttpReply page_error(PageCall& call, const Error& error, std::string_view entered) {
    auto reply = page_message(call, status_of(error.kind), message_of(error), entered);
    mark_refusal(call, error, reply);
    return reply;
}

void give_device_cookie(PageCall& call, transport::HttpReply& reply) {
    if (!cookie(call.request, device_cookie_name(call.request)).empty()) return;
    const auto value = to_base64url(call.core.parts.use.services.random.bytes(kDeviceCookieBytes));
    std::string text(device_cookie_name(call.request));
    text +=
        "=" + value + "; Path=/; Max-Age=" + std::to_string(kDeviceCookieDays * 24 * 3600) + "; HttpOnly; SameSite=Lax";
    if (call.request.secure) text += "; Secure";
    reply.headers.add("Set-Cookie", text);
}

transport::HttpReply answer_page(const WebApp::Core& core, transport::HttpRequest& request) {
    auto segments = transport::path_segments(request.path());
    if (!segments.ok()) {
        auto call = page_call(core, request, {});
        call.context.path = "/";
        return page_message(call, 400, PageMessage::bad_request, "");
    }
    auto file = fixed_file(core, request, *segments);
    const auto* const page = file ? &kFile : find_page(*segments);
    auto call = page_call(core, request, *std::move(segments));
    call.visitor = visitor_of(core, request);
    if (page == nullptr) return page_message(call, 404, PageMessage::not_found, "");
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (!reads && !(page->accepts_post && request.method == "POST")) {
        auto reply = page_message(call, 405, PageMessage::method_not_allowed, "");
        reply.headers.set("Allow", methods_of(*page));
        return reply;
    }
    if (!reads && is_from_other_site(request)) return page_error(call, denied("session.cross_site"), "");
    return file ? *std::move(file) : page->handler(call);
}

}  // namespace qy::presentation
