#pragma once
// What a change of the catalogue or the dictionary would do. (clauses 6.1, 6.2.4)
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/submission.h"

namespace qy::business {

/// An operation, as catalogue.h and words.h tell it, done, counted and undone. A single item of the dictionary is also
/// looked for, from the event behind `after` on: `uses` {fields, attributes, records_looked_at, records_using,
/// next_cursor, products_using, categories_asking}; next_cursor is null when every record was looked at, else the
/// `after` of the next call, which goes on counting. Errors: those of catalogue.h or words.h.
/// REQUIRES: kind is catalogue or dictionary.
Result<JsonObject> preview_change(const Services& services, const model::Actor& actor, model::ChangeKind kind,
                                  const JsonObject& content, model::EventId after);

}  // namespace qy::business
