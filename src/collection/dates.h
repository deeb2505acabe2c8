#pragma once
// Dates and times as people write them, Chinese habits included.
#include <string_view>
#include <variant>

#include "faults.h"
#include "model/event_time.h"

namespace qy::collection {

/// 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, 二〇二六年三月五日, each with or without a time (8:30,
/// 08:30:15, T08:30, 上午8点30分, 下午3时, 3点半, 3:30 PM) and a zone (Z, +08:00); without zone +08:00. Five digits
/// alone are a spreadsheet's day number (days since 1899-12-30). Problems: malformed, out_of_range. REQUIRES: cleaned.
[[nodiscard]] std::variant<model::EventTime, Problem> read_moment(std::string_view text);

/// A time of day alone, "08:00" or "8:30:15": seconds since midnight, or -1.
[[nodiscard]] int read_time_of_day(std::string_view text);

}  // namespace qy::collection
