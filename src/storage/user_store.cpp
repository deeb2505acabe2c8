#include "storage/user_store.h"

#include <iterator>

#include "base/text.h"
#include "storage/vault.h"
#include "user_row.h"

namespace qy::storage::users {
namespace {

constexpr Statement kInsert{
    "app_user.insert",
    "INSERT INTO app_user (user_id, name, party_id, roles, roles_mac, password_hash, active, created_at, "
    "password_changed_at, password_initial) VALUES ($user, $name, $party, $roles, $mac, $password_hash, $active, "
    "$created_at, $password_changed_at, $password_initial)"};
constexpr Statement kFind{"app_user.find", "SELECT " QY_USER_COLUMNS "FROM app_user u WHERE user_id = $user"};
constexpr Statement kByName{"app_user.by_name", "SELECT " QY_USER_COLUMNS "FROM app_user u WHERE name = $name"};
constexpr Statement kList{
    "app_user.list", "SELECT " QY_USER_COLUMNS "FROM app_user u WHERE user_id > $after ORDER BY user_id LIMIT $limit"};
constexpr Statement kByPhone{"app_user.by_phone",
                             "SELECT " QY_USER_COLUMNS
                             "FROM app_user u WHERE phone_index <> '' AND phone_index = $index ORDER BY user_id LIMIT "
                             "$limit"};
constexpr Statement kByMail{"app_user.by_mail",
                            "SELECT " QY_USER_COLUMNS
                            "FROM app_user u WHERE mail_index <> '' AND mail_index = $index ORDER BY user_id LIMIT "
                            "$limit"};
constexpr Statement kPasswordHash{"app_user.password_hash", "SELECT password_hash FROM app_user WHERE user_id = $user"};
constexpr Statement kSetPasswordHash{"app_user.set_password_hash",
                                     "UPDATE app_user SET password_hash = $password_hash WHERE user_id = $user"};
constexpr Statement kSetPassword{
    "app_user.set_password",
    "UPDATE app_user SET password_hash = $password_hash, password_changed_at = $changed_at, password_initial = "
    "$initial WHERE user_id = $user"};
constexpr Statement kSetRoles{"app_user.set_roles",
                              "UPDATE app_user SET roles = $roles, roles_mac = $mac WHERE user_id = $user AND roles = "
                              "$before"};
constexpr Statement kUnvouched{
    "app_user.unvouched", "SELECT " QY_USER_COLUMNS
                          "FROM app_user u WHERE user_id > $after AND roles_mac = '' ORDER BY user_id LIMIT $limit"};
constexpr Statement kSetMac{"app_user.set_mac",
                            "UPDATE app_user SET roles_mac = $mac WHERE user_id = $user AND roles = $before"};
constexpr Statement kSetActive{"app_user.set_active",
                               "UPDATE app_user SET active = $active, disabled_reason = $reason WHERE user_id = $user"};
constexpr Statement kSetLastActive{"app_user.set_last_active",
                                   "UPDATE app_user SET last_active_at = $at WHERE user_id = $user"};
constexpr Statement kIdle{"app_user.idle",
                          "SELECT " QY_USER_COLUMNS
                          "FROM app_user u WHERE active = 1 AND COALESCE(last_active_at, created_at) < $before "
                          "ORDER BY COALESCE(last_active_at, created_at) LIMIT $limit"};
constexpr Statement kOfParty{"app_user.of_party",
                             "SELECT " QY_USER_COLUMNS
                             "FROM app_user u WHERE party_id = $party ORDER BY user_id LIMIT $limit"};
constexpr Statement kWithSeveralRoles{"app_user.with_several_roles",
                                      "SELECT " QY_USER_COLUMNS
                                      "FROM app_user u WHERE replace(roles, ',', '') <> roles AND user_id > $after "
                                      "ORDER BY user_id LIMIT $limit"};
constexpr Statement kClose{
    "app_user.close",
    "UPDATE app_user SET name = $name, roles = '', roles_mac = $mac, password_hash = '' WHERE user_id = $user"};
constexpr Statement kContacts{"app_user.contacts", "SELECT full_name, phone, mail FROM app_user WHERE user_id = $user"};
constexpr Statement kSetContacts{
    "app_user.set_contacts",
    "UPDATE app_user SET full_name = $full_name, phone = $phone, phone_index = $phone_index, mail = $mail, "
    "mail_index = $mail_index WHERE user_id = $user"};

auto user_with(Reader& reader) {
    return [&vault = reader.vault()](const Row& row) { return user_from(vault, row); };
}

/// One question for each key: the newest key's first.
Result<std::vector<model::User>> by_contact(Reader& reader, const Statement& statement, std::string_view column,
                                            std::string_view value) {
    std::vector<model::User> users;
    for (const auto& index : reader.vault().bare_indexes("app_user", column, lower_ascii(value))) {
        QY_TRY(found,
               all_of(reader, statement, {{"index", index}, {"limit", users_by_contact_max}}, user_with(reader)));
        users.insert(users.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    return users;
}

}  // namespace

Result<void> insert(Writer& writer, const model::User& user, std::string_view password_hash) {
    const auto roles = joined_names(user.roles);
    QY_TRY(mac, roles_mac(writer.vault(), user, roles));
    return insert_row(writer, kInsert,
                      {{"user", user.id},
                       {"name", user.name},
                       {"party", user.party},
                       {"roles", roles},
                       {"mac", mac},
                       {"password_hash", password_hash},
                       {"active", user.active},
                       {"created_at", user.created_at},
                       {"password_changed_at", user.password_changed_at},
                       {"password_initial", user.password_initial}});
}

Result<std::optional<model::User>> find(Reader& reader, model::UserId id) {
    return first_of(reader, kFind, {{"user", id}}, user_with(reader));
}

Result<std::optional<model::User>> by_name(Reader& reader, std::string_view name) {
    return first_of(reader, kByName, {{"name", name}}, user_with(reader));
}

Result<std::vector<model::User>> list(Reader& reader, model::UserId after, std::int64_t limit) {
    return all_of(reader, kList, {{"after", after.number()}, {"limit", limit}}, user_with(reader));
}

Result<std::vector<model::User>> by_phone(Reader& reader, std::string_view phone) {
    return by_contact(reader, kByPhone, "phone", phone);
}

Result<std::vector<model::User>> by_mail(Reader& reader, std::string_view mail) {
    return by_contact(reader, kByMail, "mail", mail);
}

Result<std::optional<std::string>> password_hash(Reader& reader, model::UserId id) {
    return reader.first(kPasswordHash, {{"user", id}}, [](const Row& row) { return std::string(row.text(0)); });
}

Result<void> set_password_hash(Writer& writer, model::UserId id, std::string_view password_hash) {
    return update_row(writer, kSetPasswordHash, {{"user", id}, {"password_hash", password_hash}});
}

Result<void> set_password(Writer& writer, model::UserId id, std::string_view password_hash, bool initial, Time now) {
    return update_row(writer, kSetPassword,
                      {{"user", id}, {"password_hash", password_hash}, {"initial", initial}, {"changed_at", now}});
}

Result<void> set_roles(Writer& writer, const model::User& before, const std::vector<model::Role>& roles) {
    const auto names = joined_names(roles);
    const auto names_before = before.damaged ? before.stored_roles : joined_names(before.roles);
    QY_TRY(mac, roles_mac(writer.vault(), before, names));
    return update_row(writer, kSetRoles,
                      {{"user", before.id}, {"roles", names}, {"mac", mac}, {"before", names_before}});
}

Result<std::int64_t> vouch_for_all(Writer& writer) {
    constexpr std::int64_t kPage = 500;
    std::int64_t vouched = 0;
    model::UserId last;
    while (true) {
        QY_TRY(page, all_of(writer, kUnvouched, {{"after", last.number()}, {"limit", kPage}}, user_with(writer)));
        for (const auto& user : page) QY_CHECK(vouch_for(writer, user));
        vouched += static_cast<std::int64_t>(page.size());
        if (static_cast<std::int64_t>(page.size()) < kPage) return vouched;
        last = page.back().id;
    }
}

Result<void> vouch_for(Writer& writer, const model::User& user) {
    QY_TRY(mac, roles_mac(writer.vault(), user, user.stored_roles));
    return update_row(writer, kSetMac, {{"user", user.id}, {"mac", mac}, {"before", user.stored_roles}});
}

Result<void> set_active(Writer& writer, model::UserId id, bool active, std::string_view reason) {
    QY_ASSERT(active == reason.empty());
    return update_row(writer, kSetActive, {{"user", id}, {"active", active}, {"reason", reason}});
}

Result<void> set_last_active(Writer& writer, model::UserId id, Time now) {
    return update_row(writer, kSetLastActive, {{"user", id}, {"at", now}});
}

Result<bool> any(Reader& reader) {
    QY_TRY(first, list(reader, {}, 1));
    return !first.empty();
}

Result<bool> any_of_party(Reader& reader, model::PartyId party) {
    QY_TRY(found, of_party(reader, party, 1));
    return !found.empty();
}

Result<std::vector<model::User>> of_party(Reader& reader, model::PartyId party, std::int64_t limit) {
    return all_of(reader, kOfParty, {{"party", party}, {"limit", limit}}, user_with(reader));
}

Result<std::vector<model::User>> with_several_roles(Reader& reader, model::UserId after, std::int64_t limit) {
    return all_of(reader, kWithSeveralRoles, {{"after", after.number()}, {"limit", limit}}, user_with(reader));
}

Result<void> close(Writer& writer, const model::User& user, std::string_view name) {
    model::User closed = user;
    closed.name = name;
    QY_TRY(mac, roles_mac(writer.vault(), closed, ""));
    return update_row(writer, kClose, {{"user", user.id}, {"name", name}, {"mac", mac}});
}

Result<std::vector<model::User>> idle(Reader& reader, Time before, std::int64_t limit) {
    return all_of(reader, kIdle, {{"before", before}, {"limit", limit}}, user_with(reader));
}

Result<std::optional<Contacts>> contacts(Reader& reader, model::UserId id) {
    return reader.first(kContacts, {{"user", id}}, [](const Row& row) {
        const auto bytes = [&](int column) { return Bytes(row.bytes(column).begin(), row.bytes(column).end()); };
        return Contacts{bytes(0), bytes(1), {}, bytes(2), {}};
    });
}

Result<void> set_contacts(Writer& writer, model::UserId id, const Contacts& contacts) {
    const auto sealed = [](std::string_view name, const Bytes& value) {
        return value.empty() ? Bind(name, nullptr) : Bind(name, ByteView(value));
    };
    return update_row(writer, kSetContacts,
                      {{"user", id},
                       sealed("full_name", contacts.full_name),
                       sealed("phone", contacts.phone),
                       {"phone_index", contacts.phone_index},
                       sealed("mail", contacts.mail),
                       {"mail_index", contacts.mail_index}});
}

}  // namespace qy::storage::users
