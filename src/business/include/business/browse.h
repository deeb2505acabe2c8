#pragma once
// Products, lots and code ranges as lists to look through, newest first: what the console shows. (clauses 5.6, 6.2.1)
// An actor sees what its permission `read_submissions` reaches. Errors of all: those of storage. Safe from any thread.
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/codes.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/lot.h"
#include "model/named.h"
#include "model/party.h"
#include "model/product.h"

namespace qy::business {

/// What the actor's party is called; empty when it has none.
Result<model::Named> own_party_name(const Services& services, const model::Actor& actor);
/// Of those that exist and are reached, in the order of their ids; farmers' names are masked.
Result<std::vector<model::Party>> reached_parties(const Services& services, const model::Actor& actor,
                                                  const std::vector<model::PartyId>& ids);
/// Firms of exactly this name or unified social credit code, whoever asks: a brand is granted to parties that nobody of
/// the brand has seen before.
Result<std::vector<model::Party>> find_firms(const Services& services, const std::string& text);

/// Where a list goes on (an id; 0: at the newest), and how far. REQUIRES: limit ≥ 1.
struct BrowsePage {
    std::int64_t before = 0;
    std::int64_t limit = 0;
};

template <class Item>
struct Browsed {
    std::vector<Item> items;
    std::int64_t next = 0;  ///< `before` of the next page; 0 at the end
};

struct ProductItem {
    model::Product product;
    model::Named owner;
    model::Named brand;
    std::string category_code;
};
/// Those whose name, English name or specification holds `text`; empty: all.
Result<Browsed<ProductItem>> browse_products(const Services& services, const model::Actor& actor,
                                             const std::string& text, BrowsePage page);

struct LotItem {
    model::Lot lot;
    model::Named product;
    model::Named owner;
};
/// Those whose number begins with `number` (empty: all), of one product (none: of all).
Result<Browsed<LotItem>> browse_lots(const Services& services, const model::Actor& actor, const std::string& number,
                                     model::ProductId product, BrowsePage page);

struct RangeItem {
    LabelledRange labelled;
    std::string lot_number;
};
/// Ranges whose epoch has no key any more are left out: nobody can tell their codes.
Result<Browsed<RangeItem>> browse_ranges(const Services& services, const model::Actor& actor, BrowsePage page);

}  // namespace qy::business
