// /console/… and /field/…: each one page with scripts of its own, which shows what its address names. (clause 5.6)
#include "packed_app.h"
#include "site_pages.h"

namespace qy::presentation {

transport::HttpReply app_page(PageCall& call) {
    const PackedApp& app = packed_app(call.segments.front());
    const auto path = call.request.path();
    if (path.size() < app.folder.size()) return page_redirect(308, std::string(app.folder));
    const auto* const page = call.core.assets.find(app.page);
    if (path.starts_with(app.files) || page == nullptr) return page_message(call, 404, PageMessage::not_found, "");
    auto reply = asset_reply(*page, call.request);
    reply.route = app.name;
    return reply;
}

}  // namespace qy::presentation
