#pragma once
// What a publication has looked up or made. It runs inside one write transaction, so what it read stays as it is but
// for its own changes, which are noted here too; rows of one upload name the same few parties, products and lots again
// and again.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/lot.h"
#include "model/party.h"
#include "model/product.h"
#include "storage/policy_store.h"

namespace qy::business {

struct AccessRows;
class CategoryTree;

/// REQUIRES: forgotten whenever a part of the transaction was undone. What publishing never changes (policies and rules
/// of access) stays.
struct Known {
    using OwnersName = std::pair<std::int64_t, std::string>;             ///< owner, product name
    using LotKey = std::tuple<std::int64_t, std::int64_t, std::string>;  ///< owner, product, lot number
    std::unordered_map<std::int64_t, model::Party> parties;              ///< recorders, by id
    std::unordered_map<std::string, std::vector<model::Party>> parties_by_name;
    std::map<OwnersName, std::vector<model::Product>> products;
    std::map<LotKey, model::Lot> lots;                               ///< only such as are there
    std::unordered_set<std::int64_t> touched;                        ///< lots whose version has risen
    std::optional<std::vector<storage::policies::Policy>> policies;  ///< as they stand
    std::shared_ptr<const CategoryTree> tree;                        ///< once it was needed
    std::unordered_map<std::int64_t, model::CategoryId> categories;  ///< by product
    std::shared_ptr<const AccessRows> access;                        ///< once rules of fields were asked

    void forget() {
        Known fresh;
        fresh.policies = std::move(policies);
        fresh.access = std::move(access);
        *this = std::move(fresh);
    }
};

}  // namespace qy::business
