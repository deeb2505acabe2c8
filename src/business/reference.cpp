#include "reference.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/event_time.h"
#include "storage/category_store.h"
#include "storage/dictionary_store.h"

namespace qy::business {
namespace {

using model::Category;
using storage::catalogue::Succession;

std::vector<collection::DictionaryItem> words(std::vector<model::DictionaryItem> stored) {
    std::vector<collection::DictionaryItem> items;
    items.reserve(stored.size());
    for (auto& item : stored) {
        auto aliases = join(item.aliases, ",");
        items.push_back({std::move(item.dictionary), std::move(item.code), std::move(item.zh), std::move(item.en),
                         std::move(aliases), std::move(item.details)});
    }
    return items;
}

std::vector<std::string> words_of(const Category& category) {
    std::vector<std::string> words{category.code, category.name, category.name_en};
    words.insert(words.end(), category.aliases.begin(), category.aliases.end());
    return words;
}

/// What a retired category became, when that is one category; else null.
const Category* heir_of(const Category& retired, const std::vector<Category>& all,
                        const std::vector<Succession>& successions) {
    const auto* at = &retired;
    for (std::size_t hops = 0; at != nullptr && at->retired && hops < all.size(); ++hops) {
        const Category* next = nullptr;
        for (const auto& one : successions) {
            if (one.category != at->id) continue;
            if (next != nullptr) return nullptr;
            const auto found = std::ranges::find(all, one.successor, &Category::id);
            next = found == all.end() ? nullptr : &*found;
        }
        at = next;
    }
    return at == nullptr || at->retired ? nullptr : at;
}

/// Files go on naming retired categories: their words lead to what they became, unless they mean something else now.
void add_words_of_retired(std::vector<Category>& in_force, const std::vector<Category>& all,
                          const std::vector<Succession>& successions) {
    std::set<std::string> taken;
    for (const auto& category : in_force) {
        for (const auto& word : words_of(category)) taken.insert(word);
    }
    for (const auto& retired : all) {
        const auto* heir = retired.retired ? heir_of(retired, all, successions) : nullptr;
        if (heir == nullptr) continue;
        auto& target = *std::ranges::find(in_force, heir->id, &Category::id);
        for (const auto& word : words_of(retired)) {
            if (!word.empty() && taken.insert(word).second) target.aliases.push_back(word);
        }
    }
}

/// Categories name their parent by id; collection names it by code.
std::vector<collection::CategoryRule> rules(const std::vector<Category>& in_force) {
    std::vector<collection::CategoryRule> list;
    for (const auto& category : in_force) {
        const auto parent = std::ranges::find(in_force, category.parent, &Category::id);
        list.push_back({category.code, parent == in_force.end() ? std::string() : parent->code, category.name,
                        category.name_en, join(category.aliases, ","), category.required, category.steps,
                        category.attributes});
    }
    return list;
}

Result<Reference> reference_on(storage::Reader& reader, const std::string& day) {
    QY_TRY(dictionary, storage::catalogue::dictionary_on(reader, day));
    QY_TRY(all, storage::catalogue::categories_on(reader, day));
    QY_TRY(successions, storage::catalogue::successions(reader));
    auto in_force = all;
    std::erase_if(in_force, [](const Category& category) { return category.retired; });
    add_words_of_retired(in_force, all, successions);
    return Reference{collection::Dictionary(words(std::move(dictionary))), collection::CategoryRules(rules(in_force))};
}

}  // namespace

Result<Reference> read_reference(storage::Reader& reader, Time now) {
    return reference_on(reader, model::to_rfc3339(now).substr(0, 10));
}

Result<Reference> load_reference(storage::Store& store, Time now) {
    return store.read([&](storage::Reader& reader) { return read_reference(reader, now); });
}

Result<std::shared_ptr<const Reference>> ReferenceCache::at(storage::Store& store, Time now) {
    const auto day = model::to_rfc3339(now).substr(0, 10);
    return store.read([&](storage::Reader& reader) -> Result<std::shared_ptr<const Reference>> {
        QY_TRY(version, storage::catalogue::catalogue_version(reader));
        {
            const std::lock_guard lock(mutex_);
            if (reference_ && version_ == version && day_ == day) return reference_;
        }
        QY_TRY(read, reference_on(reader, day));
        auto fresh = std::make_shared<const Reference>(std::move(read));
        const std::lock_guard lock(mutex_);
        if (version >= version_) {
            reference_ = fresh;
            version_ = version;
            day_ = day;
        }
        return fresh;
    });
}

}  // namespace qy::business
