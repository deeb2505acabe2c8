#include "storage/clock_store.h"

#include <algorithm>

#include "stored.h"

namespace qy::storage::clocks {
namespace {

constexpr Statement kMark{"clock_mark.find", "SELECT seen_at FROM clock_mark WHERE clock_mark_id = 1"};
constexpr Statement kSetMark{
    "clock_mark.set",
    "INSERT INTO clock_mark (clock_mark_id, seen_at) VALUES (1, $at) ON CONFLICT (clock_mark_id) DO UPDATE SET seen_at "
    "= excluded.seen_at"};
constexpr Statement kNewestRecord{"clock_mark.newest_record",
                                  "SELECT at FROM audit_record ORDER BY position DESC LIMIT 1"};
constexpr Statement kNewestActivity{"clock_mark.newest_activity",
                                    "SELECT COALESCE(last_active_at, created_at) FROM app_user WHERE active = 1 AND "
                                    "COALESCE(last_active_at, created_at) > 0 ORDER "
                                    "BY COALESCE(last_active_at, created_at) DESC LIMIT 1"};

Time time_of(const Row& row) {
    return row.time(0);
}

}  // namespace

Result<std::optional<Time>> mark(Reader& reader) {
    return reader.first(kMark, {}, time_of);
}

Result<void> set_mark(Writer& writer, Time at) {
    return insert_row(writer, kSetMark, {{"at", at}});
}

Result<std::optional<Time>> newest_trace(Reader& reader) {
    QY_TRY(record, reader.first(kNewestRecord, {}, time_of));
    QY_TRY(activity, reader.first(kNewestActivity, {}, time_of));
    if (!record || !activity) return record ? record : activity;
    return std::optional(std::max(*record, *activity));
}

}  // namespace qy::storage::clocks
