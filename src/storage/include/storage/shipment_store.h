#pragma once
// Links for one shipment. (clause 6.5.1) Errors of all: those of the port; corrupt `storage.corrupt` for a stored word
// that is unknown.
#include <optional>
#include <string_view>
#include <vector>

#include "model/role.h"
#include "model/shipment.h"
#include "storage/store.h"

namespace qy::storage::shipments {

/// `hash`: keyed hash of the secret in the link's address. Errors: conflict `storage.duplicate`, `storage.reference`.
Result<void> insert(Writer& writer, const model::ShipmentLink& link, std::string_view hash);
/// Nothing for one of a party that is not reached.
Result<std::optional<model::ShipmentLink>> find(Reader& reader, const model::Reach& reach, model::ShipmentLinkId id);
Result<std::optional<model::ShipmentLink>> by_hash(Reader& reader, std::string_view hash);
/// Of one party, newest first, before `before` (none: from the newest). REQUIRES: limit ≥ 1.
Result<std::vector<model::ShipmentLink>> of_party(Reader& reader, model::PartyId party, model::ShipmentLinkId before,
                                                  std::int64_t limit);
/// One more record was made with it.
Result<void> count_record(Writer& writer, model::ShipmentLinkId id);
/// True when it was open.
Result<bool> end(Writer& writer, model::ShipmentLinkId id, model::LinkEnd why, Time now);
/// Whether the party has published an event under this lot.
Result<bool> has_recorded(Reader& reader, model::PartyId party, model::LotId lot);

}  // namespace qy::storage::shipments
