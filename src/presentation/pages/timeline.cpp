#include "pages/timeline.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "pages/format.h"
#include "pages/icons.h"
#include "pages/test_results.h"

namespace qy::presentation {
namespace {

using model::Field;
using model::ShownEvent;
using model::Step;

/// Records of a stage that are open from the start; the rest is one click away.
constexpr std::size_t kOpenRecords = 6;

enum class Stage : std::uint8_t { production, processing, inspection, logistics, sales, service };
struct StageRow {
    Stage stage;
    std::string_view anchor;
    Text name;
    Trusted icon;
};
const std::array<StageRow, 6>& stage_rows() {
    static const std::array<StageRow, 6> kRows = {{
        {Stage::production, "production", Text::stage_production, icons::stage(model::InfoKind::production)},
        {Stage::processing, "processing", Text::stage_processing, icons::processing()},
        {Stage::inspection, "inspection", Text::stage_inspection, icons::stage(model::InfoKind::inspection)},
        {Stage::logistics, "logistics", Text::stage_logistics, icons::stage(model::InfoKind::logistics)},
        {Stage::sales, "sales", Text::stage_sales, icons::stage(model::InfoKind::sales)},
        {Stage::service, "service", Text::stage_service, icons::stage(model::InfoKind::service)},
    }};
    return kRows;
}

Stage stage_of(Step step) {
    switch (model::kind_of(step)) {
        case model::InfoKind::inspection:
            return Stage::inspection;
        case model::InfoKind::logistics:
            return Stage::logistics;
        case model::InfoKind::sales:
            return Stage::sales;
        case model::InfoKind::service:
            return Stage::service;
        case model::InfoKind::common:
        case model::InfoKind::production:
            break;
    }
    return step == Step::commissioning ? Stage::production : Stage::processing;
}

Text name_of(Step step) {
    switch (step) {
        case Step::commissioning:
            return Text::step_commissioning;
        case Step::transforming:
            return Text::step_transforming;
        case Step::merging:
            return Text::step_merging;
        case Step::inspecting:
            return Text::step_inspecting;
        case Step::shipping:
            return Text::step_shipping;
        case Step::transporting:
            return Text::step_transporting;
        case Step::receiving:
            return Text::step_receiving;
        case Step::storing:
            return Text::step_storing;
        case Step::packing:
            return Text::step_packing;
        case Step::unpacking:
            return Text::step_unpacking;
        case Step::retail_selling:
            return Text::step_retail_selling;
        case Step::service_provided:
            return Text::step_service_provided;
        case Step::other:
            return Text::step_other;
    }
    QY_ASSERT(false);
}

/// One entry of the list: an event, or the results of one laboratory and day together.
struct Record {
    const ShownEvent* first = nullptr;
    std::vector<const ShownEvent*> all;
};

bool same_record(const ShownEvent& a, const ShownEvent& b) {
    if (is_certificate(a.event) || is_certificate(b.event)) return false;
    return a.event.step == Step::inspecting && b.event.step == Step::inspecting && a.party.name == b.party.name &&
           a.event.event_time.day() == b.event.event_time.day();
}

using Records = std::vector<Record>;

std::array<Records, 6> records_of(const model::TraceAnswer& answer) {
    std::array<Records, 6> by_stage;
    for (const ShownEvent& shown : answer.events) {
        Records& records = by_stage[static_cast<std::size_t>(stage_of(shown.event.step))];
        if (!records.empty() && same_record(*records.back().first, shown)) {
            records.back().all.push_back(&shown);
        } else {
            records.push_back({&shown, {&shown}});
        }
    }
    return by_stage;
}

/// What the heading of a record, or another part of the page, says already.
bool is_said_elsewhere(const ShownEvent& shown, Field field, std::string_view value) {
    switch (field) {
        case Field::allergens:
        case Field::step:
        case Field::event_key:
        case Field::container:
        case Field::test_item:
        case Field::test_result:
        case Field::test_value:
        case Field::test_limit:
        case Field::test_method:
            return true;
        case Field::inspection_status:
            return value == "final";  // as all that the page shows
        case Field::temperature_low:
        case Field::temperature_high:
            return shown.readings.size() > 1;
        default:
            break;
    }
    const auto& row = model::row_of(field);
    if (row.type == model::FieldType::name) {
        return value == shown.party.name || (shown.counterparty && value == shown.counterparty->name);
    }
    const bool time = row.type == model::FieldType::day || row.type == model::FieldType::moment;
    if (time) return value == shown.event.event_time.to_string() || value == shown.event.event_time.day();
    return value == shown.event.place;
}

struct Timeline {
    std::unordered_map<model::LotId, const model::TraceNode*> nodes;
    std::unordered_set<model::EventId> corrected;
};

Timeline timeline_of(const model::TraceAnswer& answer) {
    Timeline timeline;
    for (const auto& node : answer.nodes) timeline.nodes.emplace(node.id, &node);
    for (const auto& shown : answer.events) {
        if (shown.event.corrects) timeline.corrected.insert(shown.event.corrects);
    }
    return timeline;
}

void write_when(PageWriter& page, const ShownEvent& shown) {
    const auto line = page.html.open("p", {{"class", "when"}});
    page.html.element("time", {{"datetime", shown.event.event_time.to_string()}},
                      shown_time(shown.event.event_time, page.language()));
    if (!shown.event.place.empty()) {
        page.html.text(" · ");
        page.data("span", {}, shown.event.place);
    }
}

/// Whether the step says more than the name of its stage.
bool names_step(Step step) {
    return stage_of(step) == Stage::logistics || step == Step::merging;
}

void write_who(PageWriter& page, const ShownEvent& shown) {
    page.data("span", {}, page.name_of(shown.party.name, shown.party.name_en));
    if (!shown.counterparty) return;
    page.html.text(" → ");
    page.data("span", {}, page.name_of(shown.counterparty->name, shown.counterparty->name_en));
}

/// What was done, by whom, and whether it was put right since.
void write_title(PageWriter& page, const Record& record, const Timeline& timeline) {
    const ShownEvent& shown = *record.first;
    const auto title = page.html.open("h4");
    const bool unnamed = shown.party.name.empty() && !shown.counterparty;
    if (names_step(shown.event.step) || unnamed) {
        page.html.element("em", {}, page.say(name_of(shown.event.step))).text(" ");
    }
    write_who(page, shown);
    if (shown.event.corrects) page.html.text(" ").element("em", {}, page.say(Text::correction));
    if (timeline.corrected.contains(shown.event.id)) {
        page.html.text(" ").element("em", {{"class", "old"}}, page.say(Text::corrected));
    }
}

/// Which lot it happened to, when that is not the asked one; nothing for results of several lots.
void write_which_lot(PageWriter& page, const Record& record, const Timeline& timeline) {
    const ShownEvent& shown = *record.first;
    const bool several =
        std::ranges::any_of(record.all, [&](const ShownEvent* other) { return other->lot_number != shown.lot_number; });
    if (shown.distance == 0 || shown.lot_number.empty() || several) return;
    const auto node = timeline.nodes.find(shown.event.lot);
    std::string words;
    if (node != timeline.nodes.end() && !node->second->product_name.empty()) {
        words = std::string(page.name_of(node->second->product_name)) + " · ";
    }
    words += page.say(Text::lot_called, {shown.lot_number});
    page.data("p", "lot", words);
}

struct Content {
    std::string label;
    std::vector<std::string> values;  ///< different ones
};

void add_value(std::vector<Content>& contents, std::string_view label, std::string value) {
    if (value.empty()) return;
    auto known = std::ranges::find(contents, label, &Content::label);
    if (known == contents.end()) known = contents.insert(known, {std::string(label), {}});
    auto& values = known->values;
    if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

std::vector<Content> contents_of(const PageWriter& page, const Record& record) {
    std::vector<Content> contents;
    for (const ShownEvent* shown : record.all) {
        for (const auto& [field, canonical] : shown->event.contents.items()) {
            if (field == Field::epcis_event || is_said_elsewhere(*shown, field, canonical)) continue;
            const auto& row = model::row_of(field);
            add_value(contents, field_label(row, page), shown_value(row, canonical, page));
        }
        for (const auto& attribute : model::attributes_in(shown->event.contents)) {
            add_value(contents, page.name_of(attribute.zh, attribute.en), shown_attribute(attribute, page));
        }
    }
    return contents;
}

void write_contents(PageWriter& page, const Record& record) {
    const auto contents = contents_of(page, record);
    if (contents.empty()) return;
    const auto list = page.html.open("dl");
    for (const Content& content : contents) {
        const auto pair = page.html.open("div");
        page.data("dt", {}, content.label);
        page.data("dd", {}, join(content.values, page.say(Text::list_comma)));
    }
}

void write_record(PageWriter& page, const Record& record, const Timeline& timeline) {
    const ShownEvent& shown = *record.first;
    const bool old = timeline.corrected.contains(shown.event.id);
    const auto item = page.html.open("li", {old ? Attribute("class", "old") : Attribute()});
    write_when(page, shown);
    write_title(page, record, timeline);
    write_which_lot(page, record, timeline);
    if (shown.event.step == Step::inspecting && !is_certificate(shown.event)) {
        page.html.element("p", {}, test_summary(page, record.all));
    }
    write_contents(page, record);
}

void write_records(PageWriter& page, Records::const_iterator begin, Records::const_iterator end,
                   const Timeline& timeline) {
    const auto list = page.html.open("ol");
    for (auto at = begin; at != end; ++at) write_record(page, *at, timeline);
}

void write_stage(PageWriter& page, const StageRow& row, const Records& records, const Timeline& timeline) {
    const auto stage = page.html.open("div", {{"class", "stage"}});
    {
        const auto title = page.html.open("h3", {{"id", row.anchor}});
        page.html.trusted(row.icon).text(page.say(row.name)).text(" ");
        page.html.element("small", {}, page.count(Text::record_one, Text::records, records.size()));
    }
    // One record more than the bound is not worth a click.
    const std::size_t open = records.size() <= kOpenRecords + 1 ? records.size() : kOpenRecords;
    const auto middle = records.begin() + static_cast<std::ptrdiff_t>(open);
    write_records(page, records.begin(), middle, timeline);
    if (open == records.size()) return;
    const auto more = page.html.open("details");
    page.html.element("summary", {}, page.say(Text::more_records, {std::to_string(records.size() - open)}));
    write_records(page, middle, records.end(), timeline);
}

}  // namespace

void write_stage_links(PageWriter& page, const model::TraceAnswer& answer) {
    const auto by_stage = records_of(answer);
    const auto used = std::ranges::count_if(by_stage, [](const Records& records) { return !records.empty(); });
    if (used < 2) return;
    const auto nav = page.html.open("nav", {{"class", "stages"}, {"aria-label", page.say(Text::stages)}});
    for (const StageRow& row : stage_rows()) {
        const Records& records = by_stage[static_cast<std::size_t>(row.stage)];
        if (records.empty()) continue;
        const auto link = page.html.open("a", {Attribute::url("href", "#" + std::string(row.anchor))});
        page.html.trusted(row.icon).element("span", {}, page.say(row.name));
        page.html.element("b", {}, std::to_string(records.size()));
    }
}

void write_timeline(PageWriter& page, const model::TraceAnswer& answer) {
    const auto section = page.html.open("section", {{"class", "card timeline"}, {"aria-labelledby", "timeline"}});
    page.html.element("h2", {{"id", "timeline"}}, page.say(Text::timeline));
    if (answer.events.empty()) {
        const auto empty = page.html.open("p", {{"class", "empty"}});
        page.html.trusted(icons::question()).element("span", {}, page.say(Text::no_records));
        return;
    }
    const Timeline timeline = timeline_of(answer);
    const auto by_stage = records_of(answer);
    for (const StageRow& row : stage_rows()) {
        const Records& records = by_stage[static_cast<std::size_t>(row.stage)];
        if (!records.empty()) write_stage(page, row, records, timeline);
    }
}

}  // namespace qy::presentation
