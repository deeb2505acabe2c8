#include "storage/shipment_store.h"

#include "reach.h"
#include "stored.h"

namespace qy::storage::shipments {
namespace {

#define QY_LINK_COLUMNS                                                                                             \
    "shipment_link_id, party_id, issuer_id, lot_id, steps, vehicle, created_at, expires_at, ended_at, end_reason, " \
    "records "

constexpr Statement kInsert{
    "shipment_link.insert",
    "INSERT INTO shipment_link (shipment_link_id, link_hash, party_id, issuer_id, lot_id, steps, vehicle, created_at, "
    "expires_at) VALUES ($link, $hash, $party, $issuer, $lot, $steps, $vehicle, $created_at, $expires_at)"};
constexpr Statement kFind{"shipment_link.find", "SELECT " QY_LINK_COLUMNS
                                                "FROM shipment_link WHERE shipment_link_id = $link AND " QY_REACHED_OWN(
                                                    "shipment_link.party_id")};
constexpr Statement kByHash{"shipment_link.by_hash",
                            "SELECT " QY_LINK_COLUMNS "FROM shipment_link WHERE link_hash = $hash"};
constexpr Statement kOfParty{"shipment_link.of_party",
                             "SELECT " QY_LINK_COLUMNS
                             "FROM shipment_link WHERE party_id = $party AND shipment_link_id < $before ORDER BY "
                             "shipment_link_id DESC LIMIT $limit"};
constexpr Statement kCountRecord{"shipment_link.count_record",
                                 "UPDATE shipment_link SET records = records + 1 WHERE shipment_link_id = $link"};
constexpr Statement kEnd{"shipment_link.end",
                         "UPDATE shipment_link SET end_reason = $why, ended_at = $now WHERE shipment_link_id = $link "
                         "AND end_reason = ''"};
constexpr Statement kHasRecorded{
    "shipment_link.has_recorded",
    "SELECT event_id FROM trace_event WHERE lot_id = $lot AND recorder_id = $party LIMIT 1"};

Result<model::ShipmentLink> link_of(const Row& row) {
    QY_TRY(steps, named_values("shipment_link.steps", row.text(4), model::parse_shipment_step));
    const auto end = model::parse_link_end(row.text(9));
    if (!end) return unknown_word("shipment_link.end_reason", row.text(9));
    model::ShipmentLink link;
    link.id = row.id<model::ShipmentLinkId>(0);
    link.party = row.id<model::PartyId>(1);
    link.issuer = row.id<model::UserId>(2);
    link.lot = row.id<model::LotId>(3);
    link.steps = std::move(steps);
    link.vehicle = row.text(5);
    link.created_at = row.time(6);
    link.expires_at = row.time(7);
    link.ended_at = row.optional_time(8);
    link.end = *end;
    link.records = row.integer(10);
    return link;
}

}  // namespace

Result<void> insert(Writer& writer, const model::ShipmentLink& link, std::string_view hash) {
    const auto steps = joined_names(link.steps);
    return insert_row(writer, kInsert,
                      {{"link", link.id},
                       {"hash", hash},
                       {"party", link.party},
                       {"issuer", link.issuer},
                       {"lot", link.lot},
                       {"steps", steps},
                       {"vehicle", link.vehicle},
                       {"created_at", link.created_at},
                       {"expires_at", link.expires_at}});
}

Result<std::optional<model::ShipmentLink>> find(Reader& reader, const model::Reach& reach, model::ShipmentLinkId id) {
    return first_of(reader, kFind, {{"link", id}, QY_REACH_OWN_BINDS(reach)}, link_of);
}

Result<std::optional<model::ShipmentLink>> by_hash(Reader& reader, std::string_view hash) {
    return first_of(reader, kByHash, {{"hash", hash}}, link_of);
}

Result<std::vector<model::ShipmentLink>> of_party(Reader& reader, model::PartyId party, model::ShipmentLinkId before,
                                                  std::int64_t limit) {
    const std::int64_t below = before ? before.number() : INT64_MAX;
    return all_of(reader, kOfParty, {{"party", party}, {"before", below}, {"limit", limit}}, link_of);
}

Result<void> count_record(Writer& writer, model::ShipmentLinkId id) {
    return update_row(writer, kCountRecord, {{"link", id}});
}

Result<bool> end(Writer& writer, model::ShipmentLinkId id, model::LinkEnd why, Time now) {
    QY_ASSERT(why != model::LinkEnd::open);
    QY_TRY(rows, writer.run(kEnd, {{"link", id}, {"why", model::to_string(why)}, {"now", now}}));
    return rows == 1;
}

Result<bool> has_recorded(Reader& reader, model::PartyId party, model::LotId lot) {
    QY_TRY(found,
           reader.first(kHasRecorded, {{"lot", lot}, {"party", party}}, [](const Row& row) { return row.integer(0); }));
    return found.has_value();
}

}  // namespace qy::storage::shipments
