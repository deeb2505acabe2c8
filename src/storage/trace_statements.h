#pragma once
// The statements of trace_store, apart so that a test can ask the database how it would run each of them.
#include "storage/store.h"

namespace qy::storage::trace {

#define QY_TRACED_LOT                                                                                            \
    "SELECT l.lot_id, l.kind, l.product_id, l.owner_id, l.lot_number, l.parent_id, l.consignee_id, l.quantity, " \
    "l.produced_on, l.place, l.allergens, p.name, p.name_en, p.opened, p.brand_id, b.manager_id, p.closed, "     \
    "b.must_show "                                                                                               \
    "FROM lot l LEFT JOIN product p ON p.product_id = l.product_id LEFT JOIN brand b ON b.brand_id = p.brand_id "
#define QY_LINK "SELECT lot_id, other_id, event_id, kind, time, until, quantity FROM lot_link "
#define QY_LINK_ORDER "ORDER BY lot_id, link_at, event_id, other_id LIMIT $limit"

inline constexpr Statement kLots{"trace.lots", QY_TRACED_LOT "WHERE l.lot_id {in:lots} ORDER BY l.lot_id"};
inline constexpr Statement kLotsByNumber{
    "trace.lots_by_number", QY_TRACED_LOT
    "JOIN party o ON o.party_id = l.owner_id WHERE l.lot_number = $number "
    "AND ($product = '' OR p.name = $product OR l.product_id = $product_id) "
    "AND ($party = '' OR o.name = $party OR l.owner_id = $party_id OR l.owner_id {in:farmers}) AND ($gtin = '' OR "
    "p.gtin = $gtin) "
    "ORDER BY CASE l.kind WHEN 'produced' THEN 0 WHEN 'consignment' THEN 1 ELSE 2 END, l.lot_id DESC LIMIT $limit"};
inline constexpr Statement kLatestLots{
    "trace.latest_lots",
    QY_TRACED_LOT "WHERE l.product_id = $product AND l.kind = 'produced' ORDER BY l.lot_id DESC LIMIT $limit"};
inline constexpr Statement kLinksInto{"trace.links_into",
                                      QY_LINK "WHERE lot_id {in:lots} AND direction = -1 " QY_LINK_ORDER};
inline constexpr Statement kLinksOutOf{"trace.links_out_of",
                                       QY_LINK "WHERE lot_id {in:lots} AND direction = 1 " QY_LINK_ORDER};
inline constexpr Statement kContainersOf{
    "trace.containers_of", QY_LINK "WHERE lot_id {in:lots} AND direction = 1 AND kind = 'aggregation' " QY_LINK_ORDER};
// The pieces of the condition stand in order of cost: a record is looked into only when its time alone does not fit.
inline constexpr Statement kEvents{
    "trace.events",
    "SELECT lot_id, event_at, event_id, record, pointer_lot_id FROM trace_event WHERE lot_id {in:lots} "
    "AND ((event_at >= $from AND event_at <= $to) OR step = 'inspecting' OR record LIKE '%\"corrects\":%') "
    "ORDER BY lot_id, event_at, event_id"};
inline constexpr Statement kEventCopies{"trace.event_copies",
                                        "SELECT lot_id, event_at, event_id, record, pointer_lot_id FROM trace_event "
                                        "WHERE lot_id {in:lots} AND event_at {in:times} AND event_id {in:events}"};
inline constexpr Statement kDictionary{
    "trace.dictionary", "SELECT code, zh, en FROM dictionary_item WHERE dictionary = $dictionary ORDER BY code"};

inline constexpr Statement kTraceStatements[] = {kLots,         kLotsByNumber, kLatestLots,  kLinksInto, kLinksOutOf,
                                                 kContainersOf, kEvents,       kEventCopies, kDictionary};

}  // namespace qy::storage::trace
