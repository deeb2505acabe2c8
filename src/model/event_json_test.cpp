#include <gtest/gtest.h>

#include "model/trace_event.h"

namespace qy::model {
namespace {

TraceEvent full_event() {
    TraceEvent event;
    event.id = EventId(9'007'199'254'740'993);  // above 2^53: ids are digits, not numbers
    event.recorder = PartyId(1);
    event.party = PartyId(2);
    event.counterparty = PartyId(3);
    event.step = Step::shipping;
    event.disposition = Disposition::in_transit;
    event.event_time = EventTime::parse("2026-03-05").value();
    event.record_time = Time{1'772'670'600'123'456};
    event.place = "海口市";
    event.lot = LotId(4);
    event.inputs = {{LotId(5), Quantity::parse("3 kg").value()}, {LotId(6), {}}};
    event.container = LotId(7);
    event.quantity = Quantity::parse("12 box").value();
    event.contents.set(Field::vehicle, "琼A12345");
    event.corrects = EventId(8);
    return event;
}

void expect_same(const TraceEvent& a, const TraceEvent& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.recorder, b.recorder);
    EXPECT_EQ(a.party, b.party);
    EXPECT_EQ(a.counterparty, b.counterparty);
    EXPECT_EQ(a.step, b.step);
    EXPECT_EQ(a.disposition, b.disposition);
    EXPECT_EQ(a.event_time, b.event_time);
    EXPECT_EQ(a.record_time, b.record_time);
    EXPECT_EQ(a.place, b.place);
    EXPECT_EQ(a.lot, b.lot);
    ASSERT_EQ(a.inputs.size(), b.inputs.size());
    for (std::size_t i = 0; i < a.inputs.size(); ++i) {
        EXPECT_EQ(a.inputs[i].lot, b.inputs[i].lot);
        EXPECT_EQ(a.inputs[i].quantity, b.inputs[i].quantity);
    }
    EXPECT_EQ(a.container, b.container);
    EXPECT_EQ(a.quantity, b.quantity);
    EXPECT_EQ(a.contents, b.contents);
    EXPECT_EQ(a.corrects, b.corrects);
}

TEST(EventJson, RecordsComeBackAsTheyWere) {
    for (const auto& event : {full_event(), TraceEvent{}}) {
        const auto record = to_json(event);
        const auto back = event_from_json(parse_json(canonical_text(record)).value());
        ASSERT_TRUE(back.ok());
        expect_same(*back, event);
        EXPECT_EQ(canonical_text(to_json(*back)), canonical_text(record));
    }
}

TEST(EventJson, HoldsOnlyTexts) {
    const auto record = to_json(full_event());
    for (const auto& [name, value] : record.as_object()) {
        EXPECT_TRUE(value.is_string() || name == "inputs" || name == "contents") << name;
    }
    EXPECT_EQ(record.at("id").as_string(), "9007199254740993");
    EXPECT_EQ(record.at("record_time").as_string(), "2026-03-05T08:30:00.123456+08:00");
}

TEST(EventJson, DamageIsNamed) {
    for (const std::string_view member : {"step", "disposition", "event_time", "record_time", "id", "lot"}) {
        auto record = to_json(full_event());
        record.as_object()[member] = "?";
        const auto back = event_from_json(record);
        ASSERT_FALSE(back.ok()) << member;
        EXPECT_EQ(back.error().code, "event.corrupt");
        EXPECT_EQ(back.error().arguments, std::vector<std::string>{std::string(member)});
    }
}

TEST(Readings, OldestFirst) {
    const auto readings =
        parse_readings("2026-03-05T09:00:00+08:00=-18.5;2026-03-05T08:00:00+08:00=4;2026-03-05T01:30:00Z=5");
    ASSERT_TRUE(readings.ok());
    ASSERT_EQ(readings->size(), 3U);
    EXPECT_EQ((*readings)[0].value, Decimal(4, 0));
    EXPECT_EQ((*readings)[1].value, Decimal(-185, 1));
    EXPECT_EQ((*readings)[2].value, Decimal(5, 0));
    EXPECT_TRUE(parse_readings("").value().empty());
}

TEST(Readings, FaultsTellTheirPosition) {
    struct Row {
        std::string_view text;
        std::string_view position;
    };
    const Row rows[] = {
        {"2026-03-05T09:00:00+08:00", "1"},
        {"2026-03-05T09:00:00+08:00=4;", "2"},
        {"2026-03-05T09:00:00+08:00=4;2026-03-05T09:10:00+08:00=cold", "2"},
        {"9:00=4", "1"},
    };
    for (const auto& row : rows) {
        const auto readings = parse_readings(row.text);
        ASSERT_FALSE(readings.ok()) << row.text;
        EXPECT_EQ(readings.error().code, "readings.malformed");
        EXPECT_EQ(readings.error().arguments, std::vector<std::string>{std::string(row.position)});
    }
}

}  // namespace
}  // namespace qy::model
