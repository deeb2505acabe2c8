#pragma once
// Code ranges, codes with a state of their own, and aliases of foreign codes. (architecture §5) Errors: those of the
// port; further ones are named. Serials are inclusive. Ranges of one epoch and depth never overlap, a sub-range lies
// inside its parent: the callers in business see to it, so a serial is found by its depth's nearest first serial.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/code_range.h"
#include "model/lot.h"
#include "model/named.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::codes {

struct StoredRange {
    model::CodeRange range;
    int depth = 0;              ///< 0 for an issued block, parent's + 1 for a sub-range
    model::BrandGrantId grant;  ///< of an issued block: whose quota it takes from; none without a brand
    int pin_epoch = 0;          ///< epoch of the key of its PINs; 0: no PIN. `range.pin` follows from it
    model::LotKind lot_kind = model::LotKind::produced;  ///< of range.lot
};

/// Every range that holds the serial, narrowest first; empty when it was never issued. One indexed seek per depth.
Result<std::vector<StoredRange>> holding(Reader& reader, int epoch, std::int64_t serial);
/// Nothing for a range that is not reached.
Result<std::optional<StoredRange>> find(Reader& reader, const model::Reach& reach, model::CodeRangeId id);
/// Ranges of that depth with a serial in first…last, in order.
Result<std::vector<StoredRange>> touching(Reader& reader, int epoch, int depth, std::int64_t first, std::int64_t last);
/// The highest serial that was ever issued; 0 when none was.
Result<std::int64_t> last_serial(Reader& reader, int epoch);
/// Codes of issued blocks that took from the grant's quota; void blocks give theirs back.
Result<std::int64_t> issued_under(Reader& reader, model::BrandGrantId grant);

/// A range with its lot's number and the consignee's name, for those who may see where codes went.
struct BoundRange {
    model::CodeRange range;
    std::string lot_number;
    model::Named consignee;
};
/// Ranges bound to these lots, in order of serial; at most `limit`.
Result<std::vector<BoundRange>> bound_to(Reader& reader, std::span<const std::int64_t> lots, std::int64_t limit);

/// Ranges that are reached, newest first, from before the id `before` on (0: from the newest); no consignees.
/// REQUIRES: limit ≥ 1.
Result<std::vector<BoundRange>> list(Reader& reader, const model::Reach& reach, std::int64_t before,
                                     std::int64_t limit);

/// The oldest issued block of this party and brand that has no lot yet.
Result<std::optional<StoredRange>> unbound_of(Reader& reader, model::PartyId party, model::BrandId brand);

/// Further errors: conflict `storage.duplicate` (another range of that depth begins there).
Result<void> insert(Writer& writer, const StoredRange& range);
/// Also sets the state `bound`.
Result<void> set_lot(Writer& writer, model::CodeRangeId id, model::LotId lot);
Result<void> set_state(Writer& writer, model::CodeRangeId id, model::RangeState state);
Result<void> set_frozen(Writer& writer, model::CodeRangeId id, bool frozen, std::string_view reason);
/// Makes room for a new range `around` at its depth: what lies inside its serials at that depth and deeper goes one
/// deeper, and what was directly there becomes its child. REQUIRES: `around` is stored at no depth yet, and nothing
/// inside it stands at the greatest depth.
Result<void> push_down(Writer& writer, const StoredRange& around);
/// After insert(around): its direct children name it as their parent.
Result<void> adopt(Writer& writer, const StoredRange& around);

/// What is stored for a single code; most codes have no row.
struct CodeState {
    bool frozen = false;
    std::string freeze_reason;
    std::int64_t scan_count = 0;
    std::optional<Time> first_scanned_at;
    std::string first_scanned_region;
    std::optional<Time> last_scanned_at;
    std::string last_device;
    std::optional<Time> first_verified_at;
    std::int64_t pin_failures = 0;
    std::optional<Time> pin_failed_at;
};
/// All defaults when the code has no row.
Result<CodeState> state(Reader& reader, std::string_view code);
Result<void> set_code_frozen(Writer& writer, std::string_view code, bool frozen, std::string_view reason);
/// Stores the counters of wrong PINs and the first right one; nothing else of `state`.
Result<void> set_pin_state(Writer& writer, std::string_view code, const CodeState& state);

struct Alias {
    std::string code;
    model::PartyId party;
};
Result<std::optional<Alias>> find_alias(Reader& reader, std::string_view alias);
/// Further errors: conflict `storage.duplicate`.
Result<void> insert_alias(Writer& writer, std::string_view alias, const Alias& target);

}  // namespace qy::storage::codes
