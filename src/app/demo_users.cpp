#include "demo_users.h"

#include "base/bytes.h"
#include "business/accounts.h"
#include "business/role_book.h"
#include "business/second_factors.h"
#include "business/sessions.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::app {
namespace {

struct DemoUserRow {
    std::string_view name;
    model::Role role;
    std::string_view party;  ///< empty: the operator's own
};

constexpr DemoUserRow kUsers[] = {
    {"demo.system", model::Role::system_administrator, ""},
    {"demo.security", model::Role::security_administrator, ""},
    {"demo.audit", model::Role::audit_administrator, ""},
    {"demo.brand", model::Role::brand_manager, "琼北金橙产业协会"},
    {"demo.regulator", model::Role::regulator, ""},
    {"demo.orange.admin", model::Role::party_administrator, "澄迈云坡果业专业合作社"},
    {"demo.orange.reviewer", model::Role::party_reviewer, "澄迈云坡果业专业合作社"},
    {"demo.orange.clerk", model::Role::party_clerk, "澄迈云坡果业专业合作社"},
    {"demo.coffee.clerk", model::Role::party_clerk, "海口晨屿咖啡烘焙有限公司"},
    {"demo.printing", model::Role::printing_house, "海口椰印标签印务有限公司"},
};

/// Twelve random bytes and the classes that a password asks for.
SecretText new_password(Random& random) {
    return SecretText("Qy7-" + to_base64url(random.bytes(12)));
}

Result<model::PartyId> party_of(Platform& platform, std::string_view name) {
    if (name.empty()) return platform.operator_party();
    QY_TRY(named, platform.use().services.store.read(
                      [&](storage::Reader& reader) { return storage::parties::by_name(reader, name); }));
    if (named.empty()) return not_found("party.not_found", {std::string(name)});
    return named.front().id;
}

/// Awake, consenting, and with a second factor where the role asks for one.
Result<void> ready_to_work(Platform& platform, DemoUser& user, model::Role role, const model::Actor& actor) {
    const auto& use = platform.use();
    QY_CHECK(use.accounts.unlock(user.name, actor));
    QY_TRY(stored, use.services.store.read(
                       [&](storage::Reader& reader) { return storage::users::by_name(reader, user.name); }));
    QY_ASSERT(stored.has_value());
    model::Actor self = actor;
    self.user = stored->id;
    self.name = user.name;
    QY_CHECK(use.sessions.consent(platform.settings().text("privacy.policy_version"), self));
    QY_TRY(rows, use.services.roles.rows());
    if (!rows->roles.rights_of(std::span(&role, 1)).needs_second_factor()) return {};
    QY_TRY(secret, use.factors.set_totp(stored->id, actor));
    user.totp_secret = std::move(secret);
    return {};
}

Result<DemoUser> renew(Platform& platform, const DemoUserRow& row, const model::Actor& actor) {
    auto& accounts = platform.use().accounts;
    DemoUser user{
        std::string(row.name), new_password(platform.random()), {std::string(model::to_string(row.role))}, {}, {}};
    QY_TRY(party, party_of(platform, row.party));
    auto added = accounts.add({user.name, {row.role}, party, user.password}, actor);
    if (!added.ok()) {
        if (added.error().code != "user.exists") return std::move(added).error();
        QY_CHECK(accounts.reset_password(user.name, user.password, actor));
    }
    QY_TRY(token, accounts.issue_token({user.name, "demo"}, actor));
    user.token = std::move(token.secret);
    QY_CHECK(ready_to_work(platform, user, row.role, actor));
    return user;
}

}  // namespace

Result<std::vector<DemoUser>> demo_users(Platform& platform, const model::Actor& actor) {
    std::vector<DemoUser> users;
    for (const auto& row : kUsers) {
        QY_TRY(user, renew(platform, row, actor));
        users.push_back(std::move(user));
    }
    return users;
}

}  // namespace qy::app
