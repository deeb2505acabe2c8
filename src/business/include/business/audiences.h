#pragma once
// What an owner shows to fewer than the table of fields says, down to what its brands want to be known. (clauses 7.3.3,
// 9.2.1) It takes effect with the commit: every view filters by it, and answers kept in memory go with any change.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/field.h"

namespace qy::business {

/// One wish: a field, or every field of a kind, to an audience. The audience of the table itself takes a narrowing
/// back.
struct AudienceWish {
    std::optional<model::Field> field;
    std::optional<model::InfoKind> kind;
    model::Audience audience = model::Audience::everyone;
};

/// One field as a party shows it.
struct FieldAudience {
    model::Field field;
    model::Audience present;                ///< after what the party narrowed
    std::vector<model::Audience> possible;  ///< what it may be narrowed to; empty: nothing
    std::string wanted_by;                  ///< a brand of the party's that wants it to be known; empty: none
};

/// Every field but those that name a lot, as `party` (none: the actor's own) shows it. Errors: denied
/// `permission.denied`; not_found `party.not_found` {party}, also for another's party; those of storage.
Result<std::vector<FieldAudience>> list_audiences(const Services& services, const model::Actor& actor,
                                                  model::PartyId party);

/// Does all wishes or none; a wish for a kind leaves out what may not be narrowed. Audited with hashes of before and
/// after. The answer is as list_audiences. Errors: those; invalid `audience.not_narrowable` {field, audience},
/// `audience.wider` {field, audience}; conflict `audience.brand_shows` {field, brand}.
Result<std::vector<FieldAudience>> narrow_audiences(const Services& services, const model::Actor& actor,
                                                    model::PartyId party, const std::vector<AudienceWish>& wishes);

}  // namespace qy::business
