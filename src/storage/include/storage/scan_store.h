#pragma once
// Scans and the counters of scanned codes. (architecture §3: Scan) Errors: those of the port.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/store.h"

namespace qy::storage::scans {

using ScanId = Id<struct ScanTag>;

struct Scan {
    ScanId id;
    std::string code;
    Time at;
    std::string channel;       ///< page | api | wechat
    std::string region;        ///< GB/T 2260, or empty
    std::string device_class;  ///< phone | desktop | other
    std::string device;        ///< keyed hash; never an address
};

/// What a group of scans of one code adds to its counters.
struct Totals {
    std::string code;
    std::int64_t count = 0;
    Time first_at;
    std::string first_region;
    Time last_at;
    std::string last_device;
};

struct DeviceScan {
    ScanId id;
    Time at;
    std::string device;
};

/// Scans of the code at or after `since`, newest first, at most `limit`.
Result<std::vector<DeviceScan>> recent(Reader& reader, std::string_view code, Time since, std::int64_t limit);

Result<void> insert(Writer& writer, const Scan& scan);
/// Raises `repeats` of the scan; a scan that is gone is left alone.
Result<void> add_repeats(Writer& writer, ScanId id, std::int64_t repeats);
/// Raises the code's counters; its first scan's time and region stay once they are set.
Result<void> add_totals(Writer& writer, const Totals& totals);

}  // namespace qy::storage::scans
