#include "resolve.h"

#include <algorithm>

#include "base/limits.h"
#include "base/sort_unique.h"
#include "business/search.h"
#include "catalogue_change.h"
#include "model/region.h"
#include "product_change.h"
#include "product_told.h"
#include "storage/catalogue_store.h"
#include "storage/change_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::InfoKind;
using model::PartyRole;

/// By its name, or by its owner's code.
bool is_called(const model::Product& product, std::string_view text) {
    return product.name == text || (!product.code.empty() && product.code == text);
}

/// Narrows lots down to those that the reference fits; names that the reference leaves out fit anything.
Result<std::vector<model::Lot>> fitting(Publication& publication, std::vector<model::Lot> lots,
                                        const model::LotRef& ref) {
    std::vector<model::Lot> fit;
    for (auto& lot : lots) {
        if (!ref.owner_name.empty()) {
            QY_TRY(owner, storage::parties::find(publication.writer, model::Reach::everything(), lot.owner));
            if (!owner || owner->name != ref.owner_name) continue;
        }
        if (!ref.product_name.empty()) {
            if (lot.product.is_none()) continue;
            QY_TRY(product,
                   storage::catalogue::find_product(publication.writer, model::Reach::everything(), lot.product));
            if (!product || !is_called(*product, ref.product_name)) continue;
            if (!ref.specification.empty() && product->specification != ref.specification) continue;
        }
        fit.push_back(std::move(lot));
    }
    return fit;
}

/// The only lot that fits; none is an empty optional. Lots of `near` win over others.
Result<std::optional<model::Lot>> only_lot(Publication& publication, const model::LotRef& ref, model::PartyId near) {
    QY_TRY(all, storage::lots::with_number(publication.writer, ref.lot_number, limits::trace_candidates_max));
    QY_TRY(fit, fitting(publication, std::move(all), ref));
    if (fit.size() > 1) {
        const auto own = std::count_if(fit.begin(), fit.end(), [&](const auto& lot) { return lot.owner == near; });
        if (own == 1) std::erase_if(fit, [&](const auto& lot) { return lot.owner != near; });
    }
    if (fit.size() > 1) return conflict("lot_number.ambiguous", {ref.lot_number});
    return fit.empty() ? std::nullopt : std::optional(fit.front());
}

Result<model::Product> new_product(Publication& publication, const model::LotDraft& draft, model::PartyId owner) {
    model::Product product;
    product.id = publication.services.ids.next<model::ProductId>();
    product.owner = owner;
    product.kind = draft.service ? model::ProductKind::service : model::ProductKind::goods;
    product.name = draft.ref.product_name;
    product.specification = draft.ref.specification;
    product.gtin = draft.gtin;
    product.allergens = draft.allergens;
    product.attributes = draft.product_attributes;
    product.code = draft.product_code;
    product.nutrition = draft.nutrition;
    product.name_en = draft.name_en;
    product.opened = draft.opened;
    product.closed = draft.closed;
    if (!draft.brand_name.empty()) {
        QY_TRY(brand, storage::catalogue::brand_by_name(publication.writer, draft.brand_name));
        if (!brand) return invalid("brand_name.unknown", {draft.brand_name}).at("brand_name");
        product.brand = brand->id;
    }
    if (!draft.category.empty()) {
        auto category = category_in_use(publication.writer, draft.category);
        if (!category.ok()) return std::move(category).error().at("category");
        product.category = category->id;
    }
    QY_CHECK(check_code_is_free(publication.writer, product));
    QY_CHECK(check_brand_shows(publication.writer, product));
    QY_CHECK(storage::catalogue::insert_product(publication.writer, product));
    QY_CHECK(index_product(publication.writer, product));
    publication.known.products.erase({owner.number(), product.name});
    return product;
}

Result<const std::vector<model::Product>*> products_named(Publication& publication, model::PartyId owner,
                                                          const std::string& name) {
    auto& products = publication.known.products;
    const auto found = products.find({owner.number(), name});
    if (found != products.end()) return &found->second;
    QY_TRY(named, storage::catalogue::products_by_name(publication.writer, owner, name));
    return &products.emplace(Known::OwnersName(owner.number(), name), std::move(named)).first->second;
}

}  // namespace

Result<model::Product> product_for_row(Publication& publication, const model::LotDraft& draft, model::PartyId owner) {
    QY_TRY(named, products_named(publication, owner, draft.ref.product_name));
    for (const auto& product : *named) {
        if (product.specification == draft.ref.specification) return product;
    }
    if (draft.ref.specification.empty() && !named->empty()) {
        if (named->size() > 1) return conflict("specification.ambiguous", {draft.ref.product_name}).at("specification");
        return named->front();
    }
    return new_product(publication, draft, owner);
}

namespace {

Result<model::Lot> new_lot(Publication& publication, const model::LotDraft& draft, const model::Product& product) {
    model::Lot lot;
    lot.id = publication.services.ids.next<model::LotId>();
    lot.product = product.id;
    lot.owner = product.owner;
    lot.lot_number = draft.ref.lot_number;
    lot.quantity = draft.quantity;
    lot.produced_on = draft.produced_on;
    lot.place = draft.place;
    lot.allergens = product.allergens;
    lot.allergens.insert(lot.allergens.end(), draft.allergens.begin(), draft.allergens.end());
    sort_unique(lot.allergens);
    QY_CHECK(storage::lots::insert(publication.writer, lot));
    return lot;
}

/// Fills gaps of a lot that an earlier row made without them.
Result<model::Lot> completed(Publication& publication, model::Lot lot, const model::LotDraft& draft) {
    const bool adds = (!lot.quantity && draft.quantity) || (lot.produced_on.empty() && !draft.produced_on.empty()) ||
                      (lot.place.empty() && !draft.place.empty());
    if (!adds || lot.kind != model::LotKind::produced) return lot;
    if (!lot.quantity) lot.quantity = draft.quantity;
    if (lot.produced_on.empty()) lot.produced_on = draft.produced_on;
    if (lot.place.empty()) lot.place = draft.place;
    QY_CHECK(storage::lots::complete(publication.writer, lot));
    return lot;
}

/// Of a lot that is there, what the row tells of its product.
Result<void> tell_product(Publication& publication, const model::Lot& lot, const model::LotDraft& draft) {
    if (!tells_of_product(draft) || lot.product.is_none()) return {};
    QY_TRY(product, storage::catalogue::find_product(publication.writer, model::Reach::everything(), lot.product));
    return product ? complete_product(publication, *std::move(product), draft) : Result<void>();
}

/// A name that nobody is known by: an unverified party.
Result<model::Party> new_party(Publication& publication, const std::string& name, PartyRole role,
                               std::string_view address) {
    model::Party party;
    party.id = publication.services.ids.next<model::PartyId>();
    party.kind = model::PartyKind::unverified;
    party.name = name;
    party.roles = {role};
    if (const auto* region = model::region_in_address(address)) party.region = region->code;
    QY_CHECK(storage::parties::insert(publication.writer, party));
    return party;
}

/// The owner's lot of this product with the row's number: found, completed from the row, or made.
Result<model::Lot> lot_of_product(Publication& publication, const model::LotDraft& draft,
                                  const model::Product& product) {
    const Known::LotKey key(product.owner.number(), product.id.number(), draft.ref.lot_number);
    auto& known = publication.known.lots;
    auto found = known.find(key);
    if (found == known.end()) {
        QY_TRY(stored,
               storage::lots::find_natural(publication.writer, product.owner, product.id, draft.ref.lot_number));
        if (!stored) {
            QY_TRY(made, new_lot(publication, draft, product));
            return known.emplace(key, std::move(made)).first->second;
        }
        found = known.emplace(key, *std::move(stored)).first;
    }
    QY_TRY(lot, completed(publication, found->second, draft));
    found->second = lot;
    return lot;
}

/// Notes under which brand the row stands, and gives the lot on.
Result<model::Lot> noted_brand(Publication& publication, model::Lot lot) {
    if (!lot.product) return lot;
    QY_TRY(product, storage::catalogue::find_product(publication.writer, model::Reach::everything(), lot.product));
    if (product) publication.brand = product->brand;
    return lot;
}

}  // namespace

Result<void> touch(Publication& publication, model::LotId lot) {
    if (!publication.known.touched.insert(lot.number()).second) return {};
    QY_CHECK(storage::lots::touch(publication.writer, lot));
    return storage::changes::append_lot(publication.writer, lot, "event", publication.now);
}

bool is_trusted(model::Channel channel) {
    return channel == model::Channel::operator_command || channel == model::Channel::demo;
}

PartyRole role_for(InfoKind kind) {
    switch (kind) {
        case InfoKind::inspection:
            return PartyRole::laboratory;
        case InfoKind::logistics:
            return PartyRole::carrier;
        case InfoKind::sales:
            return PartyRole::seller;
        case InfoKind::service:
            return PartyRole::service_provider;
        default:
            return PartyRole::producer;
    }
}

Result<model::Party> party_named(Publication& publication, const std::string& name, PartyRole role,
                                 std::string_view address) {
    auto& known = publication.known.parties_by_name;
    auto found = known.find(name);
    if (found == known.end()) {
        QY_TRY(stored, storage::parties::by_name(publication.writer, name));
        found = known.emplace(name, std::move(stored)).first;
    }
    auto& named = found->second;
    if (named.size() > 1) return conflict("party.ambiguous", {name});
    if (named.empty()) {
        QY_TRY(made, new_party(publication, name, role, address));
        named.push_back(std::move(made));
    }
    model::Party& party = named.front();
    publication.names_person = publication.names_person || party.kind == model::PartyKind::farmer;
    if (party.kind == model::PartyKind::unverified && !party.has_role(role)) {
        party.roles.push_back(role);
        QY_CHECK(storage::parties::update(publication.writer, party, party.version));
        party.version += 1;
        publication.known.parties.erase(party.id.number());
    }
    return party;
}

bool may_create_for(const Publication& publication, const model::Party& owner) {
    const bool for_member = owner.cooperative && owner.cooperative == publication.party;
    return publication.trusted || owner.id == publication.party || for_member;
}

Result<model::Lot> lot_for_row(Publication& publication, const model::LotDraft& draft, const model::Party& recorder) {
    model::Party owner = recorder;
    if (draft.ref.owner_name.empty()) {
        QY_TRY(only, only_lot(publication, draft.ref, recorder.id));
        if (only) {
            QY_CHECK(tell_product(publication, *only, draft));
            QY_TRY(lot, noted_brand(publication, *std::move(only)));
            return completed(publication, std::move(lot), draft);
        }
    } else if (draft.ref.owner_name != recorder.name) {
        QY_TRY(named, party_named(publication, draft.ref.owner_name, PartyRole::producer, draft.place));
        owner = std::move(named);
    }
    if (draft.ref.product_name.empty()) return not_found("lot_number.unknown", {draft.ref.lot_number}).at("lot_number");
    if (!may_create_for(publication, owner)) {
        model::LotRef ref = draft.ref;
        ref.owner_name = owner.name;
        QY_TRY(only, only_lot(publication, ref, owner.id));
        if (!only) return not_found("lot_number.unknown", {draft.ref.lot_number}).at("lot_number");
        QY_CHECK(tell_product(publication, *only, draft));
        return noted_brand(publication, *std::move(only));
    }
    QY_TRY(product, product_for_row(publication, draft, owner.id));
    publication.brand = product.brand;
    QY_CHECK(complete_product(publication, product, draft));
    return lot_of_product(publication, draft, product);
}

Result<model::Lot> existing_lot(Publication& publication, const model::LotRef& ref, model::PartyId near) {
    QY_TRY(only, only_lot(publication, ref, near));
    if (!only) return not_found("inputs.unknown_lot", {ref.lot_number}).at("inputs");
    return *std::move(only);
}

Result<model::Lot> logistic_unit(Publication& publication, const std::string& number, model::PartyId owner) {
    QY_TRY(found, storage::lots::units_with_number(publication.writer, number));
    if (found.size() > 1) {
        std::erase_if(found, [&](const auto& unit) { return unit.owner != owner; });
        if (found.size() != 1) return conflict("container.ambiguous", {number}).at("container");
    }
    if (!found.empty()) return found.front();
    model::Lot unit;
    unit.id = publication.services.ids.next<model::LotId>();
    unit.kind = model::LotKind::logistic_unit;
    unit.owner = owner;
    unit.lot_number = number;
    QY_CHECK(storage::lots::insert(publication.writer, unit));
    return unit;
}

}  // namespace qy::business
