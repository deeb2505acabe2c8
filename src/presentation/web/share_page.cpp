// /share/CODE.png and /share/lot/ID.png: the picture by which somebody shows a product to others. (clause 5.6)
#include "api/scan_counts.h"
#include "business/trace_query.h"
#include "pages/share_link.h"
#include "site_pages.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kEnding = ".png";
constexpr std::string_view kCache = "public, max-age=300";

/// The last segment without its ending; empty when it has another.
std::string name_in(const PageCall& page) {
    const auto& last = page.segments.back();
    return last.ends_with(kEnding) ? last.substr(0, last.size() - kEnding.size()) : std::string();
}

Result<model::TraceAnswer> asked_answer(PageCall& page) {
    auto& trace = page.core.parts.use.trace;
    const auto name = name_in(page);
    if (page.segments.size() == 3 && page.segments[1] == "lot") {
        const auto lot = model::LotId::parse(name);
        return lot.ok() ? trace.by_lot(*lot, page.actor) : Result<model::TraceAnswer>(not_found("lot.not_found"));
    }
    if (page.segments.size() != 2 || name.empty()) return not_found("code.not_found");
    QY_TRY(answer, trace.by_code(name, page.actor));
    const Call call{page.core.parts.use, page.actor, page.context.language, page.core.parts.base_url(), page.visitor};
    QY_CHECK(fill_scan_counts(call, answer, false, "page"));
    return answer;
}

/// A code that is not ours counts as a failure, as on its page: pictures are no way to guess codes.
transport::HttpReply unshared(PageCall& page, const model::TraceAnswer& answer) {
    auto reply = page_message(page, 404, PageMessage::not_found, "");
    reply.failure = answer.authenticity && !is_counted_state(answer.authenticity->state);
    if (reply.failure) reply.reason = "code.not_ours";
    return reply;
}

}  // namespace

transport::HttpReply share_picture(PageCall& page) {
    const auto answer = asked_answer(page);
    if (!answer.ok()) return page_error(page, answer.error(), "");
    if (!is_shared(*answer)) return unshared(page, *answer);
    const auto words = share_words(*answer, page.context, page.core.parts.base_url());
    const auto picture = page.core.pictures->of(words);
    if (!picture.ok()) return page_error(page, picture.error(), "");
    auto reply = transport::make_reply(200, "image/png", (*picture)->png);
    reply.headers.set("Cache-Control", kCache);
    reply.headers.set("Vary", "Accept-Language");
    reply.headers.set("Content-Disposition", "inline; filename=\"qiongyuan.png\"");
    reply.route = "page.share";
    return reply;
}

}  // namespace qy::presentation
