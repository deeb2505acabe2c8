#include "storage/lot_store.h"

#include "base/text.h"
#include "lot_row.h"
#include "reach.h"

namespace qy::storage::lots {
namespace {

#define QY_LOT_COLUMNS                                                                                        \
    "lot_id, kind, product_id, owner_id, lot_number, parent_id, consignee_id, quantity, produced_on, place, " \
    "allergens "

constexpr Statement kInsert{
    "lot.insert",
    "INSERT INTO lot (lot_id, kind, product_id, owner_id, lot_number, parent_id, consignee_id, quantity, produced_on, "
    "place, allergens) VALUES ($lot, $kind, $product, $owner, $number, $parent, $consignee, $quantity, $produced_on, "
    "$place, $allergens)"};
constexpr Statement kFind{"lot.find", "SELECT " QY_LOT_COLUMNS "FROM lot WHERE lot_id = $lot"};
constexpr Statement kFindReached{
    "lot.find_reached", "SELECT " QY_LOT_COLUMNS "FROM lot WHERE lot_id = $lot AND " QY_REACHED(
                            "lot.owner_id", "(SELECT p.brand_id FROM product p WHERE p.product_id = lot.product_id)")};
constexpr Statement kFindNatural{"lot.find_natural",
                                 "SELECT " QY_LOT_COLUMNS
                                 "FROM lot WHERE owner_id = $owner AND product_id = $product AND lot_number = $number"};
constexpr Statement kFindUnit{"lot.find_unit",
                              "SELECT " QY_LOT_COLUMNS
                              "FROM lot WHERE owner_id = $owner AND product_id IS NULL AND lot_number = $number"};
constexpr Statement kWithNumber{"lot.with_number",
                                "SELECT " QY_LOT_COLUMNS
                                "FROM lot WHERE lot_number = $number ORDER BY kind DESC, lot_id LIMIT $limit"};
constexpr Statement kUnitsWithNumber{
    "lot.units_with_number",
    "SELECT " QY_LOT_COLUMNS "FROM lot WHERE lot_number = $number AND product_id IS NULL ORDER BY lot_id LIMIT 2"};
constexpr Statement kConsignments{"lot.consignments",
                                  "SELECT " QY_LOT_COLUMNS "FROM lot WHERE parent_id = $parent ORDER BY lot_id"};
constexpr Statement kConsignmentsOf{"lot.consignments_of",
                                    "SELECT " QY_LOT_COLUMNS
                                    "FROM lot WHERE parent_id = $parent AND consignee_id = $consignee ORDER BY lot_id"};
constexpr Statement kCountConsignments{"lot.count_consignments", "SELECT count(*) FROM lot WHERE parent_id = $parent"};
constexpr Statement kStock{"lot.stock", "SELECT quantity, taken FROM lot WHERE lot_id = $lot"};
constexpr Statement kSetTaken{"lot.set_taken",
                              "UPDATE lot SET taken = $taken, version = version + 1 WHERE lot_id = $lot"};
constexpr Statement kComplete{
    "lot.complete",
    "UPDATE lot SET quantity = CASE WHEN quantity = '' THEN $quantity ELSE quantity END, produced_on = CASE WHEN "
    "produced_on = '' THEN $produced_on ELSE produced_on END, place = CASE WHEN place = '' THEN $place ELSE place END, "
    "version = version + 1 WHERE lot_id = $lot"};
constexpr Statement kSetAllergens{"lot.set_allergens",
                                  "UPDATE lot SET allergens = $allergens, version = version + 1 WHERE lot_id = $lot"};
constexpr Statement kTouch{"lot.touch", "UPDATE lot SET version = version + 1 WHERE lot_id = $lot"};
constexpr Statement kInsertLink{
    "lot_link.insert",
    "INSERT INTO lot_link (lot_id, direction, link_at, event_id, other_id, kind, time, until, quantity) VALUES ($lot, "
    "$direction, $at, $event, $other, $kind, $time, $until, $quantity)"};
constexpr Statement kClose{
    "lot_link.close",
    "UPDATE lot_link SET until = $until WHERE lot_id = $lot AND direction = $direction AND other_id = $other AND kind "
    "= 'aggregation' AND until = ''"};
constexpr Statement kOpenChildren{
    "lot_link.open_children",
    "SELECT other_id FROM lot_link WHERE lot_id = $lot AND direction = -1 AND kind = 'aggregation' AND until = ''"};

Result<void> done(Result<std::int64_t> changed) {
    if (!changed.ok()) return std::move(changed).error();
    return {};
}

}  // namespace

Result<void> insert(Writer& writer, const model::Lot& lot) {
    const std::string quantity = to_text(lot.quantity);
    const std::string allergens = join(lot.allergens, ",");
    return done(writer.run(kInsert, {{"lot", lot.id},
                                     {"kind", to_text(lot.kind)},
                                     {"product", lot.product},
                                     {"owner", lot.owner},
                                     {"number", lot.lot_number},
                                     {"parent", lot.parent},
                                     {"consignee", lot.consignee},
                                     {"quantity", quantity},
                                     {"produced_on", lot.produced_on},
                                     {"place", lot.place},
                                     {"allergens", allergens}}));
}

Result<std::optional<model::Lot>> find(Reader& reader, const model::Reach& reach, model::LotId id) {
    if (reach.all) return reader.first(kFind, {{"lot", id}}, lot_from);
    return reader.first(kFindReached, {{"lot", id}, QY_REACH_BINDS(reach)}, lot_from);
}

Result<std::optional<model::Lot>> find_natural(Reader& reader, model::PartyId owner, model::ProductId product,
                                               std::string_view lot_number) {
    if (product.is_none()) {
        return reader.first(kFindUnit, {{"owner", owner}, {"number", lot_number}}, lot_from);
    }
    return reader.first(kFindNatural, {{"owner", owner}, {"product", product}, {"number", lot_number}}, lot_from);
}

Result<std::vector<model::Lot>> with_number(Reader& reader, std::string_view lot_number, std::int64_t limit) {
    return reader.all(kWithNumber, {{"number", lot_number}, {"limit", limit}}, lot_from);
}

Result<std::vector<model::Lot>> units_with_number(Reader& reader, std::string_view number) {
    return reader.all(kUnitsWithNumber, {{"number", number}}, lot_from);
}

Result<std::vector<model::Lot>> consignments(Reader& reader, model::LotId parent, model::PartyId consignee) {
    if (consignee.is_none()) return reader.all(kConsignments, {{"parent", parent}}, lot_from);
    return reader.all(kConsignmentsOf, {{"parent", parent}, {"consignee", consignee}}, lot_from);
}

Result<std::int64_t> count_consignments(Reader& reader, model::LotId parent) {
    QY_TRY(count,
           reader.first(kCountConsignments, {{"parent", parent}}, [](const Row& row) { return row.integer(0); }));
    return count.value_or(0);
}

Result<Stock> stock(Reader& reader, model::LotId id) {
    QY_TRY(found, reader.first(kStock, {{"lot", id}}, [](const Row& row) {
        return Stock{quantity_from(row.text(0)), std::string(row.text(1))};
    }));
    return found.value_or(Stock{});
}

Result<void> set_taken(Writer& writer, model::LotId id, std::string_view taken) {
    return done(writer.run(kSetTaken, {{"lot", id}, {"taken", taken}}));
}

Result<void> complete(Writer& writer, const model::Lot& lot) {
    const std::string quantity = to_text(lot.quantity);
    return done(writer.run(
        kComplete, {{"lot", lot.id}, {"quantity", quantity}, {"produced_on", lot.produced_on}, {"place", lot.place}}));
}

Result<void> set_allergens(Writer& writer, model::LotId id, const std::vector<std::string>& allergens) {
    const std::string list = join(allergens, ",");
    return done(writer.run(kSetAllergens, {{"lot", id}, {"allergens", list}}));
}

Result<void> touch(Writer& writer, model::LotId id) {
    return done(writer.run(kTouch, {{"lot", id}}));
}

Result<void> insert_link(Writer& writer, const model::LotLink& link) {
    const std::string time = link.time.to_string();
    const std::string until = link.until ? link.until->to_string() : std::string();
    const std::string quantity = to_text(link.quantity);
    const auto end = [&](model::LotId lot, int direction, model::LotId other) {
        return BindRow{{"lot", lot},          {"direction", direction}, {"at", link.time.at},
                       {"event", link.event}, {"other", other},         {"kind", model::to_string(link.kind)},
                       {"time", time},        {"until", until},         {"quantity", quantity}};
    };
    const BindRow ends[] = {end(link.from, 1, link.to), end(link.to, -1, link.from)};
    return done(writer.run_many(kInsertLink, ends));
}

Result<bool> close_aggregation(Writer& writer, model::LotId child, model::LotId container,
                               const model::EventTime& until) {
    const std::string text = until.to_string();
    QY_TRY(closed, writer.run(kClose, {{"lot", child}, {"direction", 1}, {"other", container}, {"until", text}}));
    QY_CHECK(done(writer.run(kClose, {{"lot", container}, {"direction", -1}, {"other", child}, {"until", text}})));
    return closed > 0;
}

Result<std::int64_t> close_container(Writer& writer, model::LotId container, const model::EventTime& until) {
    QY_TRY(children,
           writer.all(kOpenChildren, {{"lot", container}}, [](const Row& row) { return row.id<model::LotId>(0); }));
    for (const auto child : children) {
        QY_CHECK(close_aggregation(writer, child, container, until));
    }
    return static_cast<std::int64_t>(children.size());
}

}  // namespace qy::storage::lots
