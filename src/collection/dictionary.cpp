#include "collection/dictionary.h"

#include <algorithm>

#include "base/assert.h"
#include "base/sort_unique.h"
#include "base/text.h"

namespace qy::collection {
namespace {

// What a word is looked up by: case, width and spaces do not matter.
std::string folded(std::string_view word) {
    std::string out = lower_ascii(fold_width(trim(word)));
    std::erase_if(out, [](char c) { return c == ' ' || c == '_' || c == '-'; });
    return out;
}

std::string key_of(std::string_view dictionary, std::string_view word) {
    return std::string(dictionary) + '/' + folded(word);
}

// Code, labels and aliases of an item or a rule: earlier entries win, so a word never changes its meaning by an
// addition.
template <class Item>
void add_words(std::unordered_map<std::string, std::size_t>& to, std::string_view type, const Item& item,
               std::size_t index) {
    for (const std::string_view word :
         {std::string_view(item.code), std::string_view(item.zh), std::string_view(item.en)}) {
        to.emplace(key_of(type, word), index);
    }
    for (const auto alias : split(item.aliases, ',')) {
        if (!trim(alias).empty()) to.emplace(key_of(type, alias), index);
    }
}

/// A word that is a field's names the field.
void add_titles(model::AttributeTitles& to, const model::CategoryAttribute& attribute) {
    const auto add = [&](std::string_view word) {
        if (word.empty() || model::find_field(word)) return;
        const auto [at, fresh] = to.emplace(model::folded_column(word), attribute.name);
        if (!fresh && attribute.name < at->second) at->second = attribute.name;
    };
    for (const std::string_view word :
         {std::string_view(attribute.name), std::string_view(attribute.zh), std::string_view(attribute.en)}) {
        add(word);
    }
    for (const auto& alias : attribute.aliases) add(alias);
}

}  // namespace

Dictionary::Dictionary(std::vector<DictionaryItem> items) : items_(std::move(items)) {
    for (std::size_t i = 0; i < items_.size(); ++i) add_words(by_word_, items_[i].dictionary, items_[i], i);
}

const DictionaryItem* Dictionary::find(std::string_view dictionary, std::string_view word) const {
    const auto found = by_word_.find(key_of(dictionary, word));
    return found == by_word_.end() ? nullptr : &items_[found->second];
}

std::vector<const DictionaryItem*> Dictionary::items(std::string_view dictionary) const {
    std::vector<const DictionaryItem*> out;
    for (const auto& item : items_) {
        if (item.dictionary == dictionary) out.push_back(&item);
    }
    return out;
}

std::string Dictionary::labels(std::string_view dictionary) const {
    std::vector<std::string> out;
    for (const auto* item : items(dictionary)) out.push_back(item->zh);
    return join(out, "、");
}

CategoryRules::CategoryRules(std::vector<CategoryRule> rules) : rules_(std::move(rules)) {
    for (std::size_t i = 0; i < rules_.size(); ++i) add_words(by_word_, "", rules_[i], i);
    for (const auto& rule : rules_) {
        for (const auto& attribute : rule.attributes) add_titles(titles_, attribute);
    }
}

const CategoryRule* CategoryRules::find(std::string_view word) const {
    const auto found = by_word_.find(key_of("", word));
    return found == by_word_.end() ? nullptr : &rules_[found->second];
}

std::vector<const CategoryRule*> CategoryRules::lineage(const CategoryRule& rule) const {
    std::vector<const CategoryRule*> out{&rule};
    // A stored tree could hold a circle by mistake; no lineage is longer than the tree.
    while (!out.back()->parent.empty() && out.size() <= rules_.size()) {
        const auto* parent = find(out.back()->parent);
        if (parent == nullptr) break;
        out.push_back(parent);
    }
    return out;
}

std::vector<model::Field> CategoryRules::required_of(const CategoryRule& rule) const {
    std::vector<model::Field> out;
    for (const auto* one : lineage(rule)) out.insert(out.end(), one->required.begin(), one->required.end());
    sort_unique(out);
    return out;
}

std::vector<model::Step> CategoryRules::steps_of(const CategoryRule& rule) const {
    for (const auto* one : lineage(rule)) {
        if (!one->steps.empty()) return one->steps;
    }
    return {};
}

std::vector<const model::CategoryAttribute*> CategoryRules::attributes_of(const CategoryRule& rule) const {
    std::vector<const model::CategoryAttribute*> out;
    for (const auto* one : lineage(rule)) {
        for (const auto& attribute : one->attributes) {
            const bool nearer = std::any_of(out.begin(), out.end(),
                                            [&](const auto* earlier) { return earlier->name == attribute.name; });
            if (!nearer) out.push_back(&attribute);
        }
    }
    return out;
}

std::string CategoryRules::attribute_label(std::string_view name) const {
    for (const auto& rule : rules_) {
        for (const auto& attribute : rule.attributes) {
            if (attribute.name == name) return attribute.zh;
        }
    }
    return std::string(name);
}

bool CategoryRules::is_service(const CategoryRule& rule) const {
    const auto line = lineage(rule);
    return std::any_of(line.begin(), line.end(), [](const CategoryRule* one) { return one->code == "service"; });
}

std::string CategoryRules::labels() const {
    std::vector<std::string> out;
    for (const auto& rule : rules_) out.push_back(rule.zh);
    return join(out, "、");
}

}  // namespace qy::collection
