#include "business/search.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "model/checks.h"
#include "search_text.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "trace_writer.h"

namespace qy::business {
namespace {

using model::Product;
using model::ProductId;

struct Hit {
    int rank = 0;
    std::size_t length = 0;
    Product product;
};

/// How well either name of the product fits.
Result<std::optional<int>> fit_of(const SearchQuery& query, const Product& product) {
    QY_TRY(name, search_name(product.name));
    auto best = fit(query, name);
    if (!product.name_en.empty()) {
        QY_TRY(english, search_name(product.name_en));
        const auto other = fit(query, english);
        if (other && (!best || *other < *best)) best = other;
    }
    return best;
}

Result<std::vector<Product>> candidates(storage::Reader& reader, const SearchQuery& query) {
    std::set<ProductId> ids;
    for (const auto& grams : query.ways) {
        QY_TRY(some, storage::catalogue::products_with_grams(reader, grams, limits::search_candidates_max));
        ids.insert(some.begin(), some.end());
    }
    if (ids.empty()) return std::vector<Product>{};
    return storage::catalogue::find_products(reader, model::Reach::everything(), {ids.begin(), ids.end()});
}

/// Products whose name fits; the grams only say which names are worth a look.
Result<std::vector<Hit>> hits_by_name(storage::Reader& reader, std::u32string text) {
    QY_TRY(query, search_query(std::move(text)));
    QY_TRY(products, candidates(reader, query));
    std::vector<Hit> hits;
    for (auto& product : products) {
        QY_TRY(rank, fit_of(query, product));
        if (rank) hits.push_back({*rank, length_of(product.name), std::move(product)});
    }
    return hits;
}

/// Products with the text as their GTIN come before all names.
Result<void> add_by_gtin(storage::Reader& reader, std::string_view text, std::vector<Hit>& hits) {
    const auto gtin = model::checked_gtin(text);
    if (!gtin.ok()) return {};
    QY_TRY(products, storage::catalogue::products_by_gtin(reader, *gtin));
    for (auto& product : products) hits.push_back({-1, length_of(product.name), std::move(product)});
    return {};
}

void put_best_first(std::vector<Hit>& hits) {
    const auto order = [](const Hit& hit) { return std::tuple(hit.rank, hit.length, hit.product.id); };
    std::ranges::sort(hits, {}, order);
    std::set<ProductId> seen;
    std::erase_if(hits, [&](const Hit& hit) { return !seen.insert(hit.product.id).second; });
}

using Brands = std::unordered_map<std::int64_t, model::Brand>;

Result<Brands> brands_of(storage::Reader& reader, const std::vector<Hit>& hits) {
    Brands brands;
    for (const auto& hit : hits) {
        const auto id = hit.product.brand;
        if (id.is_none() || brands.contains(id.number())) continue;
        QY_TRY(brand, storage::catalogue::find_brand(reader, id));
        if (brand) brands.emplace(id.number(), *std::move(brand));
    }
    return brands;
}

Result<std::vector<model::Party>> owners_of(storage::Reader& reader, const std::vector<Hit>& hits) {
    std::set<model::PartyId> owners;
    for (const auto& hit : hits) owners.insert(hit.product.owner);
    if (owners.empty()) return std::vector<model::Party>{};
    return storage::parties::find_all(reader, model::Reach::everything(), {owners.begin(), owners.end()});
}

Result<std::vector<SearchItem>> items_of(storage::Reader& reader, const Asker& anybody, std::vector<Hit> hits) {
    QY_TRY(brands, brands_of(reader, hits));
    QY_TRY(owners, owners_of(reader, hits));
    std::vector<SearchItem> items;
    for (auto& hit : hits) {
        SearchItem item;
        item.product = std::move(hit.product);
        const auto owner = std::ranges::find(owners, item.product.owner, &model::Party::id);
        if (owner != owners.end()) item.party = shown_party(*owner, false);
        item.product.owner = item.party.id;
        if (const auto brand = brands.find(item.product.brand.number()); brand != brands.end()) {
            item.brand = brand->second.name;
            item.brand_en = brand->second.name_en;
        }
        QY_TRY(lots, storage::trace::latest_lots(reader, item.product.id, limits::search_lots_per_product_max));
        QY_TRY(nodes, nodes_of(reader, anybody, lots));
        item.lots = std::move(nodes);
        items.push_back(std::move(item));
    }
    return items;
}

Result<SearchAnswer> search(storage::Reader& reader, const std::string& text, std::u32string name) {
    const Asker anybody{model::Actor{}};
    SearchAnswer answer;
    std::vector<Hit> hits;
    if (name.size() >= 2) {
        QY_TRY(by_name, hits_by_name(reader, std::move(name)));
        hits = std::move(by_name);
    }
    QY_CHECK(add_by_gtin(reader, text, hits));
    put_best_first(hits);
    answer.more = hits.size() > limits::search_results_max;
    if (answer.more) hits.erase(hits.begin() + limits::search_results_max, hits.end());
    QY_TRY(items, items_of(reader, anybody, std::move(hits)));
    answer.items = std::move(items);
    constexpr auto kLots = static_cast<std::int64_t>(limits::trace_candidates_max);
    QY_TRY(lots, storage::trace::lots_by_number(reader, {text, {}, {}, {}}, kLots));
    QY_TRY(nodes, nodes_of(reader, anybody, lots));
    answer.lots = std::move(nodes);
    return answer;
}

}  // namespace

Result<SearchAnswer> Search::find(std::string_view text) {
    if (!is_utf8(text)) return invalid("search.not_utf8");
    const std::string folded = fold_width(text);
    const std::string trimmed(trim(folded));
    const std::size_t length = length_of(trimmed);
    if (length < 2) return invalid("search.too_short");
    if (length > limits::search_query_code_points_max) {
        return invalid("search.too_long", {std::to_string(limits::search_query_code_points_max)});
    }
    return services_.store.read([&](storage::Reader& reader) { return search(reader, trimmed, normalised(trimmed)); });
}

Result<void> index_product(storage::Writer& writer, const Product& product) {
    QY_TRY(name, search_name(product.name));
    auto grams = grams_of(name);
    if (!product.name_en.empty()) {
        QY_TRY(english, search_name(product.name_en));
        grams.merge(grams_of(english));
    }
    return storage::catalogue::replace_grams(writer, product.id, {grams.begin(), grams.end()});
}

}  // namespace qy::business
