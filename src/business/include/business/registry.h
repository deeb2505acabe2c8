#pragma once
// Registry records: parties, plots, licences, brands, grants, categories and products as flat JSON records with
// `record_type`. (clauses 6.1, 6.2.1, 6.4.2)
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/draft.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// Record types and their members (texts; `?` optional; names refer to things by name):
///   party        name, kind? (firm|farmer|unverified), name_en?, credit_code?, roles (comma list), region?, address?,
///   cooperative?, disclosure?
///                (name|region)
///   plot         party, name, area_mu?, place?
///   licence      party, kind, number, valid_from, valid_to
///   brand        name, name_en?, manager, address_prefix?, story?, story_en?
///   brand_grant  brand, party, category?, valid_from, valid_to, quota?
///   product      owner, name, name_en?, specification?, category?, brand?, gtin?, kind? (goods|service), allergens?,
///   nutrition?, opened?
/// A record equal to what is stored is `exists`; one that differs in content is `conflict` (changes go through
/// product.save). Returns the outcome; faults are the Error's (invalid, with `others`).
Result<model::RowOutcome> apply_registry_record(storage::Writer& writer, const Services& services, const Json& record,
                                                const model::Actor& actor);

/// True for a JSON array whose first element has `record_type`.
[[nodiscard]] bool is_registry(const Json& document);

}  // namespace qy::business
