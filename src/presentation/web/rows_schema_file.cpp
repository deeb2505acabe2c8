// The published form of rows. (clauses 5.2, 6.2.3)
#include "model/rows_schema.h"
#include "site_pages.h"

namespace qy::presentation {

transport::HttpReply rows_schema(PageCall& call) {
    const std::string_view name = call.segments.size() == 2 ? std::string_view(call.segments[1]) : std::string_view();
    const bool is_json = name == "rows.json";
    if (is_json || name == "rows.xsd") {
        auto reply = is_json ? transport::make_reply(200, "application/schema+json", model::rows_json_schema())
                             : transport::make_reply(200, "application/xml; charset=utf-8", model::rows_xsd());
        reply.route = "schema.rows";
        return reply;
    }
    return page_message(call, 404, PageMessage::not_found, "");
}

}  // namespace qy::presentation
