#pragma once
// Stretches of time in which what happens to one node of the trace graph belongs to the story of the asked lot.
// (clause 6.3.2: a child belongs to a parent only while packed)
#include <optional>
#include <vector>

#include "model/event_time.h"

namespace qy::business {

/// An absent end is open. `last` is inclusive: a lot was used up then. `before` is exclusive: it was taken out then.
struct Span {
    std::optional<model::EventTime> from;
    std::optional<model::EventTime> last;
    std::optional<model::EventTime> before;
};

/// True when `a` may have happened before `b`. A day may mean any instant of it, so two times of one day may stand in
/// either order when one of them is only a day.
[[nodiscard]] bool may_precede(const model::EventTime& a, const model::EventTime& b);

[[nodiscard]] bool holds(const Span& span, const model::EventTime& time);
/// True when `time` is not after the end of the span; its beginning does not matter.
[[nodiscard]] bool ends_after(const Span& span, const model::EventTime& time);
/// What both hold; nullopt when nothing is left.
[[nodiscard]] std::optional<Span> common_part(const Span& a, const Span& b);
[[nodiscard]] bool covers(const Span& wide, const Span& narrow);
/// Adds `span` unless one of `spans` covers it already, and drops those that it covers. Returns whether it was new.
bool add_span(std::vector<Span>& spans, const Span& span);

/// Instants around everything that the spans hold, a day wider at both ends because days compare by their local name.
struct Bounds {
    Time from;
    Time to;
};
[[nodiscard]] Bounds bounds_of(const std::vector<Span>& spans);
[[nodiscard]] Bounds both(const Bounds& a, const Bounds& b);
inline constexpr Bounds kNoBounds{{INT64_MAX}, {INT64_MIN}};

}  // namespace qy::business
