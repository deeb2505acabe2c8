#pragma once
// Products that are known already, for rows that leave out what they are: their category, or everything but the code
// by which their owner calls them. (clauses 5.2, 6.1)
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "collection/drafts.h"
#include "model/draft.h"
#include "model/ids.h"
#include "reference.h"
#include "storage/store.h"

namespace qy::business {

/// Looks each product up once. For one upload, one thread; the store must outlive it.
class KnownProducts {
 public:
    /// `recorder` owns what rows name no owner of; none: only named owners are found.
    KnownProducts(storage::Store& store, model::PartyId recorder) : store_(store), recorder_(recorder) {}
    /// Rules by which rows are read with what is known here. Reference and this must outlive them.
    [[nodiscard]] collection::Rules rules(const Reference& reference, Time now);

    /// The code of the category; empty when the product is not known, not the only one that fits, or has none. An error
    /// of storage is kept for outcome().
    std::string category_of(const model::LotRef& lot);
    /// Name and specification of what the owner (empty: the recorder) calls by this code. Errors as above.
    std::optional<model::LotRef> product_of(const std::string& owner, const std::string& code);
    [[nodiscard]] const Result<void>& outcome() const { return outcome_; }

 private:
    template <class Value>
    Value kept(Result<Value> found);

    storage::Store& store_;
    model::PartyId recorder_;
    std::map<std::string, std::string> categories_;
    std::map<std::string, std::optional<model::LotRef>> products_;
    Result<void> outcome_;
};

}  // namespace qy::business
