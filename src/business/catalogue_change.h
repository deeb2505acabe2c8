#pragma once
// Changes of the category tree: each an operation with a base version, applied in the caller's transaction. No product
// is left without a category, and none loses what it was. (clause 6.1)
#include "base/json.h"
#include "base/result.h"
#include "model/product.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// Applies one operation ("operation": save | move | merge | split | retire | import, its members as catalogue.h tells)
/// and returns what it did: categories, products moved and where to, grants and products that it concerns, fields and
/// attributes that are asked for from now on and no longer. Errors: those of catalogue.h. On an error the caller rolls
/// its transaction or savepoint back.
Result<JsonObject> apply_category_change(Publication& publication, const model::Change& change);

/// Refuses what could never be applied, before it waits for review: unknown members, operations, categories.
Result<void> check_category_change(Publication& publication, const model::Change& change);

/// The category that new products of this code belong to: itself, or what it became when it is retired. Errors: invalid
/// `category.unknown` {code}, `category.retired` {code, codes to choose from}.
Result<model::Category> category_in_use(storage::Reader& reader, std::string_view code);

}  // namespace qy::business
