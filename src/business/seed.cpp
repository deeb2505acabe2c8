#include "business/seed.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/text.h"
#include "collection/dictionary.h"
#include "model/party.h"
#include "storage/catalogue_store.h"
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

Result<void> seed_dictionary(storage::Writer& writer) {
    for (const auto& item : collection::built_in_dictionary()) {
        QY_TRY(stored, storage::catalogue::dictionary_item(writer, item.dictionary, item.code));
        if (stored) continue;
        QY_TRY(changed, storage::catalogue::upsert_dictionary_item(
                            writer, {item.dictionary, item.code, item.zh, item.en, list_of(item.aliases), 1}));
        (void)changed;
    }
    return {};
}

/// Parents stand before their children in the built-in table.
Result<void> seed_categories(storage::Writer& writer, const Services& services) {
    for (const auto& rule : collection::built_in_categories()) {
        QY_TRY(stored, storage::catalogue::category_by_code(writer, rule.code));
        if (stored) continue;
        model::Category category;
        category.id = services.ids.next<model::CategoryId>();
        category.code = rule.code;
        category.name = rule.zh;
        category.name_en = rule.en;
        category.required = rule.required;
        if (!rule.parent.empty()) {
            QY_TRY(parent, storage::catalogue::category_by_code(writer, rule.parent));
            QY_ASSERT(parent.has_value());
            category.parent = parent->id;
        }
        QY_CHECK(storage::catalogue::insert_category(writer, category));
    }
    return {};
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
        QY_CHECK(seed_dictionary(writer));
        QY_CHECK(seed_categories(writer, services));
        QY_CHECK(seed_policies(writer, services));
        QY_CHECK(seed_access(writer, adopt, services.clock.now()));
        return operator_party;
    });
}

}  // namespace qy::business
