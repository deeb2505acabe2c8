#include "business/audit_search.h"

#include <charconv>

#include "audit_record_json.h"
#include "base/limits.h"
#include "base/text.h"
#include "storage/audit_store.h"

namespace qy::business {
namespace {

using storage::audit::Record;

std::string csv_cell(const Json& value) {
    std::string text = value.is_string() ? std::string(value.as_string()) : value.is_null() ? "" : to_text(value);
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

void append_csv(std::string& out, const Record& record) {
    for (const auto& column : audit_columns()) {
        if (&column != audit_columns().data()) out += ',';
        out += csv_cell(column.value(record));
    }
    out += "\r\n";
}

std::string csv_header() {
    std::vector<std::string> names;
    for (const auto& column : audit_columns()) names.emplace_back(column.name);
    return join(names, ",") + "\r\n";
}

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

using Place = storage::audit::Query::Place;

// "microseconds.position" of the last record that was given.
Result<std::optional<Place>> read_cursor(std::string_view cursor) {
    if (cursor.empty()) return std::optional<Place>();
    const auto point = cursor.find('.');
    const auto at = number(cursor.substr(0, point));
    const auto position = point == std::string_view::npos ? std::nullopt : number(cursor.substr(point + 1));
    if (!at || !position) return invalid("cursor.malformed").at("cursor");
    return std::optional(Place{{*at}, *position});
}

std::string cursor_of(const Record& record) {
    return std::to_string(record.at.microseconds) + "." + std::to_string(record.position);
}

storage::audit::Query stored_query(const AuditQuery& query, std::optional<Place> after, std::int64_t limit) {
    storage::audit::Query stored;
    if (query.from) stored.from = *query.from;
    if (query.until) stored.until = *query.until;
    stored.actor = query.actor;
    stored.action = query.action;
    stored.object = query.object;
    stored.result = query.result;
    stored.request_id = query.request_id;
    stored.order = query.oldest_first ? storage::audit::Order::oldest_first : storage::audit::Order::newest_first;
    stored.after = after;
    stored.limit = limit;
    return stored;
}

}  // namespace

Result<AuditPage> audit_page(const Services& services, std::string_view cursor, std::int64_t limit) {
    const auto position = number(cursor);
    if (!position) return invalid("cursor.malformed").at("cursor");
    QY_TRY(records, services.store.read(
                        [&](storage::Reader& reader) { return storage::audit::page(reader, *position, limit + 1); }));
    AuditPage page;
    for (const auto& record : records) {
        if (static_cast<std::int64_t>(page.items.size()) == limit) {
            page.next = std::to_string(record.position);
            break;
        }
        page.items.push_back(audit_record_json(record));
    }
    return page;
}

Result<AuditPage> search_audit(const Services& services, const AuditQuery& query, std::string_view cursor,
                               std::int64_t limit) {
    QY_TRY(after, read_cursor(cursor));
    QY_TRY(records, services.store.read([&](storage::Reader& reader) {
        return storage::audit::search(reader, stored_query(query, after, limit + 1));
    }));
    AuditPage page;
    if (static_cast<std::int64_t>(records.size()) > limit) {
        records.pop_back();
        page.next = cursor_of(records.back());
    }
    for (const auto& record : records) page.items.push_back(audit_record_json(record));
    return page;
}

struct AuditStream::State {
    Services services;
    AuditQuery query;
    AuditFormat format;
    std::optional<Place> after;
    bool begun = false;
};

AuditStream::AuditStream(const Services& services, AuditQuery query, AuditFormat format)
    : state_(std::make_unique<State>(State{services, std::move(query), format, {}, false})) {}
AuditStream::~AuditStream() = default;
AuditStream::AuditStream(AuditStream&&) noexcept = default;

Result<bool> AuditStream::next(std::string& chunk) {
    auto& state = *state_;
    chunk = !state.begun && state.format == AuditFormat::csv ? csv_header() : std::string();
    state.begun = true;
    QY_TRY(records, state.services.store.read([&](storage::Reader& reader) {
        return storage::audit::search(reader, stored_query(state.query, state.after, limits::audit_page_records));
    }));
    for (const auto& record : records) {
        if (state.format == AuditFormat::csv) {
            append_csv(chunk, record);
        } else {
            chunk += to_text(audit_record_json(record)) + "\n";
        }
    }
    if (!records.empty()) state.after = Place{records.back().at, records.back().position};
    return static_cast<std::int64_t>(records.size()) == limits::audit_page_records;
}

}  // namespace qy::business
