#pragma once
// Parties with their plots and licences. (clause 6.4.2) Errors of all: those of the port; corrupt `storage.corrupt`
// also when a stored word is unknown.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/party.h"
#include "model/registry.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::parties {

/// Parties of these regions (exact codes), in any order; at most `limit`. REQUIRES: limit ≥ 1.
Result<std::vector<model::PartyId>> in_regions(Reader& reader, const std::vector<std::string>& regions,
                                               std::int64_t limit);

/// What only the party itself and those who check it may see; stored sealed.
struct Personal {
    std::string identity_number;  ///< empty: none
    std::string consent_policy_version;
    std::optional<Time> consent_at;
};

/// Writes `party.version` as 1. Name and address of a farmer are stored sealed; `by_name` finds it all the same.
/// Errors: conflict `storage.duplicate` (id or credit code).
Result<void> insert(Writer& writer, const model::Party& party);
/// Writes everything but the personal part and raises the version to base_version + 1.
/// Errors: conflict `storage.changed` (no such party, or not of that version), `storage.duplicate` (credit code).
Result<void> update(Writer& writer, const model::Party& party, std::int64_t base_version);
/// Nothing for a party that is not reached: a brand reaches those that hold a grant of it which is in force.
Result<std::optional<model::Party>> find(Reader& reader, const model::Reach& reach, model::PartyId id);
/// A farmer, for itself and the cooperative that it is a member of; whoever reaches everything finds any.
Result<std::optional<model::Party>> find_farmer(Reader& reader, const model::Reach& reach, model::PartyId id);
/// Those that exist and are reached, in the order of their ids; one statement however many.
Result<std::vector<model::Party>> find_all(Reader& reader, const model::Reach& reach,
                                           const std::vector<model::PartyId>& ids);
/// Exactly this name, oldest first; names are not unique. At most parties_by_name_max.
Result<std::vector<model::Party>> by_name(Reader& reader, std::string_view name);
/// The upper-case form of checked_credit_code.
Result<std::optional<model::Party>> by_credit_code(Reader& reader, std::string_view credit_code);
/// In the order of their ids, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::Party>> list(Reader& reader, model::PartyId after, std::int64_t limit);
inline constexpr std::int64_t parties_by_name_max = 20;

/// Seals what is protected under the present key; changes nothing that is read. Errors: those of find.
Result<void> seal_anew(Writer& writer, model::PartyId id);

/// Takes away everything by which a natural person could be known: name, address, identity number, consent; the party
/// stays as a nameless farmer, not active, so that records which name its id stay whole. Errors: conflict
/// `storage.changed` (no such farmer).
Result<void> erase_person(Writer& writer, model::PartyId id);
/// What stands for the name of an erased farmer.
inline constexpr std::string_view erased_name = "***";

/// Replaces what the party narrows; no new version: it is no particular of the party. Errors: conflict
/// `storage.changed` (no such party).
Result<void> set_narrowed(Writer& writer, model::PartyId id, const std::vector<model::Narrowed>& narrowed);

/// Errors: conflict `storage.changed` (no such party).
Result<void> set_personal(Writer& writer, model::PartyId id, const Personal& personal);
Result<std::optional<Personal>> personal(Reader& reader, model::PartyId id);

/// Errors: conflict `storage.duplicate` (id, or the party has a plot of this name), `storage.reference`.
Result<void> insert_plot(Writer& writer, const model::Plot& plot);
Result<std::optional<model::Plot>> plot_by_name(Reader& reader, model::PartyId party, std::string_view name);
/// By name.
Result<std::vector<model::Plot>> plots(Reader& reader, model::PartyId party);

/// Errors: conflict `storage.duplicate` (id, or the party has this kind and number), `storage.reference`.
Result<void> insert_licence(Writer& writer, const model::Licence& licence);
Result<std::optional<model::Licence>> licence_by_number(Reader& reader, model::PartyId party, std::string_view kind,
                                                        std::string_view number);
/// By kind and number.
Result<std::vector<model::Licence>> licences(Reader& reader, model::PartyId party);

}  // namespace qy::storage::parties
