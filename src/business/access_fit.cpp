#include "access_fit.h"

#include <string>
#include <string_view>

#include "storage/role_store.h"

namespace qy::business {
namespace {

constexpr std::string_view kRole = "role:";
constexpr std::string_view kRule = "change_rule:";
constexpr std::string_view kNetwork = "network_rule:";

std::string entry_of(const model::RoleDefinition& role) {
    return std::string(kRole).append(role.role.name());
}
std::string entry_of(const model::ChangeRule& rule) {
    return std::string(kRule).append(rule.name());
}
std::string entry_of(const model::NetworkLevelRule& rule) {
    return std::string(kNetwork).append(rule.level);
}

// What is left of a row that is not believed: its name and version.
model::RoleDefinition damaged(const model::RoleDefinition& role) {
    model::RoleDefinition left;
    left.role = role.role;
    left.version = role.version;
    left.damaged = true;
    return left;
}
model::ChangeRule damaged(const model::ChangeRule& rule) {
    return {rule.kind, rule.field, {}, rule.version, true};
}
model::NetworkLevelRule damaged(const model::NetworkLevelRule& rule) {
    return {rule.level, {}, {}, rule.version, true};
}

template <class Rows, class Believed>
void damage_unless(Rows& rows, Believed believed) {
    for (auto& row : rows) {
        if (!believed(entry_of(row))) row = damaged(row);
    }
}

template <class Believed>
void damage_all_unless(ReadRows& rows, Believed believed) {
    damage_unless(rows.roles, believed);
    damage_unless(rows.rules, believed);
    damage_unless(rows.networks, believed);
}

/// A rule that is named and not there; version 0: it can be made anew.
void add_missing(const std::string& entry, ReadRows& rows) {
    if (entry.starts_with(kNetwork)) {
        rows.networks.push_back({entry.substr(kNetwork.size()), {}, {}, 0, true});
    } else if (entry.starts_with(kRule)) {
        const auto name = entry.substr(kRule.size());
        const auto dot = name.find('.');
        const auto kind = model::parse_change_kind(name.substr(0, dot));
        if (kind && dot != std::string::npos) rows.rules.push_back({*kind, name.substr(dot + 1), {}, 0, true});
    }
}

AccessRows as_rows(ReadRows rows) {
    return {model::RoleTable(std::move(rows.roles)), std::move(rows.rules), std::move(rows.networks), {}, false};
}

}  // namespace

Result<ReadRows> ReadRows::read(storage::Reader& reader) {
    QY_TRY(roles, storage::roles::all(reader));
    QY_TRY(rules, storage::roles::rules(reader));
    QY_TRY(networks, storage::roles::networks(reader));
    QY_TRY(stored, storage::access_set::stored(reader));
    return ReadRows{std::move(roles), std::move(rules), std::move(networks), std::move(stored)};
}

AccessRows fitted(ReadRows rows) {
    const auto stored = std::move(rows.stored);
    if (!stored.set) return as_rows(std::move(rows));
    if (stored.set->damaged) return refused(std::move(rows));
    const auto& kept = stored.set->entries;
    damage_all_unless(rows, [&](const std::string& entry) {
        const auto named = kept.find(entry);
        const auto row = stored.rows.find(entry);
        return named != kept.end() && row != stored.rows.end() && named->second == row->second;
    });
    std::vector<std::string> missing;
    for (const auto& [entry, hash] : kept) {
        if (stored.rows.contains(entry)) continue;
        add_missing(entry, rows);
        missing.push_back(entry);
    }
    auto fit = as_rows(std::move(rows));
    fit.missing = std::move(missing);
    return fit;
}

AccessRows refused(ReadRows rows) {
    damage_all_unless(rows, [](const std::string&) { return false; });
    auto nothing = as_rows(std::move(rows));
    nothing.refused = true;
    return nothing;
}

}  // namespace qy::business
