#include "json_parts.h"

namespace qy::model {

void put_text(JsonObject& out, std::string_view name, std::string_view text) {
    if (!text.empty()) out.emplace(name, text);
}

void put_quantity(JsonObject& out, std::string_view name, const std::optional<Quantity>& quantity) {
    if (quantity) out.emplace(name, quantity->to_string());
}

Json fields_to_json(const Fields& fields) {
    JsonObject out;
    for (const auto& [field, value] : fields.items()) out.emplace(row_of(field).name, value);
    return out;
}

StoredObject::StoredObject(const Json& value) : object_(value.if_object()) {
    if (object_ == nullptr) fault("");
}

bool StoredObject::has(std::string_view name) const {
    return object_ != nullptr && object_->contains(name);
}

void StoredObject::fault(std::string_view name) {
    if (good_) faulty_ = name;
    good_ = false;
}

const Json* StoredObject::take(std::string_view name) {
    const Json* value = object_ == nullptr ? nullptr : object_->if_contains(name);
    if (value != nullptr) ++taken_;
    return value;
}

std::string StoredObject::text(std::string_view name) {
    const Json* value = take(name);
    if (value == nullptr) return {};
    if (const auto* text = value->if_string()) return std::string(text->data(), text->size());
    fault(name);
    return {};
}

bool StoredObject::flag(std::string_view name) {
    const Json* value = take(name);
    if (value == nullptr) return false;
    if (const auto* flag = value->if_bool()) return *flag;
    fault(name);
    return false;
}

std::optional<Quantity> StoredObject::quantity(std::string_view name) {
    if (!has(name)) return std::nullopt;
    return parsed(name, &Quantity::parse);
}

Fields StoredObject::contents(std::string_view name) {
    const Json* value = take(name);
    if (value == nullptr) return {};
    const auto* object = value->if_object();
    if (object == nullptr) {
        fault(name);
        return {};
    }
    Fields out;
    for (const auto& [key, content] : *object) {
        const auto field = field_of_name({key.data(), key.size()});
        const auto* text = content.if_string();
        if (!field || text == nullptr || text->empty()) {
            fault(name);
            return {};
        }
        out.set(*field, std::string(text->data(), text->size()));
    }
    return out;
}

const JsonArray* StoredObject::array(std::string_view name) {
    const Json* value = take(name);
    if (value == nullptr) return nullptr;
    const auto* array = value->if_array();
    if (array == nullptr) fault(name);
    return array;
}

Result<void> StoredObject::finish(std::string_view code) {
    if (good_ && object_->size() != taken_) fault("?");
    if (!good_) return corrupt(code, {faulty_});
    return {};
}

}  // namespace qy::model
