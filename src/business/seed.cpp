#include "business/seed.h"

#include <map>
#include <utility>

#include "base/clock.h"
#include "base/id.h"
#include "base/settings.h"
#include "base/text.h"
#include "collection/dictionary.h"
#include "model/party.h"
#include "storage/category_store.h"
#include "storage/dictionary_store.h"
#include "storage/party_store.h"
#include "storage/policy_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::string_view kOperatorName = "平台运营方";

Result<model::PartyId> seed_operator(storage::Writer& writer, const Services& services) {
    QY_TRY(named, storage::parties::by_name(writer, kOperatorName));
    for (const auto& party : named) {
        if (party.has_role(model::PartyRole::platform_operator)) return party.id;
    }
    model::Party party;
    party.id = services.ids.next<model::PartyId>();
    party.kind = model::PartyKind::unverified;  // the operator's credit code is entered with its registration
    party.name = kOperatorName;
    party.name_en = "Platform operator";
    party.roles = {model::PartyRole::platform_operator};
    QY_CHECK(storage::parties::insert(writer, party));
    return party.id;
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> items;
    for (const auto piece : split(text, ',')) {
        if (!trim(piece).empty()) items.emplace_back(trim(piece));
    }
    return items;
}

model::DictionaryItem shipped(const collection::DictionaryItem& item) {
    model::DictionaryItem out{item.dictionary, item.code, item.zh, item.en, list_of(item.aliases), 1};
    out.details = item.details;
    return out;
}

/// What nobody has changed follows the program.
Result<bool> follow(storage::Writer& writer, const model::DictionaryItem& stored, model::DictionaryItem item) {
    const bool same = stored.zh == item.zh && stored.en == item.en && stored.aliases == item.aliases &&
                      stored.details == item.details;
    if (same) return false;
    QY_TRY(versions, storage::catalogue::item_versions(writer, item.dictionary, item.code));
    if (versions.empty() || !versions.back().changed_by.empty()) return false;
    QY_CHECK(storage::catalogue::update_item(writer, item, stored.version, ""));
    return true;
}

Result<bool> seed_dictionary(storage::Writer& writer) {
    QY_TRY(all, storage::catalogue::dictionary(writer));
    std::map<std::pair<std::string_view, std::string_view>, const model::DictionaryItem*> stored;
    for (const auto& item : all) stored[{item.dictionary, item.code}] = &item;
    std::vector<model::DictionaryItem> missing;
    bool changed = false;
    for (const auto& item : collection::built_in_dictionary()) {
        const auto found = stored.find({item.dictionary, item.code});
        if (found == stored.end()) {
            missing.push_back(shipped(item));
            continue;
        }
        QY_TRY(followed, follow(writer, *found->second, shipped(item)));
        changed = changed || followed;
    }
    if (missing.empty()) return changed;
    QY_CHECK(storage::catalogue::insert_items(writer, missing));
    return true;
}

/// Words of the shipped categories that an older program had not stored.
Result<bool> add_aliases(storage::Writer& writer, model::Category category, std::string_view aliases) {
    if (category.version > 1 || !category.aliases.empty() || aliases.empty()) return false;
    category.aliases = list_of(aliases);
    QY_CHECK(storage::catalogue::update_category(writer, category, 1, ""));
    return true;
}

/// Parents stand before their children in the built-in table.
Result<bool> seed_categories(storage::Writer& writer, const Services& services) {
    bool changed = false;
    for (const auto& rule : collection::built_in_categories()) {
        QY_TRY(stored, storage::catalogue::category_by_code(writer, rule.code));
        if (stored) {
            QY_TRY(added, add_aliases(writer, *std::move(stored), rule.aliases));
            changed = changed || added;
            continue;
        }
        model::Category category;
        category.id = services.ids.next<model::CategoryId>();
        category.code = rule.code;
        category.name = rule.zh;
        category.name_en = rule.en;
        category.required = rule.required;
        category.aliases = list_of(rule.aliases);
        category.attributes = rule.attributes;
        if (!rule.parent.empty()) {
            QY_TRY(parent, storage::catalogue::category_by_code(writer, rule.parent));
            if (!parent || parent->retired) continue;  // its branch was taken down here
            category.parent = parent->id;
        }
        QY_CHECK(storage::catalogue::insert_category(writer, category));
        changed = true;
    }
    return changed;
}

/// As shipped the operator's commands and the examples need no review; everything else does.
Result<void> seed_policies(storage::Writer& writer, const Services& services) {
    QY_TRY(present, storage::policies::all(writer));
    if (!present.empty()) return {};
    for (const auto channel : {model::Channel::operator_command, model::Channel::demo}) {
        storage::policies::Policy policy;
        policy.id = services.ids.next<model::PolicyId>();
        policy.channel = channel;
        policy.decision = storage::policies::Decision::automatic;
        QY_CHECK(storage::policies::insert(writer, policy));
    }
    return {};
}

}  // namespace

Result<model::PartyId> seed(const Services& services, Adopt adopt) {
    return services.store.write([&](storage::Writer& writer) -> Result<model::PartyId> {
        QY_TRY(operator_party, seed_operator(writer, services));
        QY_TRY(words, seed_dictionary(writer));
        QY_TRY(categories, seed_categories(writer, services));
        if (words || categories) QY_CHECK(storage::catalogue::raise_catalogue_version(writer));
        QY_CHECK(seed_policies(writer, services));
        const Time now = services.clock.now();
        QY_CHECK(seed_access(writer, services.roles, adopt, now));
        QY_CHECK(end_endless_tokens(writer, services.settings.integer("token.days"), now));
        return operator_party;
    });
}

}  // namespace qy::business
