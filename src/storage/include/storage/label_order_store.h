#pragma once
// Orders of labels and their steps. (architecture §5; decision 35) Errors of all: those of the port; corrupt
// `storage.corrupt` for a stored word that is unknown.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "model/label_order.h"
#include "model/named.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::label_orders {

/// An order with the names that people know it by. Empty where there is none.
struct NamedOrder {
    model::LabelOrder order;
    std::string lot_number;
    model::Named party;
    model::Named brand;
    model::Named product;
    model::Named printer;
};

/// What was asked for, as version 1: block, printing house and counts come by update. Errors: conflict
/// `storage.duplicate`.
Result<void> insert(Writer& writer, const model::LabelOrder& order);
/// Nothing for an order that is not reached: of the party, or under a brand of the manager.
Result<std::optional<NamedOrder>> find(Reader& reader, const model::Reach& reach, model::LabelOrderId id);
/// The same for a printing house: what was given to it.
Result<std::optional<NamedOrder>> find_given(Reader& reader, const model::Reach& reach, model::LabelOrderId id);
/// Orders that are reached, newest first, from before the id `before` on (0: from the newest); of every state when
/// `state` is none. REQUIRES: limit ≥ 1.
Result<std::vector<NamedOrder>> list(Reader& reader, const model::Reach& reach,
                                     std::optional<model::LabelOrderState> state, std::int64_t before,
                                     std::int64_t limit);
/// Those that were given to a printing house that is reached (the own one), in the same order. REQUIRES: limit ≥ 1.
Result<std::vector<NamedOrder>> given(Reader& reader, const model::Reach& reach, std::int64_t before,
                                      std::int64_t limit);
/// The order whose block this is; nothing when it was issued without one.
Result<std::optional<model::LabelOrder>> of_block(Reader& reader, model::CodeRangeId block);
/// Writes what changes (state, block, printing house, counts, renewed_for, changed_at) and adds 1 to the version.
/// Errors: conflict `storage.changed` when it no longer has the version that `order` was read with.
Result<void> update(Writer& writer, const model::LabelOrder& order);

/// The password of the file that is still to be fetched; empty: there is none. It stands sealed. Errors: conflict
/// `storage.changed`: no such order; not_found `keyring.no_key`.
Result<void> set_password(Writer& writer, model::LabelOrderId id, const SecretText& password);
/// Empty when there is none. Errors: corrupt `field.damaged`; not_found `keyring.no_key`.
Result<SecretText> password(Reader& reader, model::LabelOrderId id);

/// Numbered from 1 in the order of their coming.
Result<void> append_step(Writer& writer, model::LabelOrderId id, const model::LabelOrderStep& step);
/// Oldest first.
Result<std::vector<model::LabelOrderStep>> steps(Reader& reader, model::LabelOrderId id);

/// A party that prints for others.
struct PrintingHouse {
    model::PartyId party;
    std::string region;  ///< GB/T 2260; may be empty
    model::Named called;
};
/// Active ones by id, those behind the id `after` (0: from the first). REQUIRES: limit ≥ 1.
Result<std::vector<PrintingHouse>> printing_houses(Reader& reader, std::int64_t after, std::int64_t limit);

}  // namespace qy::storage::label_orders
