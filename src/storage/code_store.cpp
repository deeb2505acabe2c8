#include "storage/code_store.h"

#include <limits>

#include "base/limits.h"
#include "lot_row.h"
#include "named_row.h"
#include "reach.h"

namespace qy::storage::codes {
namespace {

#define QY_RANGE_COLUMNS                                                                                       \
    "r.code_range_id, r.epoch, r.first_serial, r.last_serial, r.parent_id, r.party_id, r.brand_id, r.lot_id, " \
    "r.state, r.pin_epoch, r.frozen, r.freeze_reason, r.issued_at, r.depth, r.brand_grant_id, l.kind "

static_assert(limits::code_range_depth_max == 6, "kHolding lists the depths");

// Ranges of one depth do not overlap, so only the nearest one that begins at or before the serial can hold it: one
// step down the index (epoch, depth, first_serial) per depth, however many ranges exist.
constexpr Statement kHolding{
    "code_range.holding",
    "WITH level (depth) AS (VALUES (0), (1), (2), (3), (4), (5)) "
    "SELECT " QY_RANGE_COLUMNS
    "FROM level JOIN code_range r ON r.code_range_id = (SELECT n.code_range_id FROM code_range n WHERE n.epoch = "
    "$epoch AND n.depth = level.depth AND n.first_serial <= $serial ORDER BY n.first_serial DESC LIMIT 1) LEFT JOIN "
    "lot l ON l.lot_id = r.lot_id WHERE r.last_serial >= $serial ORDER BY r.depth DESC"};
constexpr Statement kFind{
    "code_range.find",
    "SELECT " QY_RANGE_COLUMNS
    "FROM code_range r LEFT JOIN lot l ON l.lot_id = r.lot_id WHERE r.code_range_id = $range AND " QY_REACHED(
        "r.party_id", "r.brand_id")};
// The one that begins before `first` and the ones that begin inside.
constexpr Statement kTouching{
    "code_range.touching",
    "SELECT " QY_RANGE_COLUMNS
    "FROM code_range r LEFT JOIN lot l ON l.lot_id = r.lot_id WHERE r.epoch = $epoch AND r.depth = $depth AND "
    "r.first_serial >= coalesce((SELECT n.first_serial FROM code_range n WHERE n.epoch = $epoch AND n.depth = $depth "
    "AND n.first_serial < $first ORDER BY n.first_serial DESC LIMIT 1), $first) AND r.first_serial <= $last AND "
    "r.last_serial >= $first ORDER BY r.first_serial"};
constexpr Statement kLastSerial{"code_range.last_serial",
                                "SELECT last_serial FROM code_range WHERE epoch = $epoch AND depth = 0 ORDER BY "
                                "first_serial DESC LIMIT 1"};
constexpr Statement kIssuedUnder{
    "code_range.issued_under",
    "SELECT CAST(coalesce(sum(last_serial - first_serial + 1), 0) AS bigint) FROM code_range WHERE "
    "brand_grant_id = $grant AND state <> 'void'"};
constexpr Statement kBoundTo{
    "code_range.bound_to",
    "SELECT " QY_RANGE_COLUMNS
    ", l.lot_number, " QY_NAMED_OF("c.") " FROM code_range r JOIN lot l ON l.lot_id = r.lot_id LEFT JOIN party c ON "
    "c.party_id = l.consignee_id WHERE r.lot_id {in:lots} ORDER BY r.epoch, r.first_serial, r.depth LIMIT $limit"};
constexpr Statement kUnboundOf{
    "code_range.unbound_of",
    "SELECT " QY_RANGE_COLUMNS
    "FROM code_range r LEFT JOIN lot l ON l.lot_id = r.lot_id WHERE r.party_id = $party AND r.brand_id = $brand AND "
    "r.lot_id IS NULL AND r.depth = 0 ORDER BY r.code_range_id LIMIT 1"};
constexpr Statement kListOf{
    "code_range.list_of",
    "SELECT " QY_RANGE_COLUMNS
    ", coalesce(l.lot_number, ''), '', '' FROM code_range r LEFT JOIN lot l ON l.lot_id = r.lot_id WHERE r.party_id = "
    "$party AND r.code_range_id < $before ORDER BY r.code_range_id DESC LIMIT $limit"};
constexpr Statement kList{
    "code_range.list",
    "SELECT " QY_RANGE_COLUMNS
    ", coalesce(l.lot_number, ''), '', '' FROM code_range r LEFT JOIN lot l ON l.lot_id = r.lot_id WHERE "
    "r.code_range_id < $before AND " QY_REACHED("r.party_id",
                                                "r.brand_id") "ORDER BY r.code_range_id DESC LIMIT $limit"};
constexpr Statement kInsert{
    "code_range.insert",
    "INSERT INTO code_range (code_range_id, epoch, first_serial, last_serial, parent_id, depth, party_id, brand_id, "
    "brand_grant_id, lot_id, state, pin_epoch, frozen, freeze_reason, issued_at) VALUES ($range, $epoch, $first, "
    "$last, "
    "$parent, $depth, $party, $brand, $grant, $lot, $state, $pin_epoch, $frozen, $reason, $issued_at)"};
constexpr Statement kSetLot{
    "code_range.set_lot",
    "UPDATE code_range SET lot_id = $lot, state = 'bound', version = version + 1 WHERE code_range_id = $range"};
constexpr Statement kSetState{
    "code_range.set_state", "UPDATE code_range SET state = $state, version = version + 1 WHERE code_range_id = $range"};
constexpr Statement kSetFrozen{"code_range.set_frozen",
                               "UPDATE code_range SET frozen = $frozen, freeze_reason = $reason, version = version + 1 "
                               "WHERE code_range_id = $range"};
constexpr Statement kPushDown{"code_range.push_down",
                              "UPDATE code_range SET depth = depth + 1, version = version + 1 WHERE epoch = $epoch AND "
                              "depth = $depth AND first_serial >= $first AND first_serial <= $last"};
constexpr Statement kAdopt{"code_range.adopt",
                           "UPDATE code_range SET parent_id = $parent WHERE epoch = $epoch AND depth = $depth AND "
                           "first_serial >= $first AND first_serial <= $last"};

StoredRange range_from(const Row& row) {
    StoredRange stored;
    auto& range = stored.range;
    range.id = row.id<model::CodeRangeId>(0);
    range.epoch = static_cast<int>(row.integer(1));
    range.first = row.integer(2);
    range.last = row.integer(3);
    range.parent = row.id<model::CodeRangeId>(4);
    range.party = row.id<model::PartyId>(5);
    range.brand = row.id<model::BrandId>(6);
    range.lot = row.id<model::LotId>(7);
    // A state that this program does not know must not read as a good one.
    range.state = model::parse_range_state(row.text(8)).value_or(model::RangeState::voided);
    stored.pin_epoch = static_cast<int>(row.integer(9));
    range.pin = stored.pin_epoch != 0;
    range.frozen = row.flag(10);
    range.freeze_reason = row.text(11);
    range.issued_at = row.time(12);
    stored.depth = static_cast<int>(row.integer(13));
    stored.grant = row.id<model::BrandGrantId>(14);
    stored.lot_kind = lot_kind_from(row.text(15));
    return stored;
}

BoundRange bound_from(const Row& row) {
    return {range_from(row).range, std::string(row.text(16)), named_at(row, 17)};
}

Result<void> one(Result<std::int64_t> changed) {
    if (!changed.ok()) return std::move(changed).error();
    QY_ASSERT(*changed == 1);
    return {};
}

std::int64_t number_of(const Row& row) {
    return row.integer(0);
}

}  // namespace

Result<std::vector<StoredRange>> holding(Reader& reader, int epoch, std::int64_t serial) {
    return reader.all(kHolding, {{"epoch", epoch}, {"serial", serial}}, range_from);
}

Result<std::optional<StoredRange>> find(Reader& reader, const model::Reach& reach, model::CodeRangeId id) {
    return reader.first(kFind, {{"range", id}, QY_REACH_BINDS(reach)}, range_from);
}

Result<std::vector<StoredRange>> touching(Reader& reader, int epoch, int depth, std::int64_t first, std::int64_t last) {
    return reader.all(kTouching, {{"epoch", epoch}, {"depth", depth}, {"first", first}, {"last", last}}, range_from);
}

Result<std::int64_t> last_serial(Reader& reader, int epoch) {
    QY_TRY(found, reader.first(kLastSerial, {{"epoch", epoch}}, number_of));
    return found.value_or(0);
}

Result<std::int64_t> issued_under(Reader& reader, model::BrandGrantId grant) {
    QY_TRY(found, reader.first(kIssuedUnder, {{"grant", grant}}, number_of));
    return found.value_or(0);
}

Result<std::vector<BoundRange>> bound_to(Reader& reader, std::span<const std::int64_t> lots, std::int64_t limit) {
    return reader.all(kBoundTo, {{"lots", lots}, {"limit", limit}}, bound_from);
}

Result<std::vector<BoundRange>> list(Reader& reader, const model::Reach& reach, std::int64_t before,
                                     std::int64_t limit) {
    const bool own_alone = !reach.all && reach.manager.is_none() && reach.regions.empty();
    const auto bound = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
    if (own_alone) {
        return reader.all(kListOf, {{"party", reach.party}, {"before", bound}, {"limit", limit}}, bound_from);
    }
    return reader.all(kList, {{"before", bound}, {"limit", limit}, QY_REACH_BINDS(reach)}, bound_from);
}

Result<std::optional<StoredRange>> unbound_of(Reader& reader, model::PartyId party, model::BrandId brand) {
    return reader.first(kUnboundOf, {{"party", party}, {"brand", brand}}, range_from);
}

Result<void> insert(Writer& writer, const StoredRange& stored) {
    QY_ASSERT(stored.depth >= 0 && stored.depth < limits::code_range_depth_max);
    const auto& range = stored.range;
    return one(writer.run(kInsert, {{"range", range.id},
                                    {"epoch", range.epoch},
                                    {"first", range.first},
                                    {"last", range.last},
                                    {"parent", range.parent},
                                    {"depth", stored.depth},
                                    {"party", range.party},
                                    {"brand", range.brand},
                                    {"grant", stored.grant},
                                    {"lot", range.lot},
                                    {"state", model::to_string(range.state)},
                                    {"pin_epoch", stored.pin_epoch},
                                    {"frozen", range.frozen},
                                    {"reason", range.freeze_reason},
                                    {"issued_at", range.issued_at}}));
}

Result<void> set_lot(Writer& writer, model::CodeRangeId id, model::LotId lot) {
    return one(writer.run(kSetLot, {{"range", id}, {"lot", lot}}));
}

Result<void> set_state(Writer& writer, model::CodeRangeId id, model::RangeState state) {
    return one(writer.run(kSetState, {{"range", id}, {"state", model::to_string(state)}}));
}

Result<void> set_frozen(Writer& writer, model::CodeRangeId id, bool frozen, std::string_view reason) {
    return one(writer.run(kSetFrozen, {{"range", id}, {"frozen", frozen}, {"reason", reason}}));
}

Result<void> push_down(Writer& writer, const StoredRange& around) {
    // Deepest first: each level moves into one that has just been emptied, so the index stays unique at every step.
    for (int depth = limits::code_range_depth_max - 2; depth >= around.depth; --depth) {
        QY_TRY(moved, writer.run(kPushDown, {{"epoch", around.range.epoch},
                                             {"depth", depth},
                                             {"first", around.range.first},
                                             {"last", around.range.last}}));
        static_cast<void>(moved);
    }
    return {};
}

Result<void> adopt(Writer& writer, const StoredRange& around) {
    QY_TRY(adopted, writer.run(kAdopt, {{"parent", around.range.id},
                                        {"epoch", around.range.epoch},
                                        {"depth", around.depth + 1},
                                        {"first", around.range.first},
                                        {"last", around.range.last}}));
    static_cast<void>(adopted);
    return {};
}

}  // namespace qy::storage::codes
