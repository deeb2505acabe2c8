// Rows that say who may do what: vouched for anew.
#include <array>

#include "base/text.h"
#include "sealing_rows.h"
#include "storage/role_store.h"
#include "storage/user_store.h"
#include "storage/vault.h"

namespace qy::storage::sealing {
namespace {

constexpr Statement kRoles{"sealing.roles",
                           "SELECT role, row_mac FROM role WHERE role > $after ORDER BY role LIMIT $limit"};
constexpr Statement kRules{
    "sealing.rules",
    "SELECT kind, field, row_mac FROM change_rule WHERE (kind, field) > ($kind, $field) ORDER BY kind, field LIMIT "
    "$limit"};
constexpr Statement kNetworks{
    "sealing.networks", "SELECT level, row_mac FROM network_rule WHERE level > $after ORDER BY level LIMIT $limit"};
constexpr Statement kUserRoles{"sealing.user_roles",
                               "SELECT user_id, roles_mac FROM app_user WHERE user_id > $after ORDER BY user_id LIMIT "
                               "$limit"};

SeenRow vouched(std::string name, std::string_view mac, const Target& target) {
    return {name, epoch_of_hash(mac) != target.epoch, {}, name};
}

Result<std::vector<SeenRow>> roles_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                        const Target& target) {
    return reader.all(kRoles, {{"after", cursor}, {"limit", limit}},
                      [&](const Row& row) { return vouched(std::string(row.text(0)), row.text(1), target); });
}

Result<void> renew_role(Writer& writer, const SeenRow& row) {
    return roles::vouch_anew(writer, row.text);
}

Result<std::vector<SeenRow>> rules_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                        const Target& target) {
    const auto dot = cursor.find('.');
    const auto field = dot == std::string_view::npos ? std::string_view() : cursor.substr(dot + 1);
    return reader.all(
        kRules, {{"kind", cursor.substr(0, dot)}, {"field", field}, {"limit", limit}}, [&](const Row& row) {
            return vouched(std::string(row.text(0)) + "." + std::string(row.text(1)), row.text(2), target);
        });
}

Result<void> renew_rule(Writer& writer, const SeenRow& row) {
    return roles::vouch_rule_anew(writer, row.text);
}

Result<std::vector<SeenRow>> networks_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                           const Target& target) {
    return reader.all(kNetworks, {{"after", cursor}, {"limit", limit}},
                      [&](const Row& row) { return vouched(std::string(row.text(0)), row.text(1), target); });
}

Result<void> renew_network(Writer& writer, const SeenRow& row) {
    return roles::vouch_network_anew(writer, row.text);
}

Result<std::vector<SeenRow>> user_roles_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                             const Target& target) {
    const auto after = numbers_in(cursor, {0});
    return reader.all(kUserRoles, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        return seen({row.integer(0)}, {}, epoch_of_hash(row.text(1)) != target.epoch);
    });
}

Result<void> renew_user_roles(Writer& writer, const SeenRow& row) {
    QY_TRY(user, users::find(writer, model::UserId(row.ids[0])));
    if (!user) return {};
    if (user->damaged) return corrupt("access.damaged", {"user:" + user->name});
    return users::vouch_for(writer, *user);
}

constexpr auto kRelations = std::to_array<Relation>({
    {"role", &roles_page, &renew_role, RowKey::access},
    {"change_rule", &rules_page, &renew_rule, RowKey::access},
    {"network_rule", &networks_page, &renew_network, RowKey::access},
    {"app_user.roles", &user_roles_page, &renew_user_roles, RowKey::access},
});

std::string cursor_of(const std::vector<std::int64_t>& numbers) {
    std::vector<std::string> pieces;
    for (const auto number : numbers) pieces.push_back(std::to_string(number));
    return join(pieces, ":");
}

}  // namespace

std::vector<std::int64_t> numbers_in(std::string_view cursor, std::vector<std::int64_t> otherwise) {
    if (cursor.empty()) return otherwise;
    std::vector<std::int64_t> numbers;
    for (const auto piece : split(cursor, ':')) numbers.push_back(std::stoll(std::string(piece)));
    return numbers;
}

SeenRow seen(std::vector<std::int64_t> ids, std::string_view text, bool needs_sealing) {
    return {cursor_of(ids), needs_sealing, ids, std::string(text)};
}

std::span<const Relation> access_relations() {
    return kRelations;
}

}  // namespace qy::storage::sealing
