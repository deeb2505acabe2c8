// What users change of their own accounts. (clause 6.5.2)
#include <algorithm>

#include "account_rules.h"
#include "base/bytes.h"
#include "base/text.h"
#include "business/accounts.h"
#include "business/audit.h"
#include "crypto/field_cipher.h"
#include "crypto/keyring.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::string_view kTable = "app_user";

bool is_phone(std::string_view text) {
    const auto digits = text.starts_with('+') ? text.substr(1) : text;
    return digits.size() >= 6 && digits.size() <= 20 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_mail(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 3 < text.size() && text.rfind('@') == at &&
           text.find('.', at) != std::string_view::npos && text.find_first_of(" \t<>\",;") == std::string_view::npos;
}

/// Seals the members of one user's profile and opens them again.
class ContactSeal {
 public:
    ContactSeal(const Services& services, model::UserId user)
        : services_(services), cipher_(services.keys), user_(user) {}

    Result<Bytes> seal(std::string_view column, std::string_view value) const {
        if (value.empty()) return Bytes();
        return cipher_.seal({kTable, column, user_.number()}, bytes_of(value), services_.random);
    }
    Result<std::string> open(std::string_view column, const Bytes& sealed) const {
        if (sealed.empty()) return std::string();
        QY_TRY(value, cipher_.open({kTable, column, user_.number()}, sealed));
        return std::string(text_of(value.expose()));
    }
    Result<std::string> index(std::string_view column, std::string_view value) const {
        if (value.empty()) return std::string();
        QY_TRY(key, services_.keys.active(crypto::Purpose::blind_index));
        return to_hex(crypto::blind_index(*key, kTable, column, lower_ascii(value)));
    }

 private:
    const Services& services_;
    crypto::FieldCipher cipher_;
    model::UserId user_;
};

Result<storage::users::Contacts> sealed(const Services& services, model::UserId user, const Profile& profile) {
    const ContactSeal seal(services, user);
    storage::users::Contacts contacts;
    QY_TRY(full_name, seal.seal("full_name", profile.full_name));
    QY_TRY(phone, seal.seal("phone", profile.phone));
    QY_TRY(phone_index, seal.index("phone", profile.phone));
    QY_TRY(mail, seal.seal("mail", profile.mail));
    QY_TRY(mail_index, seal.index("mail", profile.mail));
    return storage::users::Contacts{std::move(full_name), std::move(phone), std::move(phone_index), std::move(mail),
                                    std::move(mail_index)};
}

}  // namespace

Result<void> Accounts::change_password(const model::Actor& actor, model::SessionId kept, const SecretText& present,
                                       const SecretText& wanted) {
    QY_TRY(stored, services_.store.read(
                       [&](storage::Reader& reader) { return storage::users::password_hash(reader, actor.user); }));
    QY_TRY(check, check_against(services_, present, stored.value_or("")));
    if (!check.matches) return invalid("password.wrong").at("present");
    QY_CHECK(policy_->check(wanted, actor.name, is_staff(actor.roles)));
    QY_CHECK(check_history(services_, actor.user, wanted));
    QY_TRY(hash, hash_of_password(services_, wanted));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(replace_password(writer, services_, actor.user, hash, false));
        QY_TRY(ended, storage::sessions::end_others(writer, actor.user, kept));
        (void)ended;
        return write_audit(writer, actor, {"user.change_password", object_of_user(actor.name), "ok", {}}, now);
    });
}

Result<Profile> Accounts::profile(model::UserId user) {
    QY_TRY(contacts,
           services_.store.read([&](storage::Reader& reader) { return storage::users::contacts(reader, user); }));
    if (!contacts) return Profile{};
    const ContactSeal seal(services_, user);
    QY_TRY(full_name, seal.open("full_name", contacts->full_name));
    QY_TRY(phone, seal.open("phone", contacts->phone));
    QY_TRY(mail, seal.open("mail", contacts->mail));
    return Profile{std::move(full_name), std::move(phone), std::move(mail)};
}

Result<void> Accounts::save_profile(const Profile& profile, const model::Actor& actor) {
    if (!profile.phone.empty() && !is_phone(profile.phone)) return invalid("user.phone").at("phone");
    if (!profile.mail.empty() && !is_mail(profile.mail)) return invalid("user.mail").at("mail");
    QY_TRY(contacts, sealed(services_, actor.user, profile));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(storage::users::set_contacts(writer, actor.user, contacts));
        return write_audit(writer, actor, {"user.save_profile", object_of_user(actor.name), "ok", {}}, now);
    });
}

}  // namespace qy::business
