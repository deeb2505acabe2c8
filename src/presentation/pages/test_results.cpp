#include "pages/test_results.h"

#include <algorithm>
#include <unordered_set>

#include "model/certificate.h"
#include "pages/facts.h"
#include "pages/format.h"
#include "pages/icons.h"
#include "pages/test_bar.h"

namespace qy::presentation {
namespace {

using model::Field;
using model::ShownEvent;
using Inspections = std::vector<const ShownEvent*>;

constexpr auto kPassed = std::to_array<std::string_view>({"pass", "passed", "qualified", "合格", "符合"});
constexpr auto kFailed =
    std::to_array<std::string_view>({"fail", "failed", "unqualified", "not_qualified", "不合格", "不符合"});

std::string_view content(const ShownEvent& shown, Field field) {
    return shown.event.contents.get(field);
}

/// Results of one laboratory and day stand in one table.
bool same_table(const ShownEvent& a, const ShownEvent& b) {
    return a.party.name == b.party.name && a.event.event_time.day() == b.event.event_time.day();
}

void write_bar(PageWriter& page, const TestBar& bar) {
    const auto picture = page.html.open(
        "svg",
        {{"class", "meter"}, {"viewBox", "0 0 100 8"}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}});
    page.html.leaf("rect", {{"width", bar.value}, {"height", 8}});
    for (const auto limit : {bar.low, bar.high}) {
        if (limit) page.html.leaf("path", {{"d", "M" + std::to_string(*limit) + " 0v8"}});
    }
}

void write_measured(PageWriter& page, const ShownEvent& shown) {
    const auto value = content(shown, Field::test_value);
    const auto limit = content(shown, Field::test_limit);
    const auto cell = page.html.open("td");
    page.data("b", {}, value.empty() ? std::string_view("–") : value);
    if (const auto bar = test_bar(value, limit)) write_bar(page, *bar);
    if (!limit.empty()) page.data("small", {}, page.say(Text::limit_is, {limit}));
}

void write_result(PageWriter& page, const ShownEvent& shown) {
    const TestVerdict verdict = verdict_of_test(shown.event);
    const auto cell = page.html.open("td");
    if (verdict == TestVerdict::unclear) {
        page.data("span", {}, page.label("test_result", content(shown, Field::test_result)));
        return;
    }
    const bool passed = verdict == TestVerdict::passed;
    const auto badge = page.html.open("span", {{"class", passed ? "badge good" : "badge bad"}});
    page.html.trusted(passed ? icons::check() : icons::cross());
    page.html.text(page.say(passed ? Text::passed : Text::failed));
}

/// "报告 HY-1 · 批次 A", each left out when it is not known or `own` says that the lot goes without saying.
std::string source_of(const PageWriter& page, const ShownEvent& shown, bool own) {
    std::string words;
    const auto number = content(shown, Field::report_number);
    if (!number.empty()) words = page.say(Text::report, {number});
    if (own || shown.lot_number.empty()) return words;
    if (!words.empty()) words += " · ";
    return words + page.say(Text::lot_called, {shown.lot_number});
}

void write_row(PageWriter& page, const ShownEvent& shown, std::string_view source) {
    const auto row = page.html.open(
        "tr", {verdict_of_test(shown.event) == TestVerdict::failed ? Attribute("class", "bad") : Attribute()});
    {
        const auto head = page.html.open("th", {{"scope", "row"}});
        page.data("span", {}, content(shown, Field::test_item));
        const auto method = content(shown, Field::test_method);
        if (!method.empty()) page.data("small", {}, method);
        if (!source.empty()) page.data("small", {}, source);
    }
    write_measured(page, shown);
    write_result(page, shown);
}

using OwnLots = std::unordered_set<model::LotId>;

/// Report and lot stand in the caption when they are the same in all rows, else in each row.
void write_table(PageWriter& page, Inspections::const_iterator begin, Inspections::const_iterator end,
                 const OwnLots& own) {
    const auto source = [&](const ShownEvent& shown) { return source_of(page, shown, own.contains(shown.event.lot)); };
    const std::string first = source(**begin);
    const bool shared = std::all_of(begin, end, [&](const ShownEvent* shown) { return source(*shown) == first; });
    std::string caption(page.name_of((*begin)->party.name, (*begin)->party.name_en));
    caption += " · " + shown_day((*begin)->event.event_time.day(), page.language());
    if (shared && !first.empty()) caption += " · " + first;
    const auto table = page.html.open("table");
    page.data("caption", {}, caption);
    {
        const auto head = page.html.open("thead");
        const auto row = page.html.open("tr");
        for (const Text title : {Text::test_item, Text::measured, Text::result}) {
            page.html.element("th", {{"scope", "col"}}, page.say(title));
        }
    }
    const auto body = page.html.open("tbody");
    for (auto at = begin; at != end; ++at) write_row(page, **at, shared ? std::string() : source(**at));
}

}  // namespace

TestVerdict verdict_of_test(const model::TraceEvent& event) {
    const auto result = event.contents.get(Field::test_result);
    if (std::ranges::find(kFailed, result) != kFailed.end()) return TestVerdict::failed;
    if (event.disposition == model::Disposition::non_conformant) return TestVerdict::failed;
    return std::ranges::find(kPassed, result) != kPassed.end() ? TestVerdict::passed : TestVerdict::unclear;
}

bool is_certificate(const model::TraceEvent& event) {
    return model::is_certificate(event.contents);
}

Inspections standing_inspections(const model::TraceAnswer& answer) {
    std::unordered_set<model::EventId> corrected;
    for (const auto& shown : answer.events) {
        if (shown.event.corrects) corrected.insert(shown.event.corrects);
    }
    Inspections found;
    for (const auto& shown : answer.events) {
        const bool inspection = shown.event.step == model::Step::inspecting && !is_certificate(shown.event);
        if (inspection && !corrected.contains(shown.event.id)) found.push_back(&shown);
    }
    return found;
}

std::string test_summary(const PageWriter& page, const Inspections& inspections) {
    if (inspections.empty()) return {};
    const auto failed = std::ranges::count_if(
        inspections, [](const ShownEvent* shown) { return verdict_of_test(shown->event) == TestVerdict::failed; });
    const auto passed = std::ranges::count_if(
        inspections, [](const ShownEvent* shown) { return verdict_of_test(shown->event) == TestVerdict::passed; });
    const std::string total = std::to_string(inspections.size());
    if (failed > 0) return page.say(Text::tests_failed, {total, std::to_string(failed)});
    if (static_cast<std::size_t>(passed) == inspections.size()) {
        return page.count(Text::test_passed_one, Text::tests_passed, inspections.size());
    }
    return page.count(Text::test_one, Text::tests_many, inspections.size());
}

void write_test_results(PageWriter& page, const model::TraceAnswer& answer) {
    const auto inspections = standing_inspections(answer);
    if (inspections.empty()) return;
    const auto own = own_lots(answer);
    const auto section = page.html.open("section", {{"class", "card tests"}, {"aria-labelledby", "tests"}});
    page.html.element("h2", {{"id", "tests"}}, page.say(Text::test_results));
    page.html.element("p", {{"class", "soft"}}, test_summary(page, inspections));
    for (auto begin = inspections.begin(); begin != inspections.end();) {
        const auto end = std::find_if_not(begin, inspections.end(),
                                          [&](const ShownEvent* shown) { return same_table(**begin, *shown); });
        write_table(page, begin, end, own);
        begin = end;
    }
}

}  // namespace qy::presentation
