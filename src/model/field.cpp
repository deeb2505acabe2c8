#include "model/field.h"

#include <algorithm>
#include <unordered_map>

#include "base/assert.h"
#include "base/text.h"

namespace qy::model {
namespace {

using ColumnNames = std::unordered_map<std::string, Field>;

ColumnNames make_column_names() {
    ColumnNames names;
    for (const auto& row : fields()) {
        if (row.document_only) continue;
        for (const auto name : {row.name, row.zh, row.en}) names.emplace(folded_column(name), row.field);
        for (const auto alias : split(row.aliases, ',')) {
            if (!alias.empty()) names.emplace(folded_column(alias), row.field);
        }
    }
    return names;
}

std::unordered_map<std::string_view, Field> make_names() {
    std::unordered_map<std::string_view, Field> names;
    for (const auto& row : fields()) names.emplace(row.name, row.field);
    return names;
}

}  // namespace

std::string folded_column(std::string_view column) {
    std::string out;
    for (const char c : lower_ascii(fold_width(trim(column)))) {
        if (c != ' ' && c != '_' && c != '-' && c != '\t' && c != '\n' && c != '\r') out += c;
    }
    return out;
}

const FieldRow& row_of(Field field) {
    const auto index = static_cast<std::size_t>(field);
    QY_ASSERT(index < fields().size());
    return fields()[index];
}

std::optional<Field> find_field(std::string_view column) {
    static const ColumnNames kNames = make_column_names();
    const auto found = kNames.find(folded_column(column));
    if (found == kNames.end()) return std::nullopt;
    return found->second;
}

std::optional<Field> field_of_name(std::string_view name) {
    static const auto kNames = make_names();
    const auto found = kNames.find(name);
    if (found == kNames.end()) return std::nullopt;
    return found->second;
}

Field party_field_of(InfoKind kind) {
    switch (kind) {
        case InfoKind::production:
            return Field::producer_name;
        case InfoKind::inspection:
            return Field::laboratory_name;
        case InfoKind::logistics:
            return Field::carrier_name;
        case InfoKind::sales:
            return Field::seller_name;
        case InfoKind::service:
            return Field::service_provider;
        case InfoKind::common:
            break;
    }
    QY_ASSERT(false);
}

void Fields::set(Field field, std::string value) {
    const auto at = std::lower_bound(items_.begin(), items_.end(), field,
                                     [](const Item& item, Field wanted) { return item.first < wanted; });
    const bool there = at != items_.end() && at->first == field;
    if (value.empty()) {
        if (there) items_.erase(at);
    } else if (there) {
        at->second = std::move(value);
    } else {
        items_.emplace(at, field, std::move(value));
    }
}

const std::string* Fields::find(Field field) const {
    const auto at = std::lower_bound(items_.begin(), items_.end(), field,
                                     [](const Item& item, Field wanted) { return item.first < wanted; });
    return at != items_.end() && at->first == field ? &at->second : nullptr;
}

std::string_view Fields::get(Field field) const {
    const auto* value = find(field);
    return value == nullptr ? std::string_view{} : std::string_view(*value);
}

}  // namespace qy::model
