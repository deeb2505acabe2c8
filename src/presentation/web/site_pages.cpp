#include "site_pages.h"

#include "api/scan_counts.h"
#include "base/clock.h"
#include "base/limits.h"
#include "business/change_feed.h"
#include "business/codes.h"
#include "business/label_log.h"
#include "business/scan_visit.h"
#include "business/scans.h"
#include "business/search.h"
#include "business/trace_query.h"
#include "gzip.h"
#include "pages/consumer_page.h"
#include "pages/label_log_page.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPinFormBytes = 200;
constexpr std::string_view kBeaconEnd = ".gif";
constexpr std::string_view kLog = "log";
// One transparent pixel.
constexpr unsigned char kPixel[] = {'G', 'I', 'F', '8', '9', 'a', 1,    0,    1, 0, 0x80, 0,    0, 0, 0,
                                    0,   0,   0,   0,   0,   0,   0x21, 0xF9, 4, 1, 0,    0,    0, 0, 0x2C,
                                    0,   0,   0,   0,   1,   0,   1,    0,    0, 2, 2,    0x44, 1, 0, 0x3B};

std::string_view cache_control(Keep keep) {
    switch (keep) {
        case Keep::ever:
            return "public, max-age=31536000, immutable";
        case Keep::hour:
            return "public, max-age=3600";
        case Keep::never:
            break;
    }
    return "no-cache";
}

Call business_call(PageCall& page) {
    return {page.core.parts.use, page.actor, page.context.language, page.core.parts.base_url(), page.visitor};
}

std::string with_language(const PageCall& page, std::string address) {
    if (page.context.language_chosen) address += page.context.language == Language::en ? "?lang=en" : "?lang=zh";
    return address;
}

/// Tries the PIN of the page's own form and remembers the outcome for the page.
Result<void> try_pin(PageCall& page, const model::TraceCode& code) {
    if (page.request.method != "POST") return {};
    if (page.request.body.size() > kPinFormBytes) return too_large("request.too_large");
    const auto sent = transport::query_parameter(page.request.body, "pin");
    const auto pin = sent.ok() ? sent->value_or("") : std::string();  // what cannot be read is no PIN
    auto answer = page.core.parts.use.codes.verify_pin(code, pin, page.core.parts.use.services.clock.now());
    if (answer.ok()) {
        page.context.pin = answer->first ? PinOutcome::first_right : PinOutcome::right_again;
    } else if (answer.error().kind == ErrorKind::limited) {
        page.context.pin = PinOutcome::too_many;
    } else if (answer.error().kind == ErrorKind::invalid) {
        page.context.pin = PinOutcome::wrong;
    } else {
        return std::move(answer).error();
    }
    return {};
}

int page_status(model::Authenticity state) {
    return is_counted_state(state) ? 200 : 404;
}

void set_beacon(PageCall& page, const model::TraceCode& code) {
    if (!page.visitor.counts) return;
    const auto& services = page.core.parts.use.services;
    page.context.beacon_url = "/scan/" + std::string(code.text()) + "/" +
                              business::beacon_token(services.keys, code, services.clock.now()) +
                              std::string(kBeaconEnd);
}

/// The stream of a page whose story was asked for after `since` was the newest change.
void set_stream(PageCall& page, std::string_view kind, std::string_view subject, std::int64_t since) {
    page.context.stream_url.assign("/events?topics=").append(kind).append("%3A").append(subject);
    page.context.stream_url.append("&since=").append(std::to_string(since));
}

/// The whole page around its live parts, for everybody who will ask for it in this language.
std::shared_ptr<const ReadyPage> ready_page(const model::TraceAnswer& answer, const PageContext& context) {
    const auto page = consumer_live_page(answer, context);
    QY_ASSERT(page.live_edges.size() == 4);
    const std::string_view text = page.text;
    const auto& edges = page.live_edges;
    auto ready = std::make_shared<ReadyPage>();
    ready->verdict.code = answer.code;
    ready->verdict.authenticity = answer.authenticity;
    ready->pieces = {gzip_part(text.substr(0, edges[0])), gzip_part(text.substr(edges[1], edges[2] - edges[1])),
                     gzip_part(text.substr(edges[3]))};
    return ready;
}

Result<transport::HttpReply> reply_from(const ReadyPage& ready, PageCall& page, const model::TraceCode& code) {
    auto answer = ready.verdict;
    QY_CHECK(fill_scan_counts(business_call(page), code, *answer.authenticity, false, "page"));
    set_beacon(page, code);
    const auto verdict = stored_part(live_verdict(answer, page.context));
    const auto beacon = stored_part(live_beacon(page.context));
    const auto& pieces = ready.pieces;
    auto reply = gzip_page_reply(gzip_of({&pieces[0], &verdict, &pieces[1], &beacon, &pieces[2]}), "page.code");
    give_device_cookie(page, reply);
    return reply;
}

/// The page in the form that is kept, from memory when it stands ready; nothing when the code has no such page.
Result<std::optional<transport::HttpReply>> plain_page(PageCall& page, const model::TraceCode& code) {
    const auto& use = page.core.parts.use;
    auto& pages = page.core.ready->pages;
    const ReadyMark now = ready_mark(use);
    const auto key = ready_key(code.text(), page.context.language, page.context.language_chosen);
    auto ready = pages.find(key, now);
    if (!ready) {
        QY_TRY(since, use.changes.newest());
        QY_TRY(answer, use.trace.by_code(code.text(), page.actor));
        if (answer.code != code.text() || !is_counted_state(answer.authenticity->state)) {
            return std::optional<transport::HttpReply>();
        }
        if (answer.lot) set_stream(page, "code", code.text(), since);
        ready = ready_page(answer, page.context);
        pages.keep(key, ready, now);
    }
    QY_TRY(reply, reply_from(*ready, page, code));
    return std::optional(std::move(reply));
}

FoundProduct found_product(const business::SearchItem& item) {
    FoundProduct found;
    found.name = item.product.name;
    found.name_en = item.product.name_en;
    found.specification = item.product.specification;
    found.party_name = item.party.name;
    found.party_name_en = item.party.name_en;
    found.brand_name = item.brand;
    found.brand_name_en = item.brand_en;
    for (const auto& lot : item.lots) found.lots.push_back({lot.id, lot.lot_number, ""});
    return found;
}

/// /lot/ID/log: what changed on the label of the lot's product.
transport::HttpReply label_log_of(PageCall& call) {
    const auto& use = call.core.parts.use;
    const auto id = model::LotId::parse(call.segments[1]);
    if (!id.ok()) return page_message(call, 404, PageMessage::not_found, "");
    const auto answer = use.trace.by_lot(*id, call.actor);
    if (!answer.ok()) return page_error(call, answer.error(), "");
    if (!answer->product) return page_message(call, 404, PageMessage::not_found, "");
    const auto steps = business::label_log(use.services, answer->product->id);
    if (!steps.ok()) return page_error(call, steps.error(), "");
    return html_reply(call.request, 200, label_log_page(*answer, *steps, call.context), "page.label_log");
}

}  // namespace

transport::HttpReply code_page(PageCall& page, const std::string& text) {
    const auto& use = page.core.parts.use;
    if (const auto plain = model::TraceCode::parse(text); plain.ok() && is_plain_page(page.request, plain->text())) {
        auto reply = plain_page(page, *plain);
        if (!reply.ok()) return page_error(page, reply.error(), text);
        if (*reply) return **std::move(reply);
    }
    const auto since = use.changes.newest();
    if (!since.ok()) return page_error(page, since.error(), text);
    auto answer = use.trace.by_code(text, page.actor);
    if (!answer.ok()) return page_error(page, answer.error(), text);
    QY_ASSERT(answer->authenticity.has_value());
    auto code = model::TraceCode::parse(answer->code);
    if (!code.ok()) return page_error(page, code.error(), text);
    if (auto tried = try_pin(page, *code); !tried.ok()) return page_error(page, tried.error(), text);
    if (page.context.pin == PinOutcome::first_right || page.context.pin == PinOutcome::right_again) {
        auto again = use.trace.by_code(text, page.actor);
        if (again.ok()) answer = std::move(again);
    }
    auto call = business_call(page);
    if (auto filled = fill_scan_counts(call, *answer, false, "page"); !filled.ok()) {
        return page_error(page, filled.error(), text);
    }
    if (is_counted_state(answer->authenticity->state)) set_beacon(page, *code);
    if (answer->lot) set_stream(page, "code", answer->code, *since);
    auto reply = html_reply(page.request, page_status(answer->authenticity->state),
                            consumer_page(*answer, page.context), "page.code");
    give_device_cookie(page, reply);
    reply.failure = !is_counted_state(answer->authenticity->state) || page.context.pin == PinOutcome::wrong;
    if (reply.failure) reply.reason = page.context.pin == PinOutcome::wrong ? "pin.wrong" : "code.not_ours";
    return reply;
}

transport::HttpReply answer_of_lots(PageCall& page, const LotAsking& ask, const std::string& text) {
    const auto since = page.core.parts.use.changes.newest();
    if (!since.ok()) return page_error(page, since.error(), text);
    const auto answer = ask();
    if (!answer.ok()) return page_error(page, answer.error(), text);
    if (!answer->candidates.empty()) {
        return html_reply(page.request, 200, candidates_page(*answer, text, page.context), "page.candidates");
    }
    if (!answer->lot) return page_message(page, 404, PageMessage::not_found, text);
    set_stream(page, "lot", answer->lot->id.to_string(), *since);
    return html_reply(page.request, 200, lot_page(*answer, page.context), "page.lot");
}

transport::HttpReply home(PageCall& call) {
    const auto& example = call.core.parts.example;
    return html_reply(call.request, 200,
                      home_page({example.code, example.lot_number, example.product_name}, call.context), "page.home");
}

transport::HttpReply trace_code(PageCall& call) {
    if (call.segments.size() != 2) return page_message(call, 404, PageMessage::not_found, "");
    return code_page(call, call.segments[1]);
}

transport::HttpReply trace_lot(PageCall& call) {
    if (call.segments.size() == 3 && call.segments[2] == kLog) return label_log_of(call);
    if (call.segments.size() != 2) return page_message(call, 404, PageMessage::not_found, "");
    const std::string text = call.segments[1];
    auto& trace = call.core.parts.use.trace;
    return answer_of_lots(
        call,
        [&]() -> Result<model::TraceAnswer> {
            if (const auto id = model::LotId::parse(text); id.ok()) {
                auto by_id = trace.by_lot(*id, call.actor);
                if (by_id.ok()) return by_id;
            }
            return trace.by_lot_number(text, "", "", call.actor);
        },
        text);
}

transport::HttpReply search(PageCall& call) {
    auto query = transport::query_parameter(call.request.query(), "q");
    if (!query.ok()) return page_error(call, query.error(), "");
    SearchAnswer shown;
    shown.query = query->value_or("");
    if (const auto code = model::TraceCode::parse(shown.query); code.ok()) {
        return page_redirect(303, with_language(call, "/t/" + std::string(code->text())));
    }
    auto found = call.core.parts.use.search.find(shown.query);
    if (!found.ok()) {
        if (found.error().code != "search.too_short") return page_error(call, found.error(), shown.query);
        shown.too_short = true;
        return html_reply(call.request, 200, search_page(shown, call.context), "page.search");
    }
    if (found->items.empty() && found->lots.size() == 1) {
        return page_redirect(303, with_language(call, lot_address(found->lots.front().id)));
    }
    if (found->items.empty() && !found->lots.empty()) {
        return answer_of_lots(
            call, [&] { return call.core.parts.use.trace.by_lot_number(shown.query, "", "", call.actor); },
            shown.query);
    }
    for (const auto& item : found->items) shown.products.push_back(found_product(item));
    shown.more = found->more;
    return html_reply(call.request, 200, search_page(shown, call.context), "page.search");
}

transport::HttpReply beacon(PageCall& call) {
    auto reply = transport::make_reply(200, "image/gif", std::string(std::begin(kPixel), std::end(kPixel)));
    reply.headers.set("Cache-Control", "no-store");
    reply.route = "scan.beacon";
    if (call.segments.size() != 3 || !call.segments[2].ends_with(kBeaconEnd)) {
        return page_message(call, 404, PageMessage::not_found, "");
    }
    const auto& use = call.core.parts.use;
    const auto code = model::TraceCode::parse(call.segments[1]);
    const std::string token = call.segments[2].substr(0, call.segments[2].size() - kBeaconEnd.size());
    const Time now = use.services.clock.now();
    if (!code.ok() || !business::is_beacon_token(use.services.keys, *code, token, now)) {
        return page_message(call, 404, PageMessage::not_found, "");
    }
    if (!call.visitor.counts) return reply;
    // The image is drawn whether or not the count could be taken: a look must not break the page.
    auto counted = use.scans.count({*code, call.visitor.device, "page", "", call.visitor.device_class}, now);
    if (!counted.ok()) reply.status = 503;
    return reply;
}

transport::HttpReply asset(PageCall& call) {
    return page_message(call, 404, PageMessage::not_found, "");
}

transport::HttpReply asset_reply(const Asset& asset, const transport::HttpRequest& request) {
    const bool compressed = !asset.gzip.empty() && accepts_gzip(request.headers.find("accept-encoding").value_or(""));
    auto reply = transport::make_reply(200, asset.content_type, compressed ? asset.gzip : std::string(asset.bytes));
    if (compressed) reply.headers.set("Content-Encoding", "gzip");
    reply.headers.set("Cache-Control", cache_control(asset.keep));
    if (!asset.policy.empty()) reply.headers.set("Content-Security-Policy", asset.policy);
    reply.headers.set("Vary", "Accept-Encoding");
    reply.route = "asset";
    return reply;
}

}  // namespace qy::presentation
