#pragma once
// Who asks, as far as a trace query cares: decides views and standings. (architecture §3 "Who sees what")
#include <set>

#include "base/result.h"
#include "model/actor.h"
#include "storage/trace_store.h"
#include "view_filter.h"

namespace qy::business {

class Asker {
 public:
    /// Whoever reaches the parties of a region is the regulator of their lots, and of what they did to those of others
    /// stands in the place of each of them. Errors: those of storage.
    static Result<Asker> of(storage::Reader& reader, const model::Actor& actor);
    /// Of somebody without regions.
    explicit Asker(const model::Actor& actor);

    [[nodiscard]] bool is_regulator() const { return regulator_; }
    /// Whether this lot is told to the asker as to a regulator: every lot, or one whose owner is of the asker's region.
    [[nodiscard]] bool oversees(const storage::trace::TracedLot& lot) const {
        return regulator_ || regional_.contains(lot.lot.owner);
    }
    /// True for the asking party, when it asks for itself.
    [[nodiscard]] bool is(model::PartyId party) const { return (own_ && party == own_) || regional_.contains(party); }
    [[nodiscard]] bool owns(const storage::trace::TracedLot& lot) const { return is(lot.lot.owner); }
    [[nodiscard]] bool manages(const storage::trace::TracedLot& lot) const {
        return manager_ && lot.brand_manager == manager_;
    }
    /// Regulators, the owner, the manager of the brand: they see what became of a lot.
    [[nodiscard]] bool may_follow(const storage::trace::TracedLot& lot) const {
        return regulator_ || owns(lot) || manages(lot);
    }
    /// Towards what happened to this lot; `under_brand`: it is a unit that held lots of a brand that the asker manages.
    [[nodiscard]] Standing standing(const storage::trace::TracedLot& lot, bool under_brand) const;
    [[nodiscard]] Standing standing(const storage::trace::TracedLot& lot, bool under_brand,
                                    const model::TraceEvent& event) const;

 private:
    bool regulator_ = false;
    model::PartyId own_;      ///< none: asks as anybody
    model::PartyId manager_;  ///< none: no manager of brands
    std::set<model::PartyId> regional_;
};

}  // namespace qy::business
