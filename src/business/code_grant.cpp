#include "code_grant.h"

#include <algorithm>

#include "storage/catalogue_store.h"
#include "storage/code_store.h"

namespace qy::business {
namespace {

using model::BrandGrant;

bool fits(const BrandGrant& grant, const GrantQuestion& question) {
    return grant.brand == question.brand && grant.valid_from <= question.today && question.today <= grant.valid_to &&
           (question.any_category || covers(grant, question.category_codes));
}

// Codes that the grant still allows; nothing when it has no quota.
Result<std::optional<std::int64_t>> left_under(storage::Reader& reader, const BrandGrant& grant) {
    if (!grant.quota) return std::optional<std::int64_t>();
    QY_TRY(issued, storage::codes::issued_under(reader, grant.id));
    return std::optional(std::max<std::int64_t>(0, *grant.quota - issued));
}

}  // namespace

bool covers(const BrandGrant& grant, const std::vector<std::string>& category_codes) {
    return grant.category_code.empty() ||
           std::ranges::find(category_codes, grant.category_code) != category_codes.end();
}

Result<model::BrandGrantId> grant_for(storage::Reader& reader, const GrantQuestion& question) {
    QY_TRY(grants, storage::catalogue::grants_of_party(reader, question.party));
    std::erase_if(grants, [&](const BrandGrant& grant) { return !fits(grant, question); });
    if (grants.empty()) return denied("brand_grant.none");
    std::erase_if(grants, [](const BrandGrant& grant) { return grant.state != model::GrantState::active; });
    if (grants.empty()) return denied("brand_grant.suspended");
    std::int64_t most = 0;
    for (const auto& grant : grants) {
        QY_TRY(left, left_under(reader, grant));
        if (!left || *left >= question.count) return grant.id;
        most = std::max(most, *left);
    }
    return conflict("brand_grant.quota", {std::to_string(most)});
}

}  // namespace qy::business
