#include "answer_cells.h"

#include <algorithm>

#include "base/text.h"
#include "business/table_file.h"
#include "model/data_table.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kItems = "items.";
constexpr std::string_view kAllBelow = ".**";

void add_once(std::vector<std::string>& names, std::string name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
}

void collect(const JsonObject& object, const std::string& before, std::vector<std::string>& columns) {
    for (const auto& member : object) {
        auto path = before + std::string(member.key());
        const auto* const inner = member.value().if_object();
        if (inner == nullptr) {
            add_once(columns, std::move(path));
        } else {
            collect(*inner, path + ".", columns);
        }
    }
}

std::string scalar_text(const Json& value) {
    if (value.is_null()) return {};
    return value.is_string() ? std::string(value.as_string()) : to_text(value);
}

/// Everything in a value, in words.
std::string flat_text(const Json& value) {
    std::vector<std::string> parts;
    if (const auto* const list = value.if_array()) {
        for (const auto& item : *list) parts.push_back(flat_text(item));
        return join(parts, "；");
    }
    if (const auto* const object = value.if_object()) {
        for (const auto& member : *object) {
            auto text = flat_text(member.value());
            if (!text.empty()) parts.push_back(std::string(member.key()) + "=" + text);
        }
        return join(parts, "，");
    }
    return scalar_text(value);
}

std::string text_at(const Json& value, std::string_view path) {
    if (const auto* const list = value.if_array()) {
        std::vector<std::string> parts;
        for (const auto& item : *list) parts.push_back(text_at(item, path));
        return join(parts, "；");
    }
    if (path.empty()) return flat_text(value);
    const auto* const object = value.if_object();
    return object == nullptr ? std::string() : cell_at(*object, path);
}

bool is_element_name(std::string_view name) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_";
    return !name.empty() && kLetters.find(name.front()) != std::string_view::npos &&
           std::ranges::all_of(
               name, [&](char c) { return kLetters.find(c) != std::string_view::npos || (c >= '0' && c <= '9'); });
}

}  // namespace

std::vector<std::string> list_columns(std::string_view function) {
    std::vector<std::string> columns;
    for (const auto& one : model::sent_members()) {
        if (one.function != function || !one.member.starts_with(kItems)) continue;
        std::string_view name = std::string_view(one.member).substr(kItems.size());
        if (name.ends_with(kAllBelow)) name.remove_suffix(kAllBelow.size());
        add_once(columns, std::string(name));
    }
    return columns;
}

std::vector<std::string> columns_of(const std::vector<const JsonObject*>& objects) {
    std::vector<std::string> columns;
    for (const auto* const object : objects) collect(*object, "", columns);
    return columns;
}

std::string cell_at(const JsonObject& object, std::string_view path) {
    const auto dot = path.find('.');
    const auto* const value = object.if_contains(path.substr(0, dot));
    if (value == nullptr) return {};
    return text_at(*value, dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1));
}

std::string xml_element(std::string_view name, const Json& value) {
    std::string inner;
    if (const auto* const list = value.if_array()) {
        for (const auto& item : *list) inner += xml_element(name, item);
        return inner;
    }
    if (const auto* const object = value.if_object()) {
        for (const auto& member : *object) inner += xml_element(member.key(), member.value());
    } else {
        inner = business::escaped_markup(scalar_text(value));
    }
    if (inner.empty()) return {};
    if (!is_element_name(name)) return "<member name=\"" + business::escaped_markup(name) + "\">" + inner + "</member>";
    return "<" + std::string(name) + ">" + inner + "</" + std::string(name) + ">";
}

}  // namespace qy::presentation
