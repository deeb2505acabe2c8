#pragma once
// How a category ends: its products, its children and then itself, each led somewhere.
#include <string>
#include <vector>

#include "category_call.h"

namespace qy::business {

/// Moves products and notes how many.
Result<void> move_products(CategoryCall& call, const storage::catalogue::ProductMove& move);
/// Leads every product of a category somewhere, rule after rule ({to, products | name_holds | owner}); what is left
/// goes to `rest` (a code; may be empty). Returns where they went. Errors: conflict `category.products_left` {count};
/// invalid `category.rule`, `category.itself` {code}; those of category_at.
Result<std::vector<model::CategoryId>> distribute(CategoryCall& call, const model::Category& from,
                                                  const JsonArray* rules, const std::string& rest);
/// Errors: conflict `category.has_children` {codes}, when there are some and `to` is empty; those of place_category.
Result<void> lead_children(CategoryCall& call, const model::Category& from, const std::string& to);
/// Retires a category that has neither products nor children any more.
Result<void> end_category(CategoryCall& call, model::Category category, std::vector<model::CategoryId> targets);

}  // namespace qy::business
