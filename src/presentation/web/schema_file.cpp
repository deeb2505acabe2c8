// The published forms of rows and of answers. (clauses 4.3, 5.2, 6.2.3)
#include "model/answer_schema.h"
#include "model/rows_schema.h"
#include "site_pages.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kJson = ".json";
constexpr std::string_view kXsd = ".xsd";

/// "lot.list.xsd"; nothing when there is no such function or form.
std::optional<std::string> answer_schema(std::string_view name) {
    if (name.ends_with(kXsd)) return model::answer_xsd(name.substr(0, name.size() - kXsd.size()));
    if (name.ends_with(kJson)) return model::answer_json_schema(name.substr(0, name.size() - kJson.size()));
    return std::nullopt;
}

std::optional<std::string> schema_at(const std::vector<std::string>& segments) {
    if (segments.size() == 3 && segments[1] == "answers") return answer_schema(segments[2]);
    if (segments.size() != 2) return std::nullopt;
    if (segments[1] == "rows.json") return model::rows_json_schema();
    return segments[1] == "rows.xsd" ? std::optional(model::rows_xsd()) : std::nullopt;
}

}  // namespace

transport::HttpReply schema_file(PageCall& call) {
    const auto schema = schema_at(call.segments);
    if (!schema) return page_message(call, 404, PageMessage::not_found, "");
    const bool json = call.segments.back().ends_with(kJson);
    auto reply =
        transport::make_reply(200, json ? "application/schema+json" : "application/xml; charset=utf-8", *schema);
    reply.route = call.segments.size() == 2 ? "schema.rows" : "schema.answers";
    return reply;
}

}  // namespace qy::presentation
