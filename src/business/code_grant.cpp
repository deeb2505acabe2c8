#include "code_grant.h"

#include <algorithm>

#include "base/decimal.h"
#include "model/quantity.h"
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

/// What was produced under the grant, in kg; amounts that are no mass do not count.
Result<Decimal> produced_under(storage::Reader& reader, const BrandGrant& grant) {
    QY_TRY(quantities, storage::catalogue::produced_under(reader, grant));
    Decimal sum;
    for (const auto& text : quantities) {
        const auto quantity = model::Quantity::parse(text);
        const auto mass = quantity.ok() ? quantity->in("kg") : Result<model::Quantity>(quantity.error());
        if (!mass.ok()) continue;
        QY_TRY(next, sum.plus(mass->amount));
        sum = next;
    }
    return sum;
}

/// Refuses when more was produced than the granted area bears. Scale 3 keeps grams.
Result<void> check_ceiling(storage::Reader& reader, const BrandGrant& grant) {
    const auto area = Decimal::parse(grant.area_mu);
    const auto yield = Decimal::parse(grant.yield_per_mu);
    if (!area.ok() || !yield.ok()) return {};
    QY_TRY(rounded, area->rounded(3));
    QY_TRY(ceiling, yield->scaled(rounded.coefficient(), 1'000));
    QY_TRY(produced, produced_under(reader, grant));
    if (produced <= ceiling) return {};
    return conflict("brand_grant.ceiling", {produced.to_string(), ceiling.to_string()});
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
        if (!left || *left >= question.count) {
            QY_CHECK(check_ceiling(reader, grant));
            return grant.id;
        }
        most = std::max(most, *left);
    }
    return conflict("brand_grant.quota", {std::to_string(most)});
}

}  // namespace qy::business
