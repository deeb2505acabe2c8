#pragma once
// Lots, logistic units and the links between them, as capture writes them. (clause 6.3.2) Errors: those of the port.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/lot.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::lots {

/// What is left of a lot: begun with minus given to consignments and transformations; nullopt when it began with no
/// quantity.
struct Stock {
    std::optional<model::Quantity> quantity;
    std::string taken;  ///< decimal in the unit of `quantity`, or empty
};

Result<void> insert(Writer& writer, const model::Lot& lot);
/// Nothing for a lot that is not reached: of another owner, and under no brand that is.
Result<std::optional<model::Lot>> find(Reader& reader, const model::Reach& reach, model::LotId id);
/// By natural key; `product` none finds a logistic unit of that owner.
Result<std::optional<model::Lot>> find_natural(Reader& reader, model::PartyId owner, model::ProductId product,
                                               std::string_view lot_number);
/// All lots with this number, whoever owns them, produced lots first; at most `limit`.
Result<std::vector<model::Lot>> with_number(Reader& reader, std::string_view lot_number, std::int64_t limit);
/// Logistic units with this number, whoever owns them; at most two.
Result<std::vector<model::Lot>> units_with_number(Reader& reader, std::string_view number);
/// Consignments taken from `parent` for `consignee`; `consignee` none means all.
Result<std::vector<model::Lot>> consignments(Reader& reader, model::LotId parent, model::PartyId consignee);
Result<std::int64_t> count_consignments(Reader& reader, model::LotId parent);

Result<Stock> stock(Reader& reader, model::LotId id);
Result<void> set_taken(Writer& writer, model::LotId id, std::string_view taken);
/// Fills what the lot does not say yet (quantity, produced_on, place); never overwrites.
Result<void> complete(Writer& writer, const model::Lot& lot);
Result<void> set_allergens(Writer& writer, model::LotId id, const std::vector<std::string>& allergens);
/// Raises the version: answers computed from the lot are stale.
Result<void> touch(Writer& writer, model::LotId id);

/// Stores a link from both ends.
Result<void> insert_link(Writer& writer, const model::LotLink& link);
/// Ends the open aggregation of `child` in `container` at `until` (both ends). Returns whether one was open.
Result<bool> close_aggregation(Writer& writer, model::LotId child, model::LotId container,
                               const model::EventTime& until);
/// Ends every open aggregation in `container`. Returns how many.
Result<std::int64_t> close_container(Writer& writer, model::LotId container, const model::EventTime& until);

}  // namespace qy::storage::lots
