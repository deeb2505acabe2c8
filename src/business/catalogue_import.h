#pragma once
// A whole tree from another installation.
#include "base/json.h"
#include "category_call.h"

namespace qy::business {

/// {"categories": […]} as export_categories writes it, in any order. What is the same stays untouched; what is not in
/// the list stays as it is. Errors: those of catalogue.h, with their place in the list.
Result<void> import_categories(CategoryCall& call, ObjectReader& in);

}  // namespace qy::business
