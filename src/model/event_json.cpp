#include <algorithm>

#include "base/text.h"
#include "json_parts.h"
#include "model/trace_event.h"

namespace qy::model {
namespace {

template <class AnyId>
void put_id(JsonObject& out, std::string_view name, AnyId id) {
    if (id) out.emplace(name, id.to_string());
}

template <class AnyId>
AnyId read_id(StoredObject& in, std::string_view name) {
    return in.parsed_or(name, AnyId{}, &AnyId::parse);
}

Json portions_to_json(const std::vector<LotPortion>& inputs) {
    JsonArray out;
    for (const auto& input : inputs) {
        JsonObject one;
        put_id(one, "lot", input.lot);
        put_quantity(one, "quantity", input.quantity);
        out.emplace_back(std::move(one));
    }
    return out;
}

std::vector<LotPortion> read_portions(StoredObject& in, std::string_view name) {
    std::vector<LotPortion> out;
    const auto* array = in.array(name);
    if (array == nullptr) return out;
    for (const auto& value : *array) {
        StoredObject one(value);
        LotPortion portion;
        portion.lot = read_id<LotId>(one, "lot");
        portion.quantity = one.quantity("quantity");
        if (!one.finish("event.corrupt").ok()) in.fault(name);
        out.push_back(portion);
    }
    return out;
}

// Record times are written as events' times are, fractions included: the record must come back as it was.
std::string record_time_text(Time time) {
    return EventTime{time, 480, Precision::second}.to_string();
}

}  // namespace

Json to_json(const TraceEvent& event) {
    JsonObject out;
    put_id(out, "id", event.id);
    put_id(out, "recorder", event.recorder);
    put_id(out, "party", event.party);
    put_id(out, "counterparty", event.counterparty);
    out.emplace("step", to_string(event.step));
    out.emplace("disposition", to_string(event.disposition));
    out.emplace("event_time", event.event_time.to_string());
    out.emplace("record_time", record_time_text(event.record_time));
    put_text(out, "place", event.place);
    put_id(out, "lot", event.lot);
    if (!event.inputs.empty()) out.emplace("inputs", portions_to_json(event.inputs));
    put_id(out, "container", event.container);
    put_quantity(out, "quantity", event.quantity);
    if (!event.contents.empty()) out.emplace("contents", fields_to_json(event.contents));
    put_id(out, "corrects", event.corrects);
    if (!event.others.empty()) out.emplace("others", portions_to_json(event.others));
    return out;
}

Result<TraceEvent> event_from_json(const Json& record) {
    StoredObject in(record);
    TraceEvent event;
    event.id = read_id<EventId>(in, "id");
    event.recorder = read_id<PartyId>(in, "recorder");
    event.party = read_id<PartyId>(in, "party");
    event.counterparty = read_id<PartyId>(in, "counterparty");
    event.step = in.parsed("step", &parse_step);
    event.disposition = in.parsed("disposition", &parse_disposition);
    event.event_time = in.parsed("event_time", &EventTime::parse);
    event.record_time = in.parsed("record_time", &EventTime::parse).at;
    event.place = in.text("place");
    event.lot = read_id<LotId>(in, "lot");
    event.inputs = read_portions(in, "inputs");
    event.container = read_id<LotId>(in, "container");
    event.quantity = in.quantity("quantity");
    event.contents = in.contents("contents");
    event.corrects = read_id<EventId>(in, "corrects");
    event.others = read_portions(in, "others");
    QY_CHECK(in.finish("event.corrupt"));
    return event;
}

Result<std::vector<SensorReading>> parse_readings(std::string_view text) {
    std::vector<SensorReading> out;
    if (text.empty()) return out;
    for (const auto piece : split(text, ';')) {
        const auto position = std::to_string(out.size() + 1);
        const std::size_t equals = piece.find('=');
        if (equals == std::string_view::npos) return invalid("readings.malformed", {position});
        auto at = EventTime::parse(piece.substr(0, equals));
        auto value = Decimal::parse(piece.substr(equals + 1));
        if (!at.ok() || !value.ok()) return invalid("readings.malformed", {position});
        out.push_back({*at, *value});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const SensorReading& a, const SensorReading& b) { return a.at.at < b.at.at; });
    return out;
}

}  // namespace qy::model
