// Rules of networks, kept with the roles that decide about them.
#include <algorithm>

#include "access_set.h"
#include "storage/role_store.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::roles {
namespace {

constexpr std::string_view kTable = "network_rule";

constexpr Statement kAll{"network_rule.all",
                         "SELECT level, allow, deny, version, row_mac FROM network_rule ORDER BY level LIMIT 100"};
constexpr Statement kInsert{"network_rule.insert",
                            "INSERT INTO network_rule (level, allow, deny, version, row_mac) VALUES ($level, $allow, "
                            "$deny, $version, $mac)"};
constexpr Statement kUpdate{"network_rule.update",
                            "UPDATE network_rule SET allow = $allow, deny = $deny, version = $version, row_mac = $mac "
                            "WHERE level = $level AND version = $before"};
constexpr Statement kSetMac{"network_rule.set_mac",
                            "UPDATE network_rule SET row_mac = $mac WHERE level = $level AND version = $version"};
constexpr Statement kRemove{"network_rule.remove", "DELETE FROM network_rule WHERE level = $level"};

Result<std::string> mac_of(const Vault& vault, const model::NetworkLevelRule& rule, std::int64_t version) {
    return vault.vouch(kTable, {rule.level, joined(rule.allow), joined(rule.deny), std::to_string(version)});
}

Result<model::NetworkLevelRule> rule_of(const Vault& vault, const Row& row) {
    model::NetworkLevelRule rule;
    rule.level = row.text(0);
    rule.version = row.integer(3);
    rule.damaged =
        !vault.vouches(kTable, {row.text(0), row.text(1), row.text(2), std::to_string(rule.version)}, row.text(4));
    if (rule.damaged) return rule;
    rule.allow = pieces_of(row.text(1));
    rule.deny = pieces_of(row.text(2));
    return rule;
}

}  // namespace

Result<std::vector<model::NetworkLevelRule>> networks(Reader& reader) {
    return all_of(reader, kAll, {}, [&vault = reader.vault()](const Row& row) { return rule_of(vault, row); });
}

Result<void> put_network(Writer& writer, const model::NetworkLevelRule& rule) {
    const auto allow = joined(rule.allow);
    const auto deny = joined(rule.deny);
    const std::int64_t version = rule.version + 1;
    QY_TRY(mac, mac_of(writer.vault(), rule, version));
    if (rule.version == 0) {
        QY_CHECK(
            insert_row(writer, kInsert,
                       {{"level", rule.level}, {"allow", allow}, {"deny", deny}, {"version", version}, {"mac", mac}}));
    } else {
        QY_CHECK(update_row(writer, kUpdate,
                            {{"level", rule.level},
                             {"allow", allow},
                             {"deny", deny},
                             {"version", version},
                             {"before", rule.version},
                             {"mac", mac}}));
    }
    return access_set::note_row(writer, kTable, rule.level, mac);
}

Result<bool> remove_network(Writer& writer, std::string_view level) {
    QY_TRY(rows, writer.run(kRemove, {{"level", level}}));
    QY_TRY(stood, access_set::note(writer, access_set::entry_of(kTable, level), {}));
    return rows > 0 || stood;  // one that was taken away behind the program's back goes for good
}

Result<void> vouch_network_anew(Writer& writer, std::string_view level) {
    QY_TRY(found, networks(writer));
    const auto rule = std::ranges::find(found, level, &model::NetworkLevelRule::level);
    if (rule == found.end()) return {};
    if (rule->damaged) return corrupt("access.damaged", {"network_rule:" + rule->level});
    QY_CHECK(access_set::check_row(writer, kTable, level));
    QY_TRY(mac, mac_of(writer.vault(), *rule, rule->version));
    QY_CHECK(update_row(writer, kSetMac, {{"level", level}, {"version", rule->version}, {"mac", mac}}));
    return access_set::note_row(writer, kTable, level, mac);
}

}  // namespace qy::storage::roles
