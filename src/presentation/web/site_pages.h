#pragma once
// The handlers of pages, and what they share.
#include <functional>
#include <string_view>

#include "model/trace_answer.h"
#include "pages/other_pages.h"
#include "web_core.h"

namespace qy::presentation {

transport::HttpReply home(PageCall& call);
transport::HttpReply search(PageCall& call);
/// /t/CODE by GET, and by POST with the form's `pin`.
transport::HttpReply trace_code(PageCall& call);
/// /lot/ID or /lot/NUMBER.
transport::HttpReply trace_lot(PageCall& call);
/// /01/GTIN[/10/LOT][/21/CODE]: a GS1 Digital Link (digital_link.cpp).
transport::HttpReply digital_link(PageCall& call);
/// /scan/CODE/TOKEN.gif: the page's own image counts the scan.
transport::HttpReply beacon(PageCall& call);
transport::HttpReply asset(PageCall& call);
/// /console/… and /field/…: the one page of an application, whatever it will show (app_page.cpp).
transport::HttpReply app_page(PageCall& call);
/// /schema/rows.json and /schema/rows.xsd: what a program that sends rows should send; /schema/answers/FUNCTION.xsd and
/// .json: what a function's answer is as a file (schema_file.cpp).
transport::HttpReply schema_file(PageCall& call);
/// A form of people who are not signed in, by GET and POST, and what a driver records: /s/SECRET (contact_pages.cpp).
transport::HttpReply contact_form(PageCall& call);
transport::HttpReply shipment_form(PageCall& call);
/// /report/CODE and /report/lot/ID, by GET and POST; /receipt[/NUMBER] (report_pages.cpp).
transport::HttpReply report_form(PageCall& call);
transport::HttpReply receipt_form(PageCall& call);
/// /share/CODE.png and /share/lot/ID.png (share_page.cpp).
transport::HttpReply share_picture(PageCall& call);
/// /map.svg: what routes are drawn upon (map_page.cpp).
transport::HttpReply map_picture(PageCall& call);
/// /media/ID[/small] (media_page.cpp).
transport::HttpReply media_file(PageCall& call);
transport::HttpReply asset_reply(const Asset& asset, const transport::HttpRequest& request);

/// The page of a code in any of its printed forms, and that of what a question for lots came to.
transport::HttpReply code_page(PageCall& page, const std::string& text);
using LotAsking = std::function<Result<model::TraceAnswer>()>;
transport::HttpReply answer_of_lots(PageCall& page, const LotAsking& ask, const std::string& text);
transport::HttpReply page_redirect(int status, const std::string& location);
transport::HttpReply page_message(PageCall& call, int status, PageMessage message, std::string_view entered);
[[nodiscard]] PageMessage message_of(const Error& error);
/// What a refusal tells beside its words: to the log, to the limit of failures, and when to come back.
void mark_refusal(const PageCall& call, const Error& error, transport::HttpReply& reply);
/// The page that fits an error.
transport::HttpReply page_error(PageCall& call, const Error& error, std::string_view entered);
/// A random first-party cookie for a visitor without one.
void give_device_cookie(PageCall& call, transport::HttpReply& reply);

}  // namespace qy::presentation
