#include <gtest/gtest.h>

#include "model/draft.h"

namespace qy::model {
namespace {

Quantity quantity(std::string_view text) {
    return Quantity::parse(text).value();
}
EventTime time_of(std::string_view text) {
    return EventTime::parse(text).value();
}

LotDraft full_lot() {
    return {{"琼中某某合作社", "绿橙", "5kg/箱", "LC-1"},
            "citrus",
            "海南鲜品",
            "06901234567892",
            true,
            {"milk", "nuts"},
            quantity("1200.5 kg"),
            "2026-03-05",
            "琼中县"};
}

EventDraft full_event() {
    EventDraft event;
    event.step = Step::transforming;
    event.event_time = time_of("2026-03-05T08:30:00.25+08:00");
    event.party_name = "甲";
    event.counterparty_name = "乙";
    event.consignment_number = "F-1";
    event.quantity = quantity("3 t");
    event.inputs = {{{"丙", "咖啡鲜果", "", "C-1"}, quantity("600 kg")}, {{"", "", "", "C-2"}, {}}};
    event.container = "X-1";
    event.place = "澄迈";
    event.client_key = "k-1";
    event.contents.set(Field::process, "水洗 \"慢\"\n发酵");
    event.contents.set(Field::note, "n");
    return event;
}

TEST(DraftJson, LotsComeBackAsTheyWere) {
    for (const auto& draft : {full_lot(), LotDraft{}}) {
        const auto back = lot_draft_from_json(parse_json(to_text(to_json(draft))).value());
        ASSERT_TRUE(back.ok());
        EXPECT_EQ(*back, draft);
    }
}

TEST(DraftJson, EventsComeBackAsTheyWere) {
    EventDraft day;
    day.event_time = time_of("2026-03-05");
    for (const auto& draft : {full_event(), day}) {
        const auto back = event_draft_from_json(parse_json(canonical_text(to_json(draft))).value());
        ASSERT_TRUE(back.ok());
        EXPECT_EQ(*back, draft);
    }
}

TEST(DraftJson, EmptyMembersAreNotWritten) {
    EXPECT_EQ(to_text(to_json(LotDraft{})), "{}");
}

TEST(DraftJson, DamageIsNamed) {
    struct Row {
        std::string_view text;
        std::string_view member;
    };
    const Row rows[] = {
        {R"([])", ""},
        {R"({"step":"shipping"})", "event_time"},
        {R"({"step":"flying","event_time":"2026-03-05"})", "step"},
        {R"({"step":"shipping","event_time":"5 March"})", "event_time"},
        {R"({"step":"shipping","event_time":"2026-03-05","quantity":"3"})", "quantity"},
        {R"({"step":"shipping","event_time":"2026-03-05","place":1})", "place"},
        {R"({"step":"shipping","event_time":"2026-03-05","inputs":{}})", "inputs"},
        {R"({"step":"shipping","event_time":"2026-03-05","inputs":[{"lot":"1"}]})", "inputs"},
        {R"({"step":"shipping","event_time":"2026-03-05","contents":{"colour":"x"}})", "contents"},
        {R"({"step":"shipping","event_time":"2026-03-05","contents":{"note":""}})", "contents"},
        {R"({"step":"shipping","event_time":"2026-03-05","more":"x"})", "?"},
    };
    for (const auto& row : rows) {
        const auto draft = event_draft_from_json(parse_json(row.text).value());
        ASSERT_FALSE(draft.ok()) << row.text;
        EXPECT_EQ(draft.error().kind, ErrorKind::corrupt);
        EXPECT_EQ(draft.error().code, "draft.corrupt");
        EXPECT_EQ(draft.error().arguments, std::vector<std::string>{std::string(row.member)}) << row.text;
    }
    EXPECT_FALSE(lot_draft_from_json(parse_json(R"({"service":"yes"})").value()).ok());
    EXPECT_FALSE(lot_draft_from_json(parse_json(R"({"allergens":[1]})").value()).ok());
}

TEST(DraftJson, AnEventOfADocumentComesBackAsItWas) {
    EventDraft draft;
    draft.event_time = EventTime::parse("2026-05-18T06:30:00+08:00").value();
    draft.client_key = "urn:uuid:1#error";
    draft.error_of = "urn:uuid:1";
    draft.disposition = Disposition::recalled;
    draft.empties_container = true;
    draft.subjects = {{SubjectRole::output, LotKind::produced, "06901234000016", "L1", "", Quantity{{5, 1}, "kg"}},
                      {SubjectRole::home, LotKind::place, "", "geo:1,2", "", {}},
                      {SubjectRole::subject, LotKind::item, "06901234000016", "urn:x:7", "L1", {}},
                      {SubjectRole::input, LotKind::produced, "", "L2", "", {}, {"云坡", "金橙", "5kg", "L2"}}};
    const auto back = event_draft_from_json(to_json(draft));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(*back, draft);
    auto broken = to_json(draft);
    broken.as_object()["subjects"].as_array()[0].as_object()["role"] = "nobody";
    EXPECT_EQ(event_draft_from_json(broken).error().code, "draft.corrupt");
}

}  // namespace
}  // namespace qy::model
