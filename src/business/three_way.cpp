#include "three_way.h"

#include <algorithm>

#include "catalogue_change.h"
#include "model/change_rule.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"

namespace qy::business {
namespace {

JsonArray texts_of(const std::vector<std::string>& list) {
    JsonArray texts;
    for (const auto& text : list) texts.push_back(boost::json::value(text));
    return texts;
}

JsonArray names_of(const std::vector<model::Field>& fields) {
    JsonArray names;
    for (const auto field : fields) names.push_back(boost::json::value(model::row_of(field).name));
    return names;
}

/// The product as it was in that version, if it is known.
Result<std::optional<model::Product>> version_of(storage::Reader& reader, const model::Product& present,
                                                 std::int64_t version) {
    if (version == present.version) return std::optional(present);
    QY_TRY(versions, storage::catalogue::product_versions(reader, present.id));
    for (auto& one : versions) {
        if (one.product.version == version) return std::optional(std::move(one.product));
    }
    return std::optional<model::Product>();
}

Json member_of(const JsonObject& object, std::string_view name) {
    const auto* const value = object.if_contains(name);
    return value == nullptr ? Json(nullptr) : *value;
}

}  // namespace

Result<JsonObject> changeable_fields(storage::Reader& reader, const model::Product& product) {
    std::string category;
    if (product.category) {
        QY_TRY(found, storage::catalogue::find_category(reader, product.category));
        if (found) category = found->code;
    }
    return JsonObject{{"name_en", product.name_en},
                      {"category", category},
                      {"gtin", product.gtin},
                      {"allergens", texts_of(product.allergens)},
                      {"opened", names_of(product.opened)},
                      {"closed", names_of(product.closed)}};
}

Result<std::vector<FieldVersions>> three_way(storage::Reader& reader, const model::Product& present,
                                             const model::Change& change) {
    QY_TRY(theirs, changeable_fields(reader, present));
    QY_TRY(base_product, version_of(reader, present, change.base_version));
    JsonObject base;
    if (base_product) {
        QY_TRY(fields, changeable_fields(reader, *base_product));
        base = std::move(fields);
    }
    const auto* const content = change.content.if_object();
    std::vector<FieldVersions> fields;
    for (const auto name : model::fields_of(model::ChangeKind::product)) {
        FieldVersions one{name, member_of(base, name), member_of(theirs, name), member_of(theirs, name)};
        if (content != nullptr && content->contains(name)) one.yours = content->at(name);
        if (one.differs()) fields.push_back(std::move(one));
    }
    return fields;
}

Error base_conflict(storage::Reader& reader, const model::Product& present, const model::Change& change) {
    auto error = conflict("submission.base_version", {std::to_string(present.version)});
    const auto fields = three_way(reader, present, change);
    if (!fields.ok()) return error;  // that it is a conflict stays true
    for (const auto& one : *fields) {
        const std::string name(one.field);
        error.others.push_back(
            conflict("submission.differs", {name, to_text(one.base), to_text(one.theirs), to_text(one.yours)})
                .at("changes." + name));
    }
    return error;
}

}  // namespace qy::business
