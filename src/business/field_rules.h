#pragma once
// Who may change which field: the rules of the table change_rule, applied to what is submitted. (clause 6.2.1)
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/role_book.h"
#include "collection/decode.h"
#include "model/actor.h"
#include "model/draft.h"
#include "model/submission.h"

namespace qy::business {

/// Whether the actor may change every field that the changes touch. The operator may. Errors: denied
/// `submission.field_denied` {fields}, with one of `others` for each field.
Result<void> check_fields(const AccessRows& rows, const model::Actor& actor, const std::vector<model::Change>& changes);

/// The fields of one change that the actor may not change.
[[nodiscard]] std::set<std::string> refused_fields(const AccessRows& rows, const model::Actor& actor,
                                                   const model::Change& change);

/// Gives each row a fault for each filled cell that the actor may not fill; of a row without a lot also for what rules
/// of products keep.
void refuse_fields(const AccessRows& rows, const model::Actor& actor, collection::DecodedTable& table);
/// The same for events of another program's document: by their contents. Other drafts stay as they are.
void refuse_fields(const AccessRows& rows, const model::Actor& actor, std::vector<model::RowDraft>& drafts);

}  // namespace qy::business
