#pragma once
// Shared by the use cases on codes: keys, labels, and whom an actor reaches.
#include <string>

#include "base/json.h"
#include "business/codes.h"
#include "crypto/code_cipher.h"
#include "storage/code_store.h"
#include "storage/label_store.h"

namespace qy::business {

/// Errors: unavailable `code.no_key` {epoch}.
Result<crypto::CodeCipher> cipher_of(const Services& services, int epoch);
[[nodiscard]] model::TraceCode code_of(const crypto::CodeCipher& cipher, std::int64_t serial);
/// Errors: unavailable `code.no_key` {epoch}.
Result<LabelledRange> labelled(const Services& services, const model::CodeRange& range);

/// Errors: denied `permission.denied` {permission}.
Result<void> need(const model::Actor& actor, model::Permission permission);
/// What a function that is for the own party's people says of another party: not_found `party.not_found` {party} of one
/// that the actor may not know of, as of one that is not there; else denied `permission.denied` {needed}.
Error refused_party(const Services& services, const model::Actor& actor, model::PartyId party,
                    model::Permission needed);
/// Whether the actor's scope for `permission` holds what belongs to this party and brand.
Result<bool> reaches(storage::Reader& reader, const model::Actor& actor, model::Permission permission,
                     model::PartyId party, model::BrandId brand);
/// Errors: not_found `code_range.not_found`, also for one that the actor does not reach.
Result<storage::codes::StoredRange> reached_range(storage::Reader& reader, const model::Actor& actor,
                                                  model::Permission permission, model::CodeRangeId id);
/// Whether codes of the range may leave. Errors: conflict `code_range.state` {state} (void or not approved); those of
/// check_free.
Result<void> check_leaves(storage::Reader& reader, const model::CodeRange& range);
/// Whether nobody has the codes but their party: those of an order leave through it, and are used after delivery.
/// Errors: conflict `code_range.ordered` {order}. REQUIRES: an issued block, or a part of one that has been delivered.
Result<void> check_free(storage::Reader& reader, const model::CodeRange& block);
/// Errors: not_found `lot.not_found`, also for one that the actor does not reach.
Result<storage::labels::LotLabel> reached_lot(storage::Reader& reader, const model::Actor& actor,
                                              model::Permission permission, model::LotId id);

/// Appends a ledger entry of this kind about the range: `members` and its id. Members hold only what never changes
/// later or what the audit record repeats, so that the entry can be recomputed; serials are hidden, since they tell
/// volumes.
Result<void> tell_ledger(storage::Writer& writer, const Services& services, std::string_view kind,
                         const model::CodeRange& range, JsonObject members, Time now);
/// epoch, first_serial, last_serial, party_id.
[[nodiscard]] JsonObject block_members(const model::CodeRange& range);

[[nodiscard]] std::string object_name(const model::CodeRange& range);

}  // namespace qy::business
