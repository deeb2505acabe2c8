#pragma once
// Days on which people work: weekends, and the public holidays that the State Council announces year by year, with the
// weekend days that are worked instead. (clause 6.2.1; GB/T 35273 8.7)
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace qy::model {

/// All days are of UTC+08:00. Safe from any thread.
class WorkCalendar {
 public:
    /// Without any holiday.
    WorkCalendar() = default;
    /// Entries: a holiday "2026-01-01", several "2026-02-15..2026-02-23", a weekend day that is worked "+2026-02-14".
    /// Errors: invalid `calendar.malformed` {entry}.
    static Result<WorkCalendar> parse(const std::vector<std::string>& entries);

    /// Whether holidays of that year are known; those of others count as working days, so that a deadline is never
    /// later than it should be.
    [[nodiscard]] bool knows(int year) const { return years_.contains(year); }
    /// The end of the `days`-th working day after `from`. REQUIRES: days ≥ 0.
    [[nodiscard]] Time working_days_after(Time from, int days) const;
    /// The end of so many working hours after `from`, 9 to 17 o'clock of working days. REQUIRES: hours ≥ 1.
    [[nodiscard]] Time working_hours_after(Time from, std::int64_t hours) const;

 private:
    [[nodiscard]] bool is_worked(std::int64_t day) const;
    std::set<std::int64_t> holidays_;  ///< days since 1970
    std::set<std::int64_t> worked_;
    std::set<int> years_;
};

/// In UTC+08:00.
[[nodiscard]] int year_of(Time time);

}  // namespace qy::model
