#include "contact_rules.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/field_cipher.h"
#include "crypto/keyring.h"
#include "model/checks.h"

namespace qy::business {
namespace {

using model::Contact;
using model::MessageChannel;

constexpr std::string_view kTable = "app_user";
constexpr std::string_view kChina = "+86";

std::string plain_phone(std::string_view text) {
    if (text.starts_with(kChina)) text.remove_prefix(kChina.size());
    return std::string(text);
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

}  // namespace

bool is_phone(std::string_view text) {
    const auto digits = text.starts_with('+') ? text.substr(1) : text;
    return digits.size() >= 6 && digits.size() <= 20 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_mail(std::string_view text) {
    const auto at = text.find('@');
    const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
    return printable && text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 3 < text.size() &&
           text.rfind('@') == at && text.find('.', at) != std::string_view::npos &&
           text.find_first_of("<>,;\"\\()[]") == std::string_view::npos;
}

Result<Contact> one_contact(std::string_view phone, std::string_view mail) {
    if (phone.empty() == mail.empty()) return invalid("contact.one");
    if (!phone.empty()) {
        if (!is_phone(phone)) return invalid("user.phone").at("phone");
        return Contact{MessageChannel::sms, plain_phone(phone)};
    }
    if (!is_mail(mail)) return invalid("user.mail").at("mail");
    return Contact{MessageChannel::mail, lower_ascii(mail)};
}

std::string masked_contact(const Contact& contact) {
    if (contact.channel == MessageChannel::sms) return model::masked_phone(contact.address);
    return contact.address.substr(0, 1) + "***" + contact.address.substr(contact.address.find('@'));
}

Profile profile_with(std::string_view full_name, const Contact& contact) {
    Profile profile;
    profile.full_name = full_name;
    (contact.channel == MessageChannel::sms ? profile.phone : profile.mail) = contact.address;
    return profile;
}

bool is_contact_of(const Profile& profile, const Contact& contact) {
    if (contact.address.empty()) return false;
    return contact.channel == MessageChannel::sms ? plain_phone(profile.phone) == contact.address
                                                  : lower_ascii(profile.mail) == contact.address;
}

Result<storage::users::Contacts> sealed_profile(const Services& services, model::UserId user, const Profile& profile) {
    const ContactSeal seal(services, user);
    QY_TRY(full_name, seal.seal("full_name", profile.full_name));
    QY_TRY(phone, seal.seal("phone", profile.phone));
    QY_TRY(phone_index, seal.index("phone", profile.phone));
    QY_TRY(mail, seal.seal("mail", profile.mail));
    QY_TRY(mail_index, seal.index("mail", profile.mail));
    return storage::users::Contacts{std::move(full_name), std::move(phone), std::move(phone_index), std::move(mail),
                                    std::move(mail_index)};
}

Result<Profile> opened_profile(const Services& services, model::UserId user, const storage::users::Contacts& contacts) {
    const ContactSeal seal(services, user);
    QY_TRY(full_name, seal.open("full_name", contacts.full_name));
    QY_TRY(phone, seal.open("phone", contacts.phone));
    QY_TRY(mail, seal.open("mail", contacts.mail));
    return Profile{std::move(full_name), std::move(phone), std::move(mail)};
}

}  // namespace qy::business
