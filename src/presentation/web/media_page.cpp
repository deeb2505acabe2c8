// GET /media/ID[/small]: the bytes of a photo or document, as browsers may safely show them. (clause 7.2.2)
#include "base/limits.h"
#include "caller.h"
#include "presentation/error_response.h"
#include "site_pages.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kFunction = "media.get";
constexpr std::string_view kSmall = "small";
constexpr std::string_view kOpenCache = "public, max-age=86400, immutable";
constexpr std::string_view kOwnCache = "private, no-cache";

/// Whoever asks sees the same: nothing of the file is told to who may not see it.
transport::HttpReply refused(const Error& error) {
    auto reply = transport::make_reply(status_of(error.kind), "text/plain; charset=utf-8", "");
    reply.headers.set("Cache-Control", "no-store");
    reply.route = "page.media";
    reply.reason = error.code;
    return reply;
}

bool is_known(const transport::HttpRequest& request, const std::string& tag) {
    return request.headers.find("if-none-match").value_or("") == tag;
}

transport::HttpReply media_reply(const transport::HttpRequest& request, Download download) {
    const std::string tag = "\"" + download.tag + "\"";
    transport::HttpReply reply;
    reply.route = "page.media";
    reply.headers.set("ETag", tag);
    reply.headers.set("Cache-Control", download.is_open ? kOpenCache : kOwnCache);
    reply.headers.set("Vary", "Cookie, Authorization");
    if (is_known(request, tag)) {
        reply.status = 304;
        return reply;
    }
    const bool picture = download.content_type.starts_with("image/");
    reply.headers.set("Content-Type", download.content_type);
    reply.headers.set("Content-Disposition",
                      std::string(picture ? "inline" : "attachment") + "; filename=\"" + download.file_name + "\"");
    reply.headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    reply.body = transport::BodyGenerator(std::move(download.next));
    return reply;
}

}  // namespace

transport::HttpReply media_file(PageCall& page) {
    const bool small = page.segments.size() == 3 && page.segments[2] == kSmall;
    if (page.segments.size() != 2 && !small) return refused(not_found("media.not_found"));
    const auto* const route = find_route(kFunction);
    QY_ASSERT(route != nullptr);
    auto caller = caller_of(page.core, page.request, *route);
    if (!caller.ok()) return refused(caller.error());
    auto call = call_of(page.core, page.request, *caller, page.context.language);
    auto answer = call_function(*route, JsonObject{{"media", page.segments[1]}, {"small", small}}, call);
    if (!answer.ok()) return refused(answer.error());
    return media_reply(page.request, *std::move(answer->download));
}

}  // namespace qy::presentation
