#include "known_products.h"

#include <algorithm>

#include "base/limits.h"
#include "storage/catalogue_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

Result<model::PartyId> owner_of(storage::Reader& reader, const std::string& name, model::PartyId recorder) {
    if (name.empty()) return recorder;
    QY_TRY(named, storage::parties::by_name(reader, name));
    return named.size() == 1 ? named.front().id : model::PartyId();
}

/// The owner's product of this name; without a specification the only one.
Result<std::optional<model::Product>> named_product(storage::Reader& reader, const model::LotRef& lot,
                                                    model::PartyId owner) {
    QY_TRY(named, storage::catalogue::products_by_name(reader, owner, lot.product_name));
    const auto same = std::ranges::find(named, lot.specification, &model::Product::specification);
    if (same != named.end()) return std::optional(*same);
    const bool only = lot.specification.empty() && named.size() == 1;
    return only ? std::optional(named.front()) : std::nullopt;
}

/// The product of the owner's only lot with this number.
Result<std::optional<model::Product>> product_of_lot(storage::Reader& reader, const model::LotRef& lot,
                                                     model::PartyId owner) {
    QY_TRY(lots, storage::lots::with_number(reader, lot.lot_number, limits::trace_candidates_max));
    if (owner && lots.size() > 1) std::erase_if(lots, [&](const model::Lot& one) { return one.owner != owner; });
    if (lots.size() != 1 || lots.front().product.is_none()) return std::optional<model::Product>();
    return storage::catalogue::find_product(reader, model::Reach::everything(), lots.front().product);
}

Result<std::string> category_of(storage::Reader& reader, const model::LotRef& lot, model::PartyId recorder) {
    QY_TRY(owner, owner_of(reader, lot.owner_name, recorder));
    std::optional<model::Product> product;
    if (owner && !lot.product_name.empty()) {
        QY_TRY(named, named_product(reader, lot, owner));
        product = std::move(named);
    } else if (!lot.lot_number.empty()) {
        QY_TRY(of_lot, product_of_lot(reader, lot, owner));
        product = std::move(of_lot);
    }
    if (!product || product->category.is_none()) return std::string();
    QY_TRY(category, storage::catalogue::find_category(reader, product->category));
    return category ? category->code : std::string();
}

Result<std::optional<model::LotRef>> called(storage::Reader& reader, model::PartyId owner, const std::string& code) {
    if (!owner) return std::optional<model::LotRef>();
    QY_TRY(product, storage::catalogue::product_by_code(reader, owner, code));
    if (!product) return std::optional<model::LotRef>();
    return std::optional(model::LotRef{{}, product->name, product->specification, {}});
}

}  // namespace

template <class Value>
Value KnownProducts::kept(Result<Value> found) {
    if (found.ok()) return *std::move(found);
    if (outcome_.ok()) outcome_ = std::move(found).error();
    return {};
}

std::string KnownProducts::category_of(const model::LotRef& lot) {
    // A product answers for all its lots.
    const auto key = lot.owner_name + '\n' + lot.product_name + '\n' + lot.specification + '\n' +
                     (lot.product_name.empty() ? lot.lot_number : std::string());
    if (const auto known = categories_.find(key); known != categories_.end()) return known->second;
    auto code = store_.read([&](storage::Reader& reader) { return business::category_of(reader, lot, recorder_); });
    return categories_.emplace(key, kept(std::move(code))).first->second;
}

std::optional<model::LotRef> KnownProducts::product_of(const std::string& owner, const std::string& code) {
    const auto key = owner + '\n' + code;
    if (const auto known = products_.find(key); known != products_.end()) return known->second;
    auto product = store_.read([&](storage::Reader& reader) -> Result<std::optional<model::LotRef>> {
        QY_TRY(party, owner_of(reader, owner, recorder_));
        return called(reader, party, code);
    });
    return products_.emplace(key, kept(std::move(product))).first->second;
}

collection::Rules KnownProducts::rules(const Reference& reference, Time now) {
    return {reference.dictionary, reference.categories, now,
            [this](const model::LotRef& lot) { return category_of(lot); },
            [this](const std::string& owner, const std::string& code) { return product_of(owner, code); }};
}

}  // namespace qy::business
