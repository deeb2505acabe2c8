#include "business/record_export.h"

#include <algorithm>
#include <array>

#include "base/archive_limits.h"
#include "base/clock.h"
#include "business/audit.h"
#include "business/export_desk.h"
#include "code_access.h"
#include "epcis_writer.h"
#include "model/event_time.h"
#include "record_table.h"
#include "storage/event_store.h"
#include "storage/party_store.h"
#include "storage/record_store.h"
#include "storage/store.h"
#include "view_filter.h"

namespace qy::business {
namespace {

constexpr auto kKinds = std::to_array<std::pair<RecordKind, std::string_view>>({
    {RecordKind::events, "events"},
    {RecordKind::production_record, "production_record"},
    {RecordKind::ledger, "ledger"},
});
constexpr std::size_t kEventsPerPage = 200;
constexpr auto kPermission = model::Permission::read_submissions;

struct Span {
    Time from;
    Time until;
};
/// Whole days, the last one included.
Result<Span> span_of(const RecordOrder& order) {
    QY_TRY(from, model::EventTime::parse(order.from));
    QY_TRY(until, model::EventTime::parse(order.until));
    const bool days = from.precision == model::Precision::day && until.precision == model::Precision::day;
    if (!days || until.at < from.at) return invalid("document.period");
    return Span{from.at, until.at.plus_seconds(86'400)};
}

Result<void> check_right(const Services& services, const model::Actor& actor, const RecordOrder& order) {
    if (actor.is_operator()) return {};
    QY_CHECK(need(actor, kPermission));
    if (order.party == actor.party || actor.reach(kPermission).all) return {};
    return refused_party(services, actor, order.party, kPermission);
}

/// Personal values leave masked, or not at all; so does what only the recorder's contracts say.
void hide_personal(model::TraceEvent& event) {
    const auto contents = event.contents;
    for (const auto& [field, value] : contents.items()) {
        const auto& row = model::row_of(field);
        if (row.data_class != model::DataClass::personal) continue;
        event.contents.set(field, row.mask == model::Mask::hidden ? std::string() : masked(value, row.mask));
    }
}

Result<std::vector<model::TraceEvent>> page_of(storage::Reader& reader, const model::Reach& reach,
                                               const std::vector<storage::records::RecordedAt>& all, std::size_t from) {
    std::vector<std::int64_t> ids;
    for (std::size_t i = from; i < std::min(all.size(), from + kEventsPerPage); ++i)
        ids.push_back(all[i].event.number());
    QY_TRY(found, storage::events::find_all(reader, reach, ids));
    std::ranges::sort(found, {}, [&](const model::TraceEvent& event) {
        return std::ranges::find(ids, event.id.number()) - ids.begin();
    });
    return found;
}

Result<TableHead> head_of(storage::Reader& reader, const model::Reach& reach, const RecordOrder& order) {
    QY_TRY(party, storage::parties::find(reader, reach, order.party));
    if (!party) return not_found("party.not_found", {order.party.to_string()});
    const bool farmer = party->kind == model::PartyKind::farmer;
    return TableHead{farmer ? masked(party->name, model::Mask::surname) : party->name, party->credit_code, order.from,
                     order.until};
}

Result<std::int64_t> write_rows(storage::Reader& reader, const model::Reach& reach, const RecordOrder& order,
                                const Span& span, TableWriter& out) {
    QY_TRY(head, head_of(reader, reach, order));
    const auto& table = record_table(order.kind);
    const bool whole = !order.approval.is_none();
    QY_CHECK(out.begin(table.shape, head, order.language));
    QY_TRY(events, storage::records::recorded_between(reader, order.party, span.from, span.until,
                                                      limits::document_events_max + 1));
    if (static_cast<std::int64_t>(events.size()) > limits::document_events_max) {
        return too_large("document.too_large", {std::to_string(limits::document_events_max)});
    }
    std::int64_t count = 0;
    for (std::size_t at = 0; at < events.size(); at += kEventsPerPage) {
        QY_TRY(page, page_of(reader, reach, events, at));
        QY_TRY(names, EventNames::read(reader, page));
        if (whole) names.tell_persons();
        std::vector<TableRow> rows;
        for (auto& event : page) {
            if (order.lot && event.lot != order.lot) continue;
            // By this key it is known again, here and wherever it is taken; it stands for the whole record.
            event.contents.set(model::Field::event_key, own_event_id(event));
            if (!whole) hide_personal(event);
            table.rows(event, names, order.party, order.language, rows);
        }
        for (const auto& row : rows) QY_CHECK(out.add(row));
        count += static_cast<std::int64_t>(rows.size());
    }
    QY_CHECK(out.end());
    return count;
}

Result<void> tell(const Services& services, const model::Actor& actor, const RecordOrder& order) {
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        if (!order.approval.is_none()) {
            const auto lot = order.lot ? order.lot.to_string() : std::string();
            QY_CHECK(use_export_approval(writer, services, actor, order.approval, lot));
        }
        const JsonObject detail{{"kind", to_string(order.kind)},
                                {"format", to_string(order.format)},
                                {"from", order.from},
                                {"until", order.until},
                                {"personal", !order.approval.is_none()}};
        return write_audit(writer, actor, {"record.export", "party:" + order.party.to_string(), "ok", detail},
                           services.clock.now());
    });
}

}  // namespace

std::optional<RecordKind> parse_record_kind(std::string_view text) {
    const auto found = std::ranges::find(kKinds, text, &std::pair<RecordKind, std::string_view>::second);
    return found == kKinds.end() ? std::nullopt : std::optional(found->first);
}
std::string_view to_string(RecordKind kind) {
    return std::ranges::find(kKinds, kind, &std::pair<RecordKind, std::string_view>::first)->second;
}

Result<std::int64_t> write_records(const Services& services, const model::Actor& actor, const RecordOrder& order,
                                   const std::filesystem::path& path) {
    QY_CHECK(check_right(services, actor, order));
    QY_TRY(span, span_of(order));
    QY_CHECK(tell(services, actor, order));
    const auto reach = actor.reach(kPermission);
    QY_TRY(out, open_table_writer(order.format, path));
    return services.store.read([&](storage::Reader& reader) { return write_rows(reader, reach, order, span, *out); });
}

}  // namespace qy::business
