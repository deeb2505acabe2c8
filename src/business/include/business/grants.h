#pragma once
// Who may use which public brand: granted, suspended and withdrawn by the brand's manager. (clause 6.4.2; architecture
// §3)
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/product.h"
#include "model/registry.h"
#include "model/trace_answer.h"

namespace qy::business {

struct GrantOrder {
    model::BrandId brand;
    model::PartyId party;
    std::string category_code;  ///< empty: all categories
    std::string valid_from;     ///< "2026-03-05"
    std::string valid_to;
    std::optional<std::int64_t> quota;  ///< codes; none: unlimited
    std::string mark = {};
    std::string licence_number = {};
    std::string area_mu = {};       ///< Decimal; with yield_per_mu, or neither
    std::string yield_per_mu = {};  ///< Decimal, kg
};

/// Who may use a brand today, as anybody may know it.
struct Licensee {
    model::BrandGrant grant;
    model::ShownParty party;    ///< a farmer's name is masked
    std::string category_name;  ///< empty: all categories
    std::string category_name_en;
};

/// Safe from any thread. Needs `grant_brand`; a manager reaches the brands of its own party, others are not_found. Each
/// change is audited and enters the ledger in its own transaction. A suspended grant stops code issue at once.
class Grants {
 public:
    explicit Grants(const Services& services) : services_(services) {}

    /// Errors: not_found `brand.not_found`, `party.not_found`; invalid `time.malformed`,
    /// `licence.ends_before_it_begins`, `brand_grant.area` (area and yield: two numbers or none), `category.unknown`
    /// {code}, `category.retired` {code, successors}; conflict `brand_grant.exists`.
    Result<model::BrandGrant> grant(const model::Actor& actor, const GrantOrder& order);
    /// Errors: not_found `brand_grant.not_found`; conflict `brand_grant.state` {state}: a withdrawn grant stays
    /// withdrawn.
    Result<model::BrandGrant> set_state(const model::Actor& actor, model::BrandGrantId id, model::GrantState state);

    /// Who may use the brand today, by party. Anybody may ask. Errors: not_found `brand.not_found`.
    Result<std::vector<Licensee>> licensees(model::BrandId brand);

    /// By name.
    Result<std::vector<model::Brand>> brands();
    /// Of one brand, or of all (`brand` none), by party: every grant for the brand's manager and for roles whose scope
    /// is all, those of the own party for everybody else.
    Result<std::vector<model::BrandGrant>> list(const model::Actor& actor, model::BrandId brand);

 private:
    const Services services_;
};

}  // namespace qy::business
