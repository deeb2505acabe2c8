#include "storage/scan_store.h"

namespace qy::storage::scans {
namespace {

constexpr Statement kRecent{"scan.recent",
                            "SELECT scan_id, scanned_at, device FROM scan WHERE code = $code AND scanned_at >= $since "
                            "ORDER BY scanned_at DESC LIMIT $limit"};
constexpr Statement kInsert{"scan.insert",
                            "INSERT INTO scan (scan_id, code, scanned_at, channel, region, device_class, device) "
                            "VALUES ($scan, $code, $at, $channel, $region, $device_class, $device)"};
constexpr Statement kAddRepeats{"scan.add_repeats",
                                "UPDATE scan SET repeats = repeats + $repeats WHERE scan_id = $scan"};
constexpr Statement kAddTotals{
    "code_state.add_scans",
    "INSERT INTO code_state (code, scan_count, first_scanned_at, first_scanned_region, last_scanned_at, last_device) "
    "VALUES ($code, $count, $first_at, $first_region, $last_at, $last_device) ON CONFLICT (code) DO UPDATE SET "
    "scan_count = code_state.scan_count + excluded.scan_count, "
    "first_scanned_region = CASE WHEN code_state.first_scanned_at IS NULL THEN excluded.first_scanned_region ELSE "
    "code_state.first_scanned_region END, "
    "first_scanned_at = coalesce(code_state.first_scanned_at, excluded.first_scanned_at), "
    "last_scanned_at = excluded.last_scanned_at, last_device = excluded.last_device"};

Result<void> done(Result<std::int64_t> changed) {
    if (!changed.ok()) return std::move(changed).error();
    return {};
}

}  // namespace

Result<std::vector<DeviceScan>> recent(Reader& reader, std::string_view code, Time since, std::int64_t limit) {
    return reader.all(kRecent, {{"code", code}, {"since", since}, {"limit", limit}}, [](const Row& row) {
        return DeviceScan{row.id<ScanId>(0), row.time(1), std::string(row.text(2))};
    });
}

Result<void> insert(Writer& writer, const Scan& scan) {
    return done(writer.run(kInsert, {{"scan", scan.id},
                                     {"code", scan.code},
                                     {"at", scan.at},
                                     {"channel", scan.channel},
                                     {"region", scan.region},
                                     {"device_class", scan.device_class},
                                     {"device", scan.device}}));
}

Result<void> add_repeats(Writer& writer, ScanId id, std::int64_t repeats) {
    return done(writer.run(kAddRepeats, {{"scan", id}, {"repeats", repeats}}));
}

Result<void> add_totals(Writer& writer, const Totals& totals) {
    return done(writer.run(kAddTotals, {{"code", totals.code},
                                        {"count", totals.count},
                                        {"first_at", totals.first_at},
                                        {"first_region", totals.first_region},
                                        {"last_at", totals.last_at},
                                        {"last_device", totals.last_device}}));
}

}  // namespace qy::storage::scans
