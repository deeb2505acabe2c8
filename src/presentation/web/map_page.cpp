// /map.svg: the ground that routes are drawn upon, by pages and by the console. (clause 6.3.3)
#include "presentation/region_map.h"
#include "site_pages.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kCache = "public, max-age=3600";  // the operator's next file is seen within an hour

}  // namespace

transport::HttpReply map_picture(PageCall& page) {
    if (page.segments.size() != 1) return page_message(page, 404, PageMessage::not_found, "");
    auto reply = html_reply(page.request, 200, region_map_svg(page.core.parts.map, page.context.language), "page.map");
    reply.headers.set("Content-Type", "image/svg+xml");
    reply.headers.set("Cache-Control", kCache);
    // A picture: it loads and runs nothing.
    reply.headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    return reply;
}

}  // namespace qy::presentation
