#include "three_way.h"

#include <algorithm>

#include "business/catalogue.h"
#include "business/words.h"
#include "catalogue_change.h"
#include "resolve.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"
#include "storage/dictionary_store.h"

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

JsonObject values_of(const std::vector<model::AttributeValue>& attributes) {
    JsonObject values;
    for (const auto& one : attributes) values[one.name] = one.value;
    return values;
}

/// A change names the attributes that it is about; the others stay.
Json patched(const Json& base, const Json& told) {
    if (!told.is_object()) return told;
    JsonObject values = base.is_object() ? base.as_object() : JsonObject();
    for (const auto& member : told.as_object()) {
        const bool removes = member.value().is_null() || member.value() == Json("");
        if (removes) {
            values.erase(member.key());
        } else {
            values[member.key()] = member.value();
        }
    }
    return values;
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
                      {"product_code", product.code},
                      {"allergens", texts_of(product.allergens)},
                      {"nutrition", product.nutrition},
                      {"opened", names_of(product.opened)},
                      {"closed", names_of(product.closed)},
                      {"attributes", values_of(product.attributes)}};
}

namespace {

/// `base` null: that version is not known.
std::vector<FieldVersions> compared(const JsonObject* base, const JsonObject& theirs, const JsonObject& told) {
    std::vector<FieldVersions> fields;
    for (const auto& member : theirs) {
        const std::string name(member.key());
        // Each version has days of its own: they tell something only where somebody chose them.
        if (name.starts_with("valid_") && !told.contains(name)) continue;
        FieldVersions one{name, base == nullptr ? Json(nullptr) : member_of(*base, name), member.value(),
                          member.value()};
        if (told.contains(name)) one.yours = name == "attributes" ? patched(one.base, told.at(name)) : told.at(name);
        if (one.differs()) fields.push_back(std::move(one));
    }
    return fields;
}

/// `version_of(one)` is the version of one of `all`, `told_of(one)` what it says as JSON.
template <class Thing, class VersionOf, class ToldOf>
Result<Sides> sides(std::string name, const Thing& present, const std::vector<Thing>& all, const model::Change& change,
                    VersionOf version_of, ToldOf told_of) {
    QY_TRY(theirs, told_of(present));
    const auto found =
        std::ranges::find_if(all, [&](const Thing& one) { return version_of(one) == change.base_version; });
    std::optional<JsonObject> base;
    if (version_of(present) == change.base_version) {
        base = theirs;
    } else if (found != all.end()) {
        QY_TRY(told, told_of(*found));
        base = std::move(told);
    }
    const auto* const content = change.content.if_object();
    return Sides{std::move(name), version_of(present),
                 compared(base ? &*base : nullptr, theirs, content == nullptr ? JsonObject() : *content)};
}

using MaybeSides = Result<std::optional<Sides>>;

/// Attributes of a product: internal unless each that is told is known to be open.
model::DataClass class_of_attributes(const FieldVersions& told, const std::vector<model::Product>& versions) {
    const auto is_open = [&](std::string_view name) {
        bool known = false;
        for (const auto& one : versions) {
            const auto* const value = model::find_value(one.attributes, name);
            if (value != nullptr && value->data_class != model::DataClass::open) return false;
            known = known || value != nullptr;
        }
        return known;
    };
    for (const auto* const side : {&told.base, &told.theirs, &told.yours}) {
        if (!side->is_object()) continue;
        for (const auto& member : side->as_object()) {
            if (!is_open(member.key())) return model::DataClass::internal;
        }
    }
    return model::DataClass::open;
}

MaybeSides sides_of_product(storage::Reader& reader, const model::Reach& reach, const model::Change& change) {
    QY_TRY(present, storage::catalogue::find_product(reader, reach, model::ProductId(change.target)));
    if (!present) return std::optional<Sides>();
    QY_TRY(versions, storage::catalogue::product_versions(reader, present->id));
    std::vector<model::Product> all;
    for (auto& one : versions) all.push_back(std::move(one.product));
    QY_TRY(found, sides(
                      present->name, *present, all, change, [](const model::Product& one) { return one.version; },
                      [&](const model::Product& one) { return changeable_fields(reader, one); }));
    all.push_back(*std::move(present));
    for (auto& one : found.fields) {
        if (one.field == "attributes") one.data_class = class_of_attributes(one, all);
    }
    return std::optional(std::move(found));
}

std::string text_of(const model::Change& change, std::string_view name) {
    const auto* const object = change.content.if_object();
    const auto* const value = object == nullptr ? nullptr : object->if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

Result<JsonObject> told_of_category(storage::Reader& reader, const model::Category& category) {
    std::string parent;
    if (category.parent) {
        QY_TRY(found, storage::catalogue::find_category(reader, category.parent));
        if (found) parent = found->code;
    }
    return category_json(category, parent);
}

MaybeSides sides_of_category(storage::Reader& reader, const model::Change& change) {
    QY_TRY(present, storage::catalogue::category_by_code(reader, text_of(change, "category")));
    if (!present) return std::optional<Sides>();
    QY_TRY(all, storage::catalogue::versions_of(reader, present->id));
    QY_TRY(found, sides(
                      present->name, *present, all, change, [](const model::Category& one) { return one.version; },
                      [&](const model::Category& one) { return told_of_category(reader, one); }));
    return std::optional(std::move(found));
}

MaybeSides sides_of_word(storage::Reader& reader, const model::Change& change) {
    const auto dictionary = text_of(change, "dictionary");
    const auto code = text_of(change, "code");
    QY_TRY(present, storage::catalogue::dictionary_item(reader, dictionary, code));
    if (!present) return std::optional<Sides>();
    QY_TRY(all, storage::catalogue::item_versions(reader, dictionary, code));
    QY_TRY(found, sides(
                      present->zh, *present, all, change, [](const model::DictionaryItem& one) { return one.version; },
                      [](const model::DictionaryItem& one) { return Result<JsonObject>(word_json(one)); }));
    return std::optional(std::move(found));
}

}  // namespace

MaybeSides sides_of(storage::Reader& reader, const model::Reach& reach, const model::Change& change) {
    switch (change.kind) {
        case model::ChangeKind::product:
            return sides_of_product(reader, reach, change);
        case model::ChangeKind::catalogue:
            return sides_of_category(reader, change);
        case model::ChangeKind::dictionary:
            return sides_of_word(reader, change);
        default:
            return std::optional<Sides>();
    }
}

Error base_conflict(const Publication& publication, std::int64_t present_version, const model::Change& change) {
    auto error = conflict("submission.base_version", {std::to_string(present_version)});
    const auto found = sides_of(publication.writer, publication.reach(), change);
    if (!found.ok() || !*found) return error;  // that it is a conflict stays true
    const std::string before = change.kind == model::ChangeKind::product ? "changes." : "";
    for (const auto& one : (*found)->fields) {
        error.others.push_back(
            conflict("submission.differs", {one.field, to_text(one.base), to_text(one.theirs), to_text(one.yours)})
                .at(before + one.field));
    }
    return error;
}

}  // namespace qy::business
