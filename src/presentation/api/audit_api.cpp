// audit.list, audit.search, audit.export, audit.verify, audit.adopt. (clause 9.3.2)
#include "base/limits.h"
#include "business/audit_check.h"
#include "business/audit_keeper.h"
#include "business/audit_search.h"
#include "business/role_book.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kWord = 200;
constexpr std::size_t kHash = 64;
constexpr std::int64_t kPositionMax = 9'007'199'254'740'991;

Answer page_answer(business::AuditPage page) {
    JsonArray items;
    for (auto& record : page.items) items.push_back(std::move(record));
    return Answer{
        JsonObject{{"items", items}, {"next_cursor", page.next.empty() ? Json(nullptr) : Json(page.next)}}, {}, false};
}

/// RFC 3339, or a day, which begins or ends with it.
std::optional<Time> read_moment(ObjectReader& in, std::string_view name, bool end_of_day) {
    const auto text = in.optional_text(name, 40);
    if (!text) return std::nullopt;
    auto moment = model::EventTime::parse(*text);
    if (!moment.ok()) {
        in.fault(std::move(moment).error(), name);
        return std::nullopt;
    }
    const bool day = moment->precision == model::Precision::day;
    return day && end_of_day ? Time{moment->latest().microseconds + 1} : moment->at;
}

business::AuditQuery read_query(ObjectReader& in) {
    business::AuditQuery query;
    query.from = read_moment(in, "from", false);
    query.until = read_moment(in, "until", true);
    query.actor = in.optional_text("actor", kWord).value_or("");
    query.action = in.optional_text("action", kWord).value_or("");
    query.object = in.optional_text("object", kWord).value_or("");
    query.result = in.optional_text("result", kWord).value_or("");
    query.request_id = in.optional_text("request_id", kWord).value_or("");
    query.oldest_first = in.flag("oldest_first", false);
    return query;
}

std::int64_t read_limit(ObjectReader& in) {
    return in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
}

}  // namespace

namespace handlers {

Result<Answer> audit_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto cursor = in.optional_text("cursor", 20).value_or("0");
    const auto limit = read_limit(in);
    QY_CHECK(in.finish());
    QY_TRY(page, business::audit_page(call.use.services, cursor, limit));
    return page_answer(std::move(page));
}

Result<Answer> audit_search(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto query = read_query(in);
    const auto cursor = in.optional_text("cursor", 50).value_or("");
    const auto limit = read_limit(in);
    QY_CHECK(in.finish());
    QY_TRY(page, business::search_audit(call.use.services, query, cursor, limit));
    return page_answer(std::move(page));
}

Result<Answer> audit_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    auto query = read_query(in);
    query.oldest_first = true;
    const auto format = in.optional_text("format", 10).value_or("jsonl");
    if (format != "jsonl" && format != "csv") in.fault(invalid("audit.format_unknown"), "format");
    QY_CHECK(in.finish());
    const bool csv = format == "csv";
    auto stream = std::make_shared<business::AuditStream>(
        call.use.services, std::move(query), csv ? business::AuditFormat::csv : business::AuditFormat::json_lines);
    Download download{csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
                      csv ? "audit.csv" : "audit.jsonl",
                      [stream](std::string& chunk) -> Result<bool> { return stream->next(chunk); }};
    return Answer{nullptr, std::move(download), false};
}

Result<Answer> audit_verify(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::KeptHead kept;
    kept.position = in.optional_integer("head_position", 0, kPositionMax).value_or(-1);
    kept.hash = in.optional_text("head_hash", kHash).value_or("");
    if (kept.hash.empty() != (kept.position < 0)) in.fault(invalid("audit.kept_head"), "head_hash");
    QY_CHECK(in.finish());
    QY_TRY(check, business::check_audit(call.use.services, call.use.audit.head_file(), kept));
    return Answer{business::to_json(check), {}, false};
}

Result<Answer> audit_adopt(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto reason = in.text("reason", limits::short_text_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(rows, call.use.services.roles.adopt(call.actor, reason));
    auto head = call.use.audit.adopt_head(call.actor, reason);
    const bool only_rows = rows && !head.ok() && head.error().code == "audit.head_present";
    if (!only_rows) QY_CHECK(std::move(head));
    return Answer{JsonObject{{"adopted", true}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
