// The GS1 Digital Link resolver: a page for people; for programs the list of what there is about a thing, or the way to
// one of them. (GS1-Conformant Resolver 1.1; RFC 9264 linkset; interfaces: HTTP)
#include "model/digital_link.h"

#include <algorithm>
#include <array>

#include "api/scan_counts.h"
#include "business/trace_query.h"
#include "presentation/error_response.h"
#include "site_pages.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kVocabulary = "https://gs1.org/voc/";
constexpr std::string_view kLinksetType = "application/linkset+json";

/// What we have about a thing, by GS1's names. `of_code`: only where the address names a single code.
struct LinkType {
    std::string_view name;
    std::string_view title_zh;
    std::string_view title_en;
    bool of_code;
};
constexpr auto kLinkTypes = std::to_array<LinkType>({
    {"defaultLink", "溯源信息", "Traceability", false},
    {"traceability", "溯源信息", "Traceability", false},
    {"pip", "产品信息", "Product information", false},
    {"verificationService", "防伪验证", "Verification", true},
});

/// What the address stands for: the page that tells of it.
struct Resolved {
    model::DigitalLink link;
    std::string page;  ///< path
};

std::string own_path(const PageCall& call) {
    return std::string(call.request.path());
}

/// The page of a lot or a single lot's; of several lots, or of a product without any, the address itself.
Result<Resolved> resolve(PageCall& call) {
    QY_TRY(link, model::parse_digital_link(call.segments));
    auto& trace = call.core.parts.use.trace;
    Resolved resolved{std::move(link), own_path(call)};
    if (!resolved.link.serial.empty()) {
        QY_TRY(answer, trace.by_code(resolved.link.serial, call.actor));
        if (!is_counted_state(answer.authenticity->state)) return not_found("code.not_found");
        resolved.page = "/t/" + answer.code;
        return resolved;
    }
    QY_TRY(answer, trace.by_gtin(resolved.link.gtin, resolved.link.lot, call.actor));
    if (answer.lot) resolved.page = lot_address(answer.lot->id);
    return resolved;
}

JsonObject target_json(const std::string& base, const Resolved& resolved, const LinkType& type, Language language) {
    const bool english = language == Language::en;
    return {{"href", base + resolved.page + (english ? "?lang=en" : "?lang=zh")},
            {"title", english ? type.title_en : type.title_zh},
            {"type", "text/html"},
            {"hreflang", JsonArray{english ? "en" : "zh-CN"}}};
}

bool has(const Resolved& resolved, const LinkType& type) {
    return !type.of_code || !resolved.link.serial.empty();
}

transport::HttpReply linkset_reply(const PageCall& call, const Resolved& resolved) {
    const std::string base = call.core.parts.base_url();
    JsonObject context{{"anchor", base + own_path(call)}};
    for (const auto& type : kLinkTypes) {
        if (!has(resolved, type)) continue;
        context[std::string(kVocabulary) + std::string(type.name)] =
            JsonArray{target_json(base, resolved, type, Language::zh), target_json(base, resolved, type, Language::en)};
    }
    auto reply = transport::make_reply(200, kLinksetType, to_text(JsonObject{{"linkset", JsonArray{context}}}));
    reply.headers.set("Cache-Control", "no-store");
    reply.headers.set("Vary", "Accept");
    reply.headers.set("Access-Control-Allow-Origin", "*");  // the resolver standard asks for it; nothing here is secret
    reply.route = "digital_link.linkset";
    return reply;
}

transport::HttpReply linkset_error(const PageCall& call, const Error& error) {
    const auto body = error_json(error, call.context.language, call.request.request_id);
    auto reply = transport::make_reply(status_of(error.kind), "application/json; charset=utf-8", to_text(body));
    reply.headers.set("Cache-Control", "no-store");
    reply.route = "digital_link.linkset";
    reply.failure = error.kind == ErrorKind::invalid || error.kind == ErrorKind::not_found;
    return reply;
}

/// "gs1:traceability", the vocabulary's whole address, or the name alone.
std::string_view link_type_name(std::string_view text) {
    for (const auto prefix : {std::string_view("gs1:"), kVocabulary, std::string_view("https://www.gs1.org/voc/")}) {
        if (text.starts_with(prefix)) return text.substr(prefix.size());
    }
    return text;
}

bool wants_linkset(const PageCall& call, std::string_view link_type) {
    const auto accept = call.request.headers.find("accept").value_or("");
    return link_type == "linkset" || link_type == "all" || accept.find(kLinksetType) != std::string_view::npos;
}

transport::HttpReply lead_to(PageCall& call, const Resolved& resolved, std::string_view link_type) {
    const auto name = link_type_name(link_type);
    const auto* const type =
        std::find_if(kLinkTypes.begin(), kLinkTypes.end(), [&](const LinkType& each) { return each.name == name; });
    if (type == kLinkTypes.end() || !has(resolved, *type)) return page_message(call, 404, PageMessage::not_found, "");
    return page_redirect(307, resolved.page);
}

/// The page itself, at this address.
transport::HttpReply show(PageCall& call) {
    const auto link = model::parse_digital_link(call.segments);
    if (!link.ok()) return page_error(call, link.error(), call.segments.size() > 1 ? call.segments[1] : "");
    if (!link->serial.empty()) return code_page(call, link->serial);
    return answer_of_lots(
        call, [&] { return call.core.parts.use.trace.by_gtin(link->gtin, link->lot, call.actor); },
        link->lot.empty() ? link->gtin : link->lot);
}

}  // namespace

transport::HttpReply digital_link(PageCall& call) {
    auto asked = transport::query_parameter(call.request.query(), "linkType");
    if (!asked.ok()) return page_error(call, asked.error(), "");
    const std::string link_type = asked->value_or("");
    const bool linkset = wants_linkset(call, link_type);
    if (!linkset && link_type.empty()) {
        auto reply = show(call);
        reply.headers.set("Link", "<" + call.core.parts.base_url() + own_path(call) +
                                      "?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"");
        reply.headers.set("Vary", "Accept, Accept-Encoding, Accept-Language");
        return reply;
    }
    const auto resolved = resolve(call);
    if (linkset) return resolved.ok() ? linkset_reply(call, *resolved) : linkset_error(call, resolved.error());
    return resolved.ok() ? lead_to(call, *resolved, link_type) : page_error(call, resolved.error(), "");
}

}  // namespace qy::presentation
