#include "business/recovery.h"

#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "business/audit.h"
#include "business/outbox.h"
#include "business/role_book.h"
#include "contact_asking.h"
#include "contact_proofs.h"
#include "contact_rules.h"
#include "message_texts.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/credential_store.h"
#include "storage/login_store.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

/// The active user of this name, if it can be reached there.
Result<std::optional<model::User>> reached_user(storage::Reader& reader, const Services& services,
                                                std::string_view name, const model::Contact& contact) {
    QY_TRY(user, storage::users::by_name(reader, name));
    if (!user || !user->active) return std::optional<model::User>();
    QY_TRY(stored, storage::users::contacts(reader, user->id));
    if (!stored) return std::optional<model::User>();
    QY_TRY(profile, opened_profile(services, user->id, *stored));
    return is_contact_of(profile, contact) ? user : std::optional<model::User>();
}

/// Everything by which somebody may still be signed in.
Result<void> end_everything(storage::Writer& writer, model::UserId user, Time now) {
    QY_CHECK(end_sessions(writer, user, now));
    QY_TRY(tokens, storage::tokens::revoke_all(writer, user));
    QY_TRY(devices, storage::logins::forget_devices(writer, user));
    QY_TRY(secrets, storage::credentials::remove_secrets(writer, user));
    (void)tokens, (void)devices, (void)secrets;
    return {};
}

/// Tells the owner wherever it can be reached: it may not have been the owner.
Result<void> tell_owner(storage::Writer& writer, const Services& services, const model::User& user, Language language) {
    QY_TRY(stored, storage::users::contacts(writer, user.id));
    if (!stored) return {};
    QY_TRY(profile, opened_profile(services, user.id, *stored));
    const Time expires_at = services.clock.now().plus_seconds(limits::proof_link_seconds);
    for (const auto& contact : {model::Contact{model::MessageChannel::mail, profile.mail},
                                model::Contact{model::MessageChannel::sms, profile.phone}}) {
        if (contact.address.empty() || !is_set_up(services.settings, contact.channel)) continue;
        QY_CHECK(post_message(writer, services,
                              {message_kind::password_changed, contact, language, {"", user.name}, expires_at}));
    }
    return {};
}

}  // namespace

Recovery::Recovery(const Services& services, Captchas& captchas)
    : services_(services), captchas_(captchas), policy_(std::make_unique<PasswordPolicy>(services.settings)) {}
Recovery::~Recovery() = default;

Result<Asked> Recovery::ask(std::string_view name, std::string_view phone, std::string_view mail, const Asking& asking,
                            const model::Actor& actor) {
    QY_TRY(contact, one_contact(phone, mail));
    QY_CHECK(check_channel(services_, contact));
    QY_CHECK(check_captcha(captchas_, asking));
    QY_TRY(proof, new_proof(services_, proof_of::reset, contact));
    const Time now = services_.clock.now();
    const Asked asked{masked_contact(contact), proof_end(now, contact)};
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(count_message(writer, services_, contact, asking.address_group));
        QY_TRY(user, reached_user(writer, services_, name, contact));
        if (user) {
            QY_CHECK(put_proof(writer, services_, proof, proof_of::reset, user->id.number(), asked.expires_at));
        }
        QY_CHECK(post_message(writer, services_,
                              {message_kind::reset,
                               contact,
                               asking.language,
                               {link_or_code(contact, asking.base_url, "password", proof.secret), std::string(name)},
                               asked.expires_at,
                               !user}));
        const bool told = is_user_name(name);
        return write_audit(writer, actor,
                           {"user.forgot", told ? object_of_user(name) : "user", user ? "ok" : "unknown", {}}, now);
    });
    QY_CHECK(std::move(stored));
    return asked;
}

Result<std::string> Recovery::recover(const ContactProof& proof, const SecretText& password, const Asking& asking,
                                      const model::Actor& actor) {
    QY_TRY(proved, check_proof(services_, proof_of::reset, proof));
    const model::UserId id(proved.subject);
    QY_TRY(found, services_.store.read([&](storage::Reader& reader) { return storage::users::find(reader, id); }));
    if (!found || !found->active) return unauthenticated("proof.invalid");
    QY_TRY(rights, services_.roles.rights_of(*found));
    QY_CHECK(policy_->check(password, found->name, rights.is_staff()));
    QY_CHECK(check_history(services_, id, password));
    QY_TRY(hash, hash_of_password(services_, password));
    const Time now = services_.clock.now();
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(use_proof(writer, proved));
        QY_CHECK(replace_password(writer, services_, id, hash, false));
        QY_CHECK(end_everything(writer, id, now));
        QY_CHECK(tell_owner(writer, services_, *found, asking.language));
        return write_audit(writer, actor, {"user.recover", object_of_user(found->name), "ok", {}}, now);
    });
    QY_CHECK(std::move(stored));
    return found->name;
}

}  // namespace qy::business
