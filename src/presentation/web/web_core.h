#pragma once
// What the parts of the web application share, and the request as they see it.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asset_table.h"
#include "in_flight.h"
#include "pages/page_context.h"
#include "presentation/api.h"
#include "presentation/web_app.h"
#include "ready_answers.h"
#include "share_picture.h"
#include "transport/http_message.h"

namespace qy::presentation {

struct WebApp::Core {
    WebAppParts parts;
    AssetTable assets;
    std::unique_ptr<InFlight> in_flight;
    std::unique_ptr<ReadyAnswers> ready;
    std::unique_ptr<SharePictures> pictures;
};

/// One page request: its decoded path, language and visitor.
struct PageCall {
    const WebApp::Core& core;  // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one call
    transport::HttpRequest& request;
    std::vector<std::string> segments;
    PageContext context;
    model::Actor actor;
    Visitor visitor;
    std::string new_device_cookie;  ///< set when the visitor has none yet
};

/// Adds the paths of pages, forms among them, and of files with fixed addresses.
void add_page_paths(std::vector<SitePath>& paths);
/// Answers pages: /, /search, /t/…, /lot/…, /01/…, beacons, assets, verification files.
transport::HttpReply answer_page(const WebApp::Core& core, transport::HttpRequest& request);
/// Whether the answer to this request needs nothing but memory: a trace query for a code, or its page, that stands
/// ready.
[[nodiscard]] bool is_ready(const WebApp::Core& core, const transport::HttpRequest& request);
/// Whether it asks for the page of this code in the one form that is kept ready: compressed, by the code's own address.
[[nodiscard]] bool is_plain_page(const transport::HttpRequest& request, std::string_view code);
/// Answers GET /events?topics=A,B&since=N: the function change.stream in the form that browsers ask for.
transport::HttpReply answer_events(const WebApp::Core& core, transport::HttpRequest& request);
/// Answers POST /api/v1/AREA.VERB.
transport::HttpReply answer_api(const WebApp::Core& core, transport::HttpRequest& request);

/// Chinese or English, from ?lang=, else Accept-Language. `chosen` tells that it came from the query.
[[nodiscard]] Language request_language(const transport::HttpRequest& request, bool* chosen = nullptr);
[[nodiscard]] Visitor visitor_of(const WebApp::Core& core, const transport::HttpRequest& request);
/// The value of a cookie; empty when there is none.
[[nodiscard]] std::string_view cookie(const transport::HttpRequest& request, std::string_view name);
/// A page's reply: type, policy, compression as the client accepts it.
[[nodiscard]] transport::HttpReply html_reply(const transport::HttpRequest& request, int status, std::string html,
                                              std::string_view route);

/// The same for a page that is compressed already.
[[nodiscard]] transport::HttpReply gzip_page_reply(std::string compressed, std::string_view route);

/// The first-party cookie that stands for a device. `__Host-` needs TLS; on the loopback listener the plain name is
/// used.
[[nodiscard]] std::string_view device_cookie_name(const transport::HttpRequest& request);

}  // namespace qy::presentation
