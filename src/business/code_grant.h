#pragma once
// Which grant lets a party issue codes under a brand. (architecture §3: BrandGrant)
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/registry.h"
#include "storage/store.h"

namespace qy::business {

/// True when the grant covers a category with these codes (its own and those above it); every category when it names
/// none.
[[nodiscard]] bool covers(const model::BrandGrant& grant, const std::vector<std::string>& category_codes);

/// What is asked of the grants. `any_category`: labels printed ahead, whose lot is not known yet.
struct GrantQuestion {
    model::BrandId brand;
    model::PartyId party;
    std::vector<std::string> category_codes;
    bool any_category = false;
    std::string today;  ///< local day, "2026-03-05"
    std::int64_t count = 0;
};

/// The first grant that is valid today, covers the category, is active and has room for `count` codes.
/// Errors: denied `brand_grant.none`, `brand_grant.suspended`; conflict `brand_grant.quota` {left},
/// `brand_grant.ceiling` {produced, ceiling}: more was produced than the granted area bears; those of storage.
Result<model::BrandGrantId> grant_for(storage::Reader& reader, const GrantQuestion& question);

}  // namespace qy::business
