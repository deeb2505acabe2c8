#pragma once
// Search by product name: a piece of two Chinese characters or more, pinyin, initials; GTINs and lot numbers too.
// (clause 6.3.1)
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/product.h"
#include "model/trace_answer.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// One product with its newest lots (at most search_lots_per_product_max), newest first.
struct SearchItem {
    model::Product product;
    model::ShownParty party;  ///< the product's owner, as the public may know it
    std::string brand;
    std::string brand_en;
    std::vector<model::TraceNode> lots;
};

struct SearchAnswer {
    std::vector<SearchItem> items;       ///< names that begin with the text first, then shorter names first
    std::vector<model::TraceNode> lots;  ///< lots whose number is exactly the text
    bool more = false;                   ///< over search_results_max
};

/// Safe from any thread.
class Search {
 public:
    explicit Search(const Services& services) : services_(services) {}

    /// What anyone may find: names, owners as the public may know them, lot numbers. "咖啡", "kafei", "kf", "福山kafei"
    /// and "fskf" all find 福山咖啡; case, width and spaces do not matter. A text of digits is also tried as a GTIN,
    /// any text as a lot number. An empty answer is no error. Errors: invalid `search.too_short` (fewer than two
    /// characters), `search.too_long` {max},
    /// `search.not_utf8`; those of storage.
    Result<SearchAnswer> find(std::string_view text);

 private:
    const Services services_;
};

/// Writes the search grams of a product's names; call it in the transaction that inserts the product or changes a name.
/// Errors: those of storage; internal `search.transliteration` (ICU's data is missing).
Result<void> index_product(storage::Writer& writer, const model::Product& product);

}  // namespace qy::business
