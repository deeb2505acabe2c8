// /console/…: one page with scripts of its own, which shows what its address names. (clause 5.6)
#include "site_pages.h"

namespace qy::presentation {
namespace {

// Scripts and styles from here alone, none inside the page. Pictures may stand in the text (captchas, QR codes), and so
// may the captcha's sound.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src data:; connect-src "
    "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

}  // namespace

transport::HttpReply console(PageCall& call) {
    const auto path = call.request.path();
    if (path == "/console") return page_redirect(308, "/console/");
    const auto* const page = call.core.assets.find(kConsolePage);
    if (path.starts_with(kConsoleAssets) || page == nullptr) return page_message(call, 404, PageMessage::not_found, "");
    auto reply = asset_reply(*page, call.request);
    reply.headers.set("Content-Security-Policy", kPolicy);
    reply.headers.set("Cache-Control", "no-cache");
    reply.route = "console";
    return reply;
}

}  // namespace qy::presentation
