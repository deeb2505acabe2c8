#include "category_content.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/catalogue.h"
#include "model/event_time.h"
#include "storage/dictionary_store.h"

namespace qy::business {
namespace {

constexpr std::size_t kName = limits::name_code_points_max;

/// The texts of a list that is given; a fault for what is no text.
std::optional<std::vector<std::string>> read_list(ObjectReader& in, std::string_view member, std::size_t size_max) {
    const auto* list = in.optional_array(member, size_max);
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> words;
    for (const auto& item : *list) {
        const auto* text = item.if_string();
        if (text == nullptr || text->empty()) {
            in.fault(invalid("category.list"), member);
        } else {
            words.emplace_back(text->data(), text->size());
        }
    }
    return words;
}

void read_aliases(ObjectReader& in, model::Category& category) {
    auto words = read_list(in, "aliases", limits::category_aliases_max);
    if (!words) return;
    for (const auto& word : *words) {
        if (word.find(',') != std::string::npos || length_of(word) > kName) {
            in.fault(invalid("category.alias", {word}), "aliases");
        }
    }
    category.aliases = *std::move(words);
}

void read_required(ObjectReader& in, model::Category& category) {
    const auto words = read_list(in, "required", static_cast<std::size_t>(model::Field::count_));
    if (!words) return;
    category.required.clear();
    for (const auto& word : *words) {
        const auto field = model::field_of_name(word);
        if (field && !model::row_of(*field).identity && !model::row_of(*field).document_only) {
            category.required.push_back(*field);
        } else {
            in.fault(invalid("category.field", {word}), "required");
        }
    }
}

void read_steps(ObjectReader& in, model::Category& category) {
    const auto words = read_list(in, "steps", limits::category_steps_max);
    if (!words) return;
    category.steps.clear();
    for (const auto& word : *words) {
        const auto step = model::parse_step(word);
        if (step && std::ranges::find(category.steps, *step) == category.steps.end()) {
            category.steps.push_back(*step);
        } else {
            in.fault(invalid("category.step", {word}), "steps");
        }
    }
}

std::set<std::string> words_of(const model::Category& category) {
    std::set<std::string> words{category.code, category.name};
    words.insert(category.aliases.begin(), category.aliases.end());
    return words;
}

void read_day(ObjectReader& in, model::Category& category, const std::string& first_day) {
    const auto day = in.optional_text("valid_from", 10);
    if (!day) return;
    category.valid_from = *day;
    const auto parsed = model::EventTime::parse(*day);
    const bool good = day->empty() || (parsed.ok() && parsed->precision == model::Precision::day);
    if (!good) in.fault(invalid("time.malformed"), "valid_from");
    if (good && *day < first_day) in.fault(invalid("category.past", {*day}), "valid_from");
}

}  // namespace

Result<void> read_category(ObjectReader& in, model::Category& category, const std::string& first_day) {
    const bool is_new = category.name.empty();
    if (is_new) category.name = in.text("name", kName);
    if (!is_new) category.name = in.optional_text("name", kName).value_or(category.name);
    if (category.name.find(',') != std::string::npos) in.fault(invalid("category.alias", {category.name}), "name");
    category.name_en = in.optional_text("name_en", kName).value_or(category.name_en);
    read_aliases(in, category);
    read_required(in, category);
    read_steps(in, category);
    read_day(in, category, first_day);
    const auto* attributes = in.optional_array("attributes", limits::category_attributes_max);
    const auto* rule = in.optional_object("children_code");
    if (const auto* range = in.optional_object("yield_range")) {
        QY_TRY(read, model::yield_range_from_json(*range, "yield_range"));
        category.yield_range = std::move(read);
    }
    if (rule != nullptr) {
        QY_TRY(read, model::code_rule_from_json(*rule, "children_code"));
        category.children_code = read;
    }
    if (attributes == nullptr) return {};
    category.attributes.clear();
    for (std::size_t i = 0; i < attributes->size(); ++i) {
        QY_TRY(one, model::attribute_from_json((*attributes)[i], "attributes[" + std::to_string(i) + "]"));
        category.attributes.push_back(std::move(one));
    }
    return {};
}

Result<void> check_words(const CategoryCall& call, const model::Category& category) {
    const auto own = words_of(category);
    for (const auto& other : call.tree.all()) {
        if (other.retired || other.id == category.id) continue;
        for (const auto& word : words_of(other)) {
            if (own.contains(word)) return conflict("category.word_taken", {word, other.code});
        }
    }
    return {};
}

Result<void> check_attributes(CategoryCall& call, const model::Category& category) {
    std::set<std::string> names;
    for (const auto& attribute : category.attributes) {
        if (!names.insert(attribute.name).second) {
            return invalid("attribute.doubled", {attribute.name}).at("attributes");
        }
    }
    std::set<std::string> wanted;
    for (const auto& attribute : category.attributes) {
        if (!attribute.dictionary.empty()) wanted.insert(attribute.dictionary);
    }
    if (wanted.empty()) return {};
    QY_TRY(items, storage::catalogue::dictionary(call.publication.writer));
    for (const auto& item : items) wanted.erase(item.dictionary);
    if (wanted.empty()) return {};
    return invalid("attribute.spec", {*wanted.begin(), "dictionary"}).at("attributes");
}

}  // namespace qy::business
