#include "trace_span.h"

#include <algorithm>
#include <cstdint>

namespace qy::business {
namespace {

using model::EventTime;

constexpr std::int64_t kDaySeconds = 86'400;

// Of two optional ends the narrower one; `pick(a, b)` is true when a is narrower.
template <class Pick>
std::optional<EventTime> narrower(const std::optional<EventTime>& a, const std::optional<EventTime>& b, Pick pick) {
    if (!a) return b;
    if (!b) return a;
    return pick(*a, *b) ? a : b;
}

bool later_start(const EventTime& a, const EventTime& b) {
    return a.at >= b.at;
}
bool earlier_end(const EventTime& a, const EventTime& b) {
    return a.latest() <= b.latest();
}

bool is_empty(const Span& span) {
    if (!span.from) return false;
    if (span.last && !model::not_after(*span.from, *span.last)) return true;
    return span.before && !model::not_after(*span.from, *span.before);
}

}  // namespace

bool may_precede(const EventTime& a, const EventTime& b) {
    const bool by_day = a.precision == model::Precision::day || b.precision == model::Precision::day;
    return by_day ? model::not_after(a, b) : a.at < b.at;
}

bool ends_after(const Span& span, const EventTime& time) {
    if (span.last && !model::not_after(time, *span.last)) return false;
    return !span.before || may_precede(time, *span.before);
}

bool holds(const Span& span, const EventTime& time) {
    if (span.from && !model::not_after(*span.from, time)) return false;
    return ends_after(span, time);
}

std::optional<Span> common_part(const Span& a, const Span& b) {
    const Span part{narrower(a.from, b.from, later_start), narrower(a.last, b.last, earlier_end),
                    narrower(a.before, b.before, earlier_end)};
    if (is_empty(part)) return std::nullopt;
    return part;
}

bool covers(const Span& wide, const Span& narrow) {
    if (wide.from && (!narrow.from || wide.from->at > narrow.from->at)) return false;
    if (wide.last && (!narrow.last || wide.last->latest() < narrow.last->latest())) return false;
    return !wide.before || (narrow.before && wide.before->latest() >= narrow.before->latest());
}

bool add_span(std::vector<Span>& spans, const Span& span) {
    if (std::ranges::any_of(spans, [&](const Span& other) { return covers(other, span); })) return false;
    std::erase_if(spans, [&](const Span& other) { return covers(span, other); });
    spans.push_back(span);
    return true;
}

Bounds bounds_of(const std::vector<Span>& spans) {
    Bounds bounds = kNoBounds;
    for (const auto& span : spans) {
        Bounds one{{INT64_MIN}, {INT64_MAX}};
        if (span.from) one.from = span.from->at.plus_seconds(-kDaySeconds);
        if (span.last) one.to = span.last->latest().plus_seconds(kDaySeconds);
        if (span.before) one.to = std::min(one.to, span.before->latest().plus_seconds(kDaySeconds));
        bounds = both(bounds, one);
    }
    return bounds;
}

Bounds both(const Bounds& a, const Bounds& b) {
    return {std::min(a.from, b.from), std::max(a.to, b.to)};
}

}  // namespace qy::business
