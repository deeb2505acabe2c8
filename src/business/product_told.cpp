#include "product_told.h"

#include <algorithm>

#include "base/text.h"
#include "business/role_book.h"
#include "catalogue_change.h"
#include "field_rules.h"
#include "product_attributes.h"
#include "product_change.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::ChangeKind;
using model::Field;
using model::LotDraft;
using model::Product;

std::string shown(const model::AttributeValue& value) {
    return value.word.empty() ? value.value + value.unit : value.word;
}

std::string names_of(const std::vector<Field>& fields) {
    std::vector<std::string> names;
    for (const auto field : fields) names.emplace_back(model::row_of(field).zh);
    return join(names, "、");
}

/// What a row says of a product besides its name: each with what the product says. Texts that can be compared.
struct Fact {
    Field field;
    std::string stored;
    std::string told;
};

Result<std::vector<Fact>> facts_of(storage::Reader& reader, const Product& product, const LotDraft& draft) {
    QY_TRY(category, storage::catalogue::find_category(reader, product.category));
    QY_TRY(brand, storage::catalogue::find_brand(reader, product.brand));
    return std::vector<Fact>{
        {Field::product_code, product.code, draft.product_code},
        {Field::category, category ? category->code : "", draft.category},
        {Field::brand_name, brand ? brand->name : "", draft.brand_name},
        {Field::gtin, product.gtin, draft.gtin},
        {Field::product_name_en, product.name_en, draft.name_en},
        {Field::allergens, join(product.allergens, ","), join(draft.allergens, ",")},
        {Field::nutrition, product.nutrition, draft.nutrition},
        {Field::product_opened, names_of(product.opened), names_of(draft.opened)},
        {Field::product_closed, names_of(product.closed), names_of(draft.closed)},
    };
}

Error differs(const Product& product, const Fact& fact) {
    if (fact.field == Field::product_code) {
        return conflict("product_code.differs", {product.name, fact.stored, fact.told}).at("product_code");
    }
    const auto& row = model::row_of(fact.field);
    return conflict("product.differs", {product.name, std::string(row.zh), fact.stored, fact.told})
        .at(std::string(row.name));
}

Result<void> set_category(Publication& publication, const std::string& code, Product& product) {
    auto category = category_in_use(publication.writer, code);
    if (!category.ok()) return std::move(category).error().at("category");
    product.category = category->id;
    return {};
}

Result<void> set_brand(Publication& publication, const std::string& name, Product& product) {
    QY_TRY(brand, storage::catalogue::brand_by_name(publication.writer, name));
    if (!brand) return invalid("brand_name.unknown", {name}).at("brand_name");
    product.brand = brand->id;
    return {};
}

Result<void> set_fact(Publication& publication, Field field, const LotDraft& draft, Product& product) {
    switch (field) {
        case Field::product_code:
            product.code = draft.product_code;
            return check_code_is_free(publication.writer, product);
        case Field::category:
            return set_category(publication, draft.category, product);
        case Field::brand_name:
            return set_brand(publication, draft.brand_name, product);
        case Field::gtin:
            product.gtin = draft.gtin;
            return {};
        case Field::product_name_en:
            product.name_en = draft.name_en;
            return {};
        case Field::allergens:
            product.allergens = draft.allergens;
            return {};
        case Field::nutrition:
            product.nutrition = draft.nutrition;
            return {};
        case Field::product_opened:
            product.opened = draft.opened;
            return {};
        default:
            product.closed = draft.closed;
            return check_brand_shows(publication.writer, product);
    }
}

/// What the product says is for its owner: others may repeat what anybody can read. A wrong guess, a new value and a
/// guess at what is not public are answered alike.
Result<void> check_stranger(const Product& product, const LotDraft& draft) {
    const bool repeats = std::ranges::all_of(draft.product_attributes, [&](const model::AttributeValue& told) {
        const auto* const known = model::find_value(product.attributes, told.name);
        return known != nullptr && known->value == told.value && known->data_class == model::DataClass::open;
    });
    if (repeats) return {};
    return denied("product_attribute.owner", {product.name}).at(draft.product_attributes.front().name);
}

/// What attributes add, put into the product. Errors: as complete_product.
Result<bool> add_attributes(const LotDraft& draft, bool own, Product& product) {
    if (!own) {
        QY_CHECK(check_stranger(product, draft));
        return false;
    }
    bool adds = false;
    for (const auto& told : draft.product_attributes) {
        const auto* const known = model::find_value(product.attributes, told.name);
        if (known == nullptr) {
            put(product.attributes, told);
            adds = true;
        } else if (known->value != told.value) {
            return conflict("product_attribute.differs", {told.zh, shown(*known), shown(told)}).at(told.name);
        }
    }
    return adds;
}

/// What other parties call a product in their books is no matter of the product.
Result<bool> add_code(Publication& publication, const LotDraft& draft, bool own, Product& product) {
    if (!own || draft.product_code.empty() || draft.product_code == product.code) return false;
    if (!product.code.empty()) return differs(product, {Field::product_code, product.code, draft.product_code});
    QY_CHECK(set_fact(publication, Field::product_code, draft, product));
    return true;
}

/// What stands on its label is for its owner to say: others may repeat it.
Result<bool> add_nutrition(const LotDraft& draft, bool own, Product& product) {
    if (draft.nutrition.empty() || draft.nutrition == product.nutrition) return false;
    if (!own) return denied("product_attribute.owner", {product.name}).at("nutrition");
    if (!product.nutrition.empty()) return differs(product, {Field::nutrition, product.nutrition, draft.nutrition});
    product.nutrition = draft.nutrition;
    return true;
}

Json told_of(const LotDraft& draft) {
    auto content = model::to_json(draft).as_object();
    for (const auto* const name : {"owner_name", "product_name", "specification", "attributes"}) content.erase(name);
    JsonObject values;
    for (const auto& told : draft.product_attributes) values[told.name] = told.value;
    if (!values.empty()) content["attributes"] = std::move(values);
    return content;
}

/// What a record tells of its product beside what happened.
Json told_beside(const LotDraft& draft) {
    LotDraft told;
    told.product_attributes = draft.product_attributes;
    told.product_code = draft.product_code;
    told.nutrition = draft.nutrition;
    return told_of(told);
}

/// Keeps what was added as the next version.
Result<void> keep(Publication& publication, const Product& product, Json told) {
    publication.known.products.erase({product.owner.number(), product.name});
    return store_product(publication, product, product.version, {std::move(told), "event.capture"});
}

bool is_own(const Publication& publication, const Product& product) {
    return publication.trusted || product.owner == publication.party;
}

}  // namespace

bool tells_of_product(const LotDraft& draft) {
    return !draft.product_attributes.empty() || !draft.product_code.empty() || !draft.nutrition.empty();
}

Result<void> check_may_tell(Publication& publication, const LotDraft& draft) {
    const bool sends = publication.submission == nullptr && !publication.actor.is_operator();
    if (!sends || !tells_of_product(draft)) return {};
    auto& access = publication.known.access;
    if (!access) {
        QY_TRY(rows, publication.services.roles.believed_rows(publication.writer));
        access = std::make_shared<const AccessRows>(std::move(rows));
    }
    const auto refused = refused_fields(*access, publication.actor, {ChangeKind::product, 0, 0, told_beside(draft)});
    if (refused.empty()) return {};
    return denied("submission.field_denied", {join({refused.begin(), refused.end()}, ", ")}).at(*refused.begin());
}

Result<void> complete_product(Publication& publication, Product product, const LotDraft& draft) {
    if (!tells_of_product(draft)) return {};
    const bool own = is_own(publication, product);
    QY_TRY(attributes, add_attributes(draft, own, product));
    QY_TRY(code, add_code(publication, draft, own, product));
    QY_TRY(nutrition, add_nutrition(draft, own, product));
    if (!attributes && !code && !nutrition) return {};
    LotDraft told;
    if (attributes) told.product_attributes = draft.product_attributes;
    if (code) told.product_code = draft.product_code;
    if (nutrition) told.nutrition = draft.nutrition;
    QY_CHECK(check_may_tell(publication, told));
    return keep(publication, product, told_of(told));
}

Result<void> publish_product(Publication& publication, const RowContent& row, const model::Party& recorder) {
    const auto& draft = row.lot;
    model::Party owner = recorder;
    if (!draft.ref.owner_name.empty() && draft.ref.owner_name != recorder.name) {
        QY_TRY(named, party_named(publication, draft.ref.owner_name, model::PartyRole::producer));
        owner = std::move(named);
    }
    if (owner.id.is_none()) return invalid("recorder.missing");
    if (!may_create_for(publication, owner))
        return denied("product.owner", {draft.ref.product_name}).at("producer_name");
    QY_TRY(product, product_for_row(publication, draft, owner.id));
    publication.brand = product.brand;
    QY_TRY(facts, facts_of(publication.writer, product, draft));
    QY_TRY(adds, add_attributes(draft, true, product));
    for (const auto& fact : facts) {
        if (fact.told.empty() || fact.told == fact.stored) continue;
        if (!fact.stored.empty()) return differs(product, fact);
        QY_CHECK(set_fact(publication, fact.field, draft, product));
        adds = true;
    }
    return adds ? keep(publication, product, told_of(draft)) : Result<void>();
}

Result<std::optional<Product>> product_of(storage::Reader& reader, const RowContent& row) {
    const auto& ref = row.lot.ref;
    auto owner = row.recorder;
    if (!ref.owner_name.empty()) {
        QY_TRY(named, storage::parties::by_name(reader, ref.owner_name));
        owner = named.size() == 1 ? named.front().id : model::PartyId();
    }
    if (owner.is_none()) return std::optional<Product>();
    return storage::catalogue::product_by_key(reader, owner, ref.product_name, ref.specification);
}

Result<bool> is_told_already(storage::Reader& reader, const RowContent& row) {
    QY_TRY(product, product_of(reader, row));
    // What another's product says is not for guessing.
    if (!product || (row.recorder && product->owner != row.recorder)) return false;
    QY_TRY(facts, facts_of(reader, *product, row.lot));
    const bool told =
        std::ranges::all_of(facts, [](const Fact& one) { return one.told.empty() || one.told == one.stored; });
    return told && std::ranges::all_of(row.lot.product_attributes, [&](const model::AttributeValue& one) {
               const auto* const known = model::find_value(product->attributes, one.name);
               return known != nullptr && known->value == one.value;
           });
}

}  // namespace qy::business
