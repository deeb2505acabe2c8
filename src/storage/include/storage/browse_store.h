#pragma once
// Products and lots as lists to look through, newest first. (clauses 5.6, 6.2.1) Errors: those of the port; corrupt
// `storage.corrupt`: a stored word is unknown.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/lot.h"
#include "model/named.h"
#include "model/product.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::browse {

/// Where a list goes on, and how far. `before`: an id; 0 begins at the newest. REQUIRES: limit ≥ 1.
struct Stretch {
    std::int64_t before = 0;
    std::int64_t limit = 0;
};

/// A product with the names that a list shows.
struct ListedProduct {
    model::Product product;
    model::Named owner;
    model::Named brand;
    std::string category_code;
};
/// Those reached whose name, English name or specification holds `text` (as SQL's LIKE compares; empty: all).
Result<std::vector<ListedProduct>> products(Reader& reader, const model::Reach& reach, std::string_view text,
                                            Stretch stretch);

/// A lot with the names that a list shows; `product` is empty for a logistic unit.
struct ListedLot {
    model::Lot lot;
    model::Named product;
    model::Named owner;
};
/// Those reached whose number begins with `number` (empty: all), of one product (none: of all).
Result<std::vector<ListedLot>> lots(Reader& reader, const model::Reach& reach, std::string_view number,
                                    model::ProductId product, Stretch stretch);

}  // namespace qy::storage::browse
