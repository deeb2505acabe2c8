#pragma once
// The handlers of pages, and what they share.
#include <string_view>

#include "pages/other_pages.h"
#include "web_core.h"

namespace qy::presentation {

transport::HttpReply home(PageCall& call);
transport::HttpReply search(PageCall& call);
/// /t/CODE by GET, and by POST with the form's `pin`.
transport::HttpReply trace_code(PageCall& call);
/// /lot/ID or /lot/NUMBER.
transport::HttpReply trace_lot(PageCall& call);
/// /01/GTIN[/10/LOT][/21/CODE]: a GS1 Digital Link.
transport::HttpReply digital_link(PageCall& call);
/// /scan/CODE/TOKEN.gif: the page's own image counts the scan.
transport::HttpReply beacon(PageCall& call);
transport::HttpReply asset(PageCall& call);
transport::HttpReply asset_reply(const Asset& asset, const transport::HttpRequest& request);

transport::HttpReply page_message(PageCall& call, int status, PageMessage message, std::string_view entered);
/// The page that fits an error.
transport::HttpReply page_error(PageCall& call, const Error& error, std::string_view entered);
/// A random first-party cookie for a visitor without one.
void give_device_cookie(PageCall& call, transport::HttpReply& reply);

}  // namespace qy::presentation
