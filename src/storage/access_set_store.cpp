#include "storage/access_set_store.h"

#include <algorithm>

#include "access_set.h"
#include "base/json.h"
#include "storage/role_store.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::access_set {
namespace {

constexpr std::string_view kTable = "access_set";
constexpr std::string_view kCovered[] = {"role", "change_rule", "network_rule"};

constexpr Statement kFind{"access_set.find",
                          "SELECT set_id, counter, entries, set_mac FROM access_set WHERE set_id = 1"};
constexpr Statement kPut{"access_set.put",
                         "INSERT INTO access_set (set_id, counter, entries, set_mac) VALUES (1, $counter, $entries, "
                         "$mac) ON CONFLICT (set_id) DO UPDATE SET counter = $counter, entries = $entries, set_mac = "
                         "$mac"};
/// The set, and with set_id 0 the rows: one snapshot and one statement.
constexpr Statement kStored{
    "access_set.stored",
    "SELECT set_id, counter, entries, set_mac FROM access_set "
    "UNION ALL SELECT 0, version, 'role:' || role, row_mac FROM role "
    "UNION ALL SELECT 0, version, 'change_rule:' || kind || '.' || field, row_mac FROM change_rule "
    "UNION ALL SELECT 0, version, 'network_rule:' || level, row_mac FROM network_rule"};

std::string text_of(const Entries& entries) {
    JsonObject object;
    for (const auto& [name, hash] : entries) object[name] = hash;
    return to_text(object);
}

std::optional<Entries> entries_in(std::string_view text) {
    const auto parsed = parse_json(text);
    if (!parsed.ok() || !parsed->is_object()) return std::nullopt;
    Entries entries;
    for (const auto& member : parsed->as_object()) {
        if (!member.value().is_string()) return std::nullopt;
        entries.emplace(member.key(), member.value().as_string());
    }
    return entries;
}

AccessSet set_of(const Vault& vault, const Row& row) {
    AccessSet set;
    set.counter = row.integer(1);
    set.hash = row.text(3);
    set.damaged = !vault.vouches(kTable, {std::to_string(set.counter), row.text(2)}, set.hash);
    if (set.damaged) return set;
    auto entries = entries_in(row.text(2));
    QY_ASSERT(entries.has_value());  // we wrote it
    set.entries = *std::move(entries);
    return set;
}

Result<AccessSet> put(Writer& writer, std::int64_t counter, Entries entries) {
    const auto text = text_of(entries);
    QY_TRY(hash, writer.vault().vouch(kTable, {std::to_string(counter), text}));
    QY_TRY(rows, writer.run(kPut, {{"counter", counter}, {"entries", text}, {"mac", hash}}));
    QY_ASSERT(rows == 1);
    return AccessSet{counter, std::move(entries), std::move(hash), false};
}

/// Rows that do not vouch for themselves.
Result<std::vector<std::string>> damaged_rows(Reader& reader) {
    std::vector<std::string> names;
    QY_TRY(roles, roles::all(reader));
    for (const auto& role : roles) {
        if (role.damaged) names.push_back(entry_of("role", role.role.name()));
    }
    QY_TRY(rules, roles::rules(reader));
    for (const auto& rule : rules) {
        if (rule.damaged) names.push_back(entry_of("change_rule", rule.name()));
    }
    QY_TRY(networks, roles::networks(reader));
    for (const auto& rule : networks) {
        if (rule.damaged) names.push_back(entry_of("network_rule", rule.level));
    }
    return names;
}

}  // namespace

std::string entry_of(std::string_view table, std::string_view name) {
    return std::string(table).append(":").append(name);
}

bool covers(std::string_view table) {
    return std::ranges::find(kCovered, table) != std::end(kCovered);
}

Result<std::optional<AccessSet>> find(Reader& reader) {
    return reader.first(kFind, {}, [&vault = reader.vault()](const Row& row) { return set_of(vault, row); });
}

Result<Stored> stored(Reader& reader) {
    Stored stored;
    QY_CHECK(reader.each(kStored, {}, [&](const Row& row) -> Result<void> {
        if (row.integer(0) == 0) {
            stored.rows.emplace(row.text(2), row.text(3));
        } else {
            stored.set = set_of(reader.vault(), row);
        }
        return {};
    }));
    return stored;
}

Result<AccessSet> adopt(Writer& writer, std::int64_t after) {
    QY_TRY(there, stored(writer));
    QY_TRY(damaged, damaged_rows(writer));
    for (const auto& name : damaged) there.rows.erase(name);
    return put(writer, std::max(after, there.set ? there.set->counter : 0) + 1, std::move(there.rows));
}

Result<bool> note(Writer& writer, const std::string& entry, std::string_view hash) {
    QY_TRY(set, find(writer));
    if (!set) return false;
    if (set->damaged) return corrupt("access.damaged", {std::string(kTable)});
    const bool stood = set->entries.erase(entry) > 0;
    if (!hash.empty()) set->entries.emplace(entry, hash);
    if (!stood && hash.empty()) return false;
    QY_TRY(kept, put(writer, set->counter + 1, std::move(set->entries)));
    (void)kept;
    return stood;
}

Result<void> note_row(Writer& writer, std::string_view table, std::string_view name, std::string_view hash) {
    QY_TRY(stood, note(writer, entry_of(table, name), hash));
    (void)stood;
    return {};
}

Result<void> check_row(Reader& reader, std::string_view table, std::string_view name) {
    QY_TRY(there, stored(reader));
    if (!there.set) return {};
    const auto entry = entry_of(table, name);
    const auto kept = there.set->entries.find(entry);
    const auto row = there.rows.find(entry);
    const bool same = kept != there.set->entries.end() && row != there.rows.end() && kept->second == row->second;
    return same ? Result<void>() : corrupt("access.damaged", {entry});
}

}  // namespace qy::storage::access_set
