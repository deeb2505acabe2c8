#pragma once
// The category of products that are known already, for rows that leave it out. (clause 6.1)
#include <map>
#include <string>

#include "base/result.h"
#include "model/draft.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::business {

/// Looks each product up once. For one upload, one thread; the store must outlive it.
class ProductCategories {
 public:
    /// `recorder` owns what rows name no owner of; none: only named owners are found.
    ProductCategories(storage::Store& store, model::PartyId recorder) : store_(store), recorder_(recorder) {}
    /// The code of the category; empty when the product is not known, not the only one that fits, or has none. An error
    /// of storage is kept for outcome().
    std::string operator()(const model::LotRef& lot);
    [[nodiscard]] const Result<void>& outcome() const { return outcome_; }

 private:
    storage::Store& store_;
    model::PartyId recorder_;
    std::map<std::string, std::string> known_;
    Result<void> outcome_;
};

}  // namespace qy::business
