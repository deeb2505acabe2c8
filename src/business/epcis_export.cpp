#include "business/epcis_export.h"

#include <algorithm>

#include "base/clock.h"
#include "business/audit.h"
#include "business/export_desk.h"
#include "epcis_writer.h"
#include "recorded_lot.h"
#include "storage/event_store.h"
#include "storage/store.h"
#include "view_filter.h"

namespace qy::business {
namespace {

constexpr std::int64_t kEventsPerPage = 200;
constexpr model::Permission kPermission = model::Permission::read_submissions;

Result<std::vector<model::TraceEvent>> events_of(storage::Reader& reader, const model::Reach& reach,
                                                 const std::vector<std::int64_t>& ids) {
    QY_TRY(found, storage::events::find_all(reader, reach, ids));
    std::vector<model::TraceEvent> events;
    for (const auto id : ids) {
        for (auto& event : found) {
            if (event.id.number() == id) events.push_back(std::move(event));
        }
    }
    return events;
}

Result<std::string> newest_time(storage::Reader& reader, Time now) {
    QY_TRY(newest, storage::events::newest(reader));
    if (!newest) return model::to_rfc3339(now);
    QY_TRY(events, events_of(reader, model::Reach::everything(), {newest->number()}));
    return events.empty() ? model::to_rfc3339(now) : model::to_rfc3339(events.front().event_time.at);
}

/// A personal value as it may leave without a second person's word: masked, or not at all.
void hide_personal(model::TraceEvent& event) {
    const auto contents = event.contents;
    for (const auto& [field, value] : contents.items()) {
        const auto& row = model::row_of(field);
        if (row.data_class != model::DataClass::personal) continue;
        event.contents.set(field, row.mask == model::Mask::hidden ? std::string() : masked(value, row.mask));
    }
}

/// The operator takes what is its own; everybody else needs an approval for personal values.
bool is_at_the_machine(const model::Actor& actor) {
    return actor.channel == model::Channel::operator_command || actor.channel == model::Channel::demo;
}

}  // namespace

struct EpcisStream::State {
    const Services services;
    model::Reach reach;  ///< whose events
    model::LotId lot;    ///< none: of any lot
    std::string head;    ///< until it was written
    bool whole = false;  ///< with personal values
    std::int64_t position = -1;
    storage::events::EventAt after{Time{INT64_MIN}, {}};
    bool first = true;
    bool done = false;

    /// The ids of the next page; empty at the end.
    Result<std::vector<std::int64_t>> next_ids(storage::Reader& reader) {
        std::vector<std::int64_t> ids;
        if (lot) {
            QY_TRY(page, storage::events::of_lot_after(reader, lot, after, kEventsPerPage));
            for (const auto& event : page) ids.push_back(event.event.number());
            if (!page.empty()) after = page.back();
            return ids;
        }
        QY_TRY(page, storage::events::published_after(reader, position, kEventsPerPage));
        for (const auto& event : page) ids.push_back(event.event.number());
        if (!page.empty()) position = page.back().position;
        return ids;
    }
    Result<void> append_page(storage::Reader& reader, std::string& chunk) {
        QY_TRY(ids, next_ids(reader));
        done = static_cast<std::int64_t>(ids.size()) < kEventsPerPage;
        QY_TRY(events, events_of(reader, reach, ids));
        if (!whole) std::ranges::for_each(events, hide_personal);
        QY_TRY(texts, epcis_texts(reader, events));
        for (const auto& text : texts) {
            chunk += first ? "\n" : ",\n";
            chunk += text;
            first = false;
        }
        return {};
    }
};

EpcisStream::EpcisStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
EpcisStream::EpcisStream(EpcisStream&&) noexcept = default;
EpcisStream& EpcisStream::operator=(EpcisStream&&) noexcept = default;
EpcisStream::~EpcisStream() = default;

Result<bool> EpcisStream::next(std::string& chunk) {
    auto& state = *state_;
    chunk = std::exchange(state.head, {});
    if (!state.done) {
        QY_CHECK(state.services.store.read(
            [&](storage::Reader& reader) -> Result<void> { return state.append_page(reader, chunk); }));
    }
    if (state.done) chunk += "\n]}}\n";
    return !state.done;
}

Result<EpcisStream> open_epcis_export(const Services& services, const model::Actor& actor, const std::string& lot,
                                      model::ExportApprovalId approval) {
    if (!actor.may(kPermission)) return denied("permission.denied", {std::string(model::to_string(kPermission))});
    const auto reach = actor.reach(kPermission);
    auto state = std::make_unique<EpcisStream::State>(EpcisStream::State{services, reach, {}, {}});
    state->whole = is_at_the_machine(actor) || !approval.is_none();
    const Time now = services.clock.now();
    std::string created;
    auto told = services.store.write([&](storage::Writer& writer) -> Result<void> {
        if (!lot.empty()) {
            QY_TRY(found, recorded_lot(writer, reach, lot));
            state->lot = found;
        }
        QY_TRY(time, newest_time(writer, now));
        created = std::move(time);
        const std::string object =
            state->lot ? "lot:" + state->lot.to_string() : "party:" + (reach.all ? "all" : actor.party.to_string());
        auto used = approval.is_none() ? Result<void>() : use_export_approval(writer, services, actor, approval, lot);
        if (!used.ok()) return std::move(used).error();
        const JsonObject detail{{"format", "epcis"}, {"personal", state->whole}};
        return write_audit(writer, actor, {"event.export", object, "ok", detail}, now);
    });
    QY_CHECK(std::move(told));
    state->head =
        R"({"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",)"
        R"("schemaVersion":"2.0","creationDate":")" +
        created + R"(","epcisBody":{"eventList":[)";
    return EpcisStream(std::move(state));
}

}  // namespace qy::business
