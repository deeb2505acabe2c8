#include "account_erasure.h"

#include <algorithm>

#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "business/role_book.h"
#include "contact_proofs.h"
#include "contact_rules.h"
#include "keyed_hash.h"
#include "storage/contact_store.h"
#include "storage/credential_store.h"
#include "storage/data_request_store.h"
#include "storage/login_store.h"
#include "storage/media_store.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::string_view kUse = "closed account";
constexpr std::size_t kNameHexDigits = 32;

std::string closed_name(std::string_view hash) {
    return std::string(closed_prefix) + std::string(hash.substr(0, kNameHexDigits));
}

bool is_of(const model::Applicant& applicant, const Profile& profile) {
    return is_contact_of(profile, applicant.contact);
}

/// The forms by which the person registered, or asked to join.
Result<void> forget_registrations(storage::Writer& writer, const model::User& user, const Profile& profile) {
    model::RegistrationId after;
    while (true) {
        QY_TRY(page, storage::contacts::list(writer, model::RegistrationState::approved, user.party, after,
                                             limits::registrations_per_page));
        for (auto& one : page) {
            if (!is_of(one.applicant, profile)) continue;
            one.applicant.full_name = storage::parties::erased_name;
            one.applicant.contact.address.clear();
            QY_CHECK(storage::contacts::update(writer, one));
        }
        if (static_cast<std::int64_t>(page.size()) < limits::registrations_per_page) return {};
        after = page.back().id;
    }
}

Result<void> forget_what_opens(storage::Writer& writer, model::UserId user, Time now) {
    QY_CHECK(end_sessions(writer, user, now));
    QY_TRY(tokens, storage::tokens::revoke_all(writer, user));
    QY_TRY(factors, storage::credentials::remove_factors(writer, user));
    QY_TRY(devices, storage::logins::forget_devices(writer, user));
    QY_TRY(secrets, storage::credentials::remove_secrets(writer, user));
    QY_TRY(passwords, storage::credentials::forget_passwords(writer, user));
    QY_TRY(proofs, storage::contacts::remove_proofs(writer, proof_of::reset, user.number()));
    (void)tokens, (void)factors, (void)devices, (void)secrets, (void)passwords, (void)proofs;
    return {};
}

}  // namespace

Result<void> erase_account(storage::Writer& writer, const Services& services, const model::User& user) {
    QY_TRY(contacts, storage::users::contacts(writer, user.id));
    if (contacts) {
        QY_TRY(profile, opened_profile(services, user.id, *contacts));
        QY_CHECK(forget_registrations(writer, user, profile));
    }
    QY_CHECK(forget_what_opens(writer, user.id, services.clock.now()));
    QY_TRY(words, storage::requests::forget_words(writer, user.id));
    (void)words;
    QY_CHECK(storage::users::set_contacts(writer, user.id, {}));
    QY_CHECK(storage::users::set_active(writer, user.id, false, closed_reason));
    QY_TRY(hash, keyed_hash(services.keys, kUse, user.name));
    QY_CHECK(storage::media::forget_author(writer, user.party, user.id, closed_name(hash)));
    return storage::users::close(writer, user, closed_name(hash));
}

Result<void> check_name_free(storage::Reader& reader, const Services& services, std::string_view name) {
    QY_TRY(taken, storage::users::by_name(reader, name));
    if (taken) return conflict("user.exists", {std::string(name)}).at("name");
    for (const auto& hash : keyed_hashes(services.keys, kUse, name)) {
        QY_TRY(had, storage::users::by_name(reader, closed_name(hash)));
        if (had) return conflict("user.exists", {std::string(name)}).at("name");
    }
    return {};
}

Result<bool> may_close_alone(storage::Reader& reader, const Services& services, const model::User& user) {
    QY_TRY(rows, services.roles.believed_rows(reader));
    const auto rights = [&rows](const model::User& one) { return rows.roles.rights_of(one.roles); };
    if (rights(user).is_staff()) return false;
    const auto administers = [&](const model::User& one) {
        return one.active && rights(one).may(model::Permission::admit_users);
    };
    if (!administers(user)) return true;
    QY_TRY(colleagues, storage::users::of_party(reader, user.party, limits::users_per_party_looked_at_max));
    return std::ranges::any_of(colleagues,
                               [&](const model::User& one) { return one.id != user.id && administers(one); });
}

}  // namespace qy::business
