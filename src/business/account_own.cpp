// What users change of their own accounts. (clause 6.5.2)
#include "account_rules.h"
#include "business/accounts.h"
#include "business/audit.h"
#include "contact_rules.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {

Result<void> Accounts::change_password(const model::Actor& actor, model::SessionId kept, const SecretText& present,
                                       const SecretText& wanted) {
    QY_TRY(stored, services_.store.read(
                       [&](storage::Reader& reader) { return storage::users::password_hash(reader, actor.user); }));
    QY_TRY(check, check_against(services_, present, stored.value_or("")));
    if (!check.matches) return invalid("password.wrong").at("present");
    QY_CHECK(policy_->check(wanted, actor.name, actor.rights.is_staff()));
    QY_CHECK(check_history(services_, actor.user, wanted));
    QY_TRY(hash, hash_of_password(services_, wanted));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(replace_password(writer, services_, actor.user, hash, false));
        QY_CHECK(end_sessions(writer, actor.user, now, kept));
        return write_audit(writer, actor, {"user.change_password", object_of_user(actor.name), "ok", {}}, now);
    });
}

Result<Profile> Accounts::profile(model::UserId user) {
    QY_TRY(contacts,
           services_.store.read([&](storage::Reader& reader) { return storage::users::contacts(reader, user); }));
    if (!contacts) return Profile{};
    return opened_profile(services_, user, *contacts);
}

Result<void> Accounts::save_profile(const Profile& profile, const model::Actor& actor) {
    if (!profile.phone.empty() && !is_phone(profile.phone)) return invalid("user.phone").at("phone");
    if (!profile.mail.empty() && !is_mail(profile.mail)) return invalid("user.mail").at("mail");
    QY_TRY(contacts, sealed_profile(services_, actor.user, profile));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(storage::users::set_contacts(writer, actor.user, contacts));
        return write_audit(writer, actor, {"user.save_profile", object_of_user(actor.name), "ok", {}}, now);
    });
}

}  // namespace qy::business
