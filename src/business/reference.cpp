#include "reference.h"

#include "base/text.h"
#include "storage/catalogue_store.h"

namespace qy::business {
namespace {

std::vector<collection::DictionaryItem> words(const std::vector<model::DictionaryItem>& stored) {
    std::vector<collection::DictionaryItem> items;
    for (const auto& item : stored) {
        items.push_back({item.dictionary, item.code, item.zh, item.en, join(item.aliases, ",")});
    }
    return items;
}

/// Categories name their parent by id; collection names it by code. Aliases of the built-in ones stay in the program.
std::vector<collection::CategoryRule> rules(const std::vector<model::Category>& stored) {
    std::vector<collection::CategoryRule> list;
    for (const auto& category : stored) {
        collection::CategoryRule rule{category.code, {}, category.name, category.name_en, {}, category.required};
        for (const auto& parent : stored) {
            if (category.parent && parent.id == category.parent) rule.parent = parent.code;
        }
        for (const auto& built_in : collection::built_in_categories()) {
            if (built_in.code == rule.code) rule.aliases = built_in.aliases;
        }
        list.push_back(std::move(rule));
    }
    return list;
}

}  // namespace

Result<Reference> load_reference(storage::Store& store) {
    return store.read([](storage::Reader& reader) -> Result<Reference> {
        QY_TRY(dictionary, storage::catalogue::dictionary(reader));
        QY_TRY(categories, storage::catalogue::categories(reader));
        return Reference{collection::Dictionary(words(dictionary)), collection::CategoryRules(rules(categories))};
    });
}

}  // namespace qy::business
