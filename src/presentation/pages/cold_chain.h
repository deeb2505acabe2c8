#pragma once
// Temperatures of a transport or a store as a curve between its limits. (clauses 6.3.3, 7.1.3)
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// The curve in units of its picture, and what it says in words. Temperatures are in hundredths of a degree.
struct ColdCurve {
    std::string points;  ///< "0,40 3,38 …"
    std::optional<int> low_y;
    std::optional<int> high_y;
    std::int64_t coldest = 0;
    std::int64_t warmest = 0;
    std::size_t outside = 0;  ///< readings beyond a limit
    std::size_t readings = 0;
};
inline constexpr int kCurveWidth = 320;
inline constexpr int kCurveHeight = 120;
/// Readings drawn at most: more are joined, keeping the coldest and warmest of each stretch.
inline constexpr std::size_t kCurvePointsMax = 120;

/// nullopt with fewer than two readings.
[[nodiscard]] std::optional<ColdCurve> cold_curve(const model::ShownEvent& shown);

/// Whether any event has readings to draw.
[[nodiscard]] bool has_cold_chain(const model::TraceAnswer& answer);

/// One picture per event that has readings; nothing when none has.
void write_cold_chain(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
