#include "pages/cold_chain.h"

#include <algorithm>
#include <cstdlib>

#include "pages/format.h"
#include "pages/icons.h"

namespace qy::presentation {
namespace {

using model::Field;
using model::SensorReading;
using model::ShownEvent;

constexpr std::int64_t kHundredth = 100;
constexpr std::int64_t kHundredthsMax = 1'000 * kHundredth;  // beyond ±1000 ℃ a reading is no temperature
constexpr int kLabelDrop = -4;                               // labels stand on their limit
constexpr int kTop = 16;
constexpr int kBottom = kCurveHeight - 12;

/// Hundredths of a degree; values that do not fit are none.
std::optional<std::int64_t> hundredths(const Decimal& degrees) {
    const auto scaled = degrees.scaled(kHundredth, 1);
    if (!scaled.ok()) return std::nullopt;
    const auto whole = scaled->rounded(0);
    if (!whole.ok() || std::abs(whole->coefficient()) > kHundredthsMax) return std::nullopt;
    return whole->coefficient();
}

std::optional<std::int64_t> limit_of(const ShownEvent& shown, Field field) {
    const auto* text = shown.event.contents.find(field);
    if (text == nullptr) return std::nullopt;
    const auto degrees = Decimal::parse(*text);
    return degrees.ok() ? hundredths(*degrees) : std::nullopt;
}

std::string degrees(std::int64_t value) {
    return Decimal(value, 2).to_string() + " ℃";
}

struct Sample {
    std::int64_t at = 0;
    std::int64_t value = 0;
};

std::vector<Sample> samples_of(const ShownEvent& shown) {
    std::vector<Sample> samples;
    samples.reserve(shown.readings.size());
    for (const SensorReading& reading : shown.readings) {
        if (const auto value = hundredths(reading.value)) samples.push_back({reading.at.at.seconds(), *value});
    }
    return samples;
}

/// The coldest and the warmest of each stretch, in the order they came: no excursion is lost.
std::vector<Sample> thinned(const std::vector<Sample>& samples) {
    if (samples.size() <= kCurvePointsMax) return samples;
    std::vector<Sample> kept;
    const std::size_t stretches = kCurvePointsMax / 2;
    for (std::size_t i = 0; i < stretches; ++i) {
        const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() * i / stretches);
        const auto end = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() * (i + 1) / stretches);
        auto [low, high] =
            std::minmax_element(begin, end, [](const Sample& a, const Sample& b) { return a.value < b.value; });
        if (high < low) std::swap(low, high);
        kept.push_back(*low);
        if (high != low) kept.push_back(*high);
    }
    return kept;
}

/// Values to heights: the limits and all readings fit, with half a degree to spare.
struct Scale {
    std::int64_t from = 0;
    std::int64_t to = 0;
    [[nodiscard]] int y(std::int64_t value) const {
        return kBottom - static_cast<int>((value - from) * (kBottom - kTop) / (to - from));
    }
};

std::string points_of(const std::vector<Sample>& samples, const Scale& scale) {
    const std::int64_t start = samples.front().at;
    const std::int64_t length = std::max<std::int64_t>(samples.back().at - start, 1);
    std::string points;
    for (const Sample& sample : samples) {
        if (!points.empty()) points += ' ';
        points +=
            std::to_string((sample.at - start) * kCurveWidth / length) + ',' + std::to_string(scale.y(sample.value));
    }
    return points;
}

std::string limits_in_words(const PageWriter& page, const ShownEvent& shown) {
    const auto low = limit_of(shown, Field::temperature_low);
    const auto high = limit_of(shown, Field::temperature_high);
    if (low && high) return page.say(Text::limits_between, {degrees(*low), degrees(*high)});
    if (high) return page.say(Text::limit_at_most, {degrees(*high)});
    if (low) return page.say(Text::limit_at_least, {degrees(*low)});
    return {};
}

void write_band(PageWriter& page, const ColdCurve& curve) {
    const int top = curve.high_y.value_or(0);
    const int bottom = curve.low_y.value_or(kCurveHeight);
    if (!curve.high_y && !curve.low_y) return;
    page.html.leaf("rect",
                   {{"class", "band"}, {"y", top}, {"width", kCurveWidth}, {"height", std::max(bottom - top, 0)}});
}

/// The curve once, and again in the colour of a fault where it leaves the band.
void write_line(PageWriter& page, const ColdCurve& curve, std::size_t number) {
    const std::string line = "line" + std::to_string(number);
    page.html.leaf("polyline", {{"id", line}, {"points", curve.points}});
    if (curve.outside == 0) return;
    const std::string clip = "out" + std::to_string(number);
    {
        const auto outside = page.html.open("clipPath", {{"id", clip}});
        if (curve.high_y) page.html.leaf("rect", {{"width", kCurveWidth}, {"height", std::max(*curve.high_y, 0)}});
        if (curve.low_y) {
            page.html.leaf("rect", {{"y", *curve.low_y}, {"width", kCurveWidth}, {"height", kCurveHeight}});
        }
    }
    page.html.leaf("use", {{"class", "out"}, Attribute::url("href", "#" + line), {"clip-path", "url(#" + clip + ")"}});
}

void write_limit_label(PageWriter& page, std::optional<int> y, std::string_view words) {
    if (!y) return;
    page.html.element("text", {{"x", 4}, {"y", *y + kLabelDrop}}, words);
}

void write_picture(PageWriter& page, const ShownEvent& shown, const ColdCurve& curve, std::size_t number,
                   std::string_view words) {
    const std::string box = "0 0 " + std::to_string(kCurveWidth) + " " + std::to_string(kCurveHeight);
    const auto picture =
        page.html.open("svg", {{"class", "curve"}, {"viewBox", box}, {"role", "img"}, {"aria-label", words}});
    write_band(page, curve);
    write_line(page, curve, number);
    if (const auto high = limit_of(shown, Field::temperature_high)) {
        write_limit_label(page, curve.high_y, degrees(*high));
    }
    if (const auto low = limit_of(shown, Field::temperature_low)) write_limit_label(page, curve.low_y, degrees(*low));
}

void write_ends(PageWriter& page, const ShownEvent& shown) {
    const auto ends = page.html.open("p", {{"class", "ends"}});
    page.html.element("span", {}, shown_time(shown.readings.front().at, page.language()));
    page.html.element("span", {}, shown_time(shown.readings.back().at, page.language()));
}

void write_curve(PageWriter& page, const ShownEvent& shown, const ColdCurve& curve, std::size_t number) {
    const std::string total = std::to_string(curve.readings);
    const std::string range =
        page.say(Text::temperature_range, {degrees(curve.coldest), degrees(curve.warmest), total});
    const auto figure = page.html.open("figure");
    {
        const auto caption = page.html.open("figcaption");
        page.data("b", {}, page.name_of(shown.party.name, shown.party.name_en));
        page.html.text(" ").element("span", {}, range);
        const std::string limits = limits_in_words(page, shown);
        if (!limits.empty()) page.html.text(" ").element("span", {}, limits);
    }
    write_picture(page, shown, curve, number, range);
    write_ends(page, shown);
    if (!curve.low_y && !curve.high_y) return;
    const bool good = curve.outside == 0;
    const auto verdict = page.html.open("p", {{"class", good ? "says good" : "says bad"}});
    page.html.trusted(good ? icons::check() : icons::alert());
    page.html.element("span", {},
                      good ? std::string(page.say(Text::cold_kept))
                           : page.count(Text::cold_broken_one, Text::cold_broken, curve.outside));
}

}  // namespace

std::optional<ColdCurve> cold_curve(const ShownEvent& shown) {
    const auto samples = samples_of(shown);
    if (samples.size() < 2) return std::nullopt;
    const auto low = limit_of(shown, Field::temperature_low);
    const auto high = limit_of(shown, Field::temperature_high);
    const auto [coldest, warmest] = std::minmax_element(
        samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.value < b.value; });
    ColdCurve curve;
    curve.coldest = coldest->value;
    curve.warmest = warmest->value;
    curve.readings = samples.size();
    curve.outside = static_cast<std::size_t>(std::ranges::count_if(
        samples, [&](const Sample& sample) { return (low && sample.value < *low) || (high && sample.value > *high); }));
    const Scale scale{std::min(curve.coldest, low.value_or(curve.coldest)) - kHundredth / 2,
                      std::max(curve.warmest, high.value_or(curve.warmest)) + kHundredth / 2};
    curve.points = points_of(thinned(samples), scale);
    if (low) curve.low_y = scale.y(*low);
    if (high) curve.high_y = scale.y(*high);
    return curve;
}

bool has_cold_chain(const model::TraceAnswer& answer) {
    return std::ranges::any_of(answer.events, [](const ShownEvent& shown) { return cold_curve(shown).has_value(); });
}

void write_cold_chain(PageWriter& page, const model::TraceAnswer& answer) {
    std::vector<std::pair<const ShownEvent*, ColdCurve>> curves;
    for (const auto& shown : answer.events) {
        if (auto curve = cold_curve(shown)) curves.emplace_back(&shown, std::move(*curve));
    }
    if (curves.empty()) return;
    const auto section = page.html.open("section", {{"class", "card cold"}, {"aria-labelledby", "cold"}});
    page.html.element("h2", {{"id", "cold"}}, page.say(Text::cold_chain));
    for (std::size_t i = 0; i < curves.size(); ++i) write_curve(page, *curves[i].first, curves[i].second, i);
}

}  // namespace qy::presentation
