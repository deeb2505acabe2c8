// Accounts that a security administrator makes or resets: what sets the password goes to the user alone. (clause 6.5.1)
#include <array>
#include <iterator>

#include "account_admin.h"
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "business/accounts.h"
#include "business/audit.h"
#include "business/contact_proof.h"
#include "business/outbox.h"
#include "contact_proofs.h"
#include "contact_rules.h"
#include "message_texts.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Contact;
using model::MessageChannel;

Error unreachable(std::string_view command, std::string_view name) {
    return conflict("user.unreachable", {std::string(command) + " --name " + std::string(name)});
}

/// Where something can be sent to the user now; its mail address first, which no code of six digits has to be read
/// from.
Result<std::optional<Contact>> reached_at(storage::Reader& reader, const Services& services, model::UserId user) {
    QY_TRY(stored, storage::users::contacts(reader, user));
    if (!stored) return std::optional<Contact>();
    QY_TRY(profile, opened_profile(services, user, *stored));
    for (const auto channel : std::array{MessageChannel::mail, MessageChannel::sms}) {
        const auto& address = channel == MessageChannel::mail ? profile.mail : profile.phone;
        if (address.empty() || !is_set_up(services.settings, channel)) continue;
        QY_TRY(contact, channel == MessageChannel::mail ? one_contact("", address) : one_contact(address, ""));
        return std::optional(std::move(contact));
    }
    return std::optional<Contact>();
}

/// The proof that sets the password, on its way to the user.
Result<void> send_proof(storage::Writer& writer, const Services& services, std::string_view kind,
                        const Contact& contact, const NewProof& proof, const model::User& user, Time expires_at,
                        const Asking& asking) {
    QY_CHECK(count_message(writer, services, contact, asking.address_group));
    QY_CHECK(put_proof(writer, services, proof, proof_of::reset, user.id.number(), expires_at));
    return post_message(writer, services,
                        {kind,
                         contact,
                         asking.language,
                         {link_or_code(contact, asking.base_url, "password", proof.secret), user.name},
                         expires_at});
}

}  // namespace

Result<std::vector<model::User>> Accounts::with_contact(std::string_view phone, std::string_view mail) {
    QY_TRY(contact, one_contact(phone, mail));
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<model::User>> {
        if (contact.channel == MessageChannel::mail) return storage::users::by_mail(reader, contact.address);
        QY_TRY(users, storage::users::by_phone(reader, contact.address));
        QY_TRY(more, storage::users::by_phone(reader, "+86" + contact.address));  // as some save it
        users.insert(users.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        return users;
    });
}

Result<SentTo> Accounts::create(const NewAccount& account, const Asking& asking, const model::Actor& actor) {
    if (!is_user_name(account.name)) return invalid("user.name", {account.name}).at("name");
    QY_TRY(contact, one_contact(account.phone, account.mail));
    if (!is_set_up(services_.settings, contact.channel)) return unreachable("qiongyuan user add", account.name);
    QY_TRY(proof, new_proof(services_, proof_of::reset, contact));
    QY_TRY(hash, hash_of_nothing(services_));
    const Time now = services_.clock.now();
    const SentTo sent{masked_contact(contact), now.plus_seconds(limits::one_time_secret_seconds)};
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, make_account(writer, services_, account.name, account.party, hash, actor));
        QY_TRY(contacts, sealed_profile(services_, user.id, profile_with("", contact)));
        QY_CHECK(storage::users::set_contacts(writer, user.id, contacts));
        QY_CHECK(
            send_proof(writer, services_, message_kind::account_made, contact, proof, user, sent.expires_at, asking));
        return write_audit(
            writer, actor,
            {"user.create", object_of_user(account.name), "ok", {}, {}, user_fingerprint(services_, user)}, now);
    });
    QY_CHECK(std::move(stored));
    return sent;
}

Result<SentTo> Accounts::reset(std::string_view name, const Asking& asking, const model::Actor& actor) {
    using Reached = std::pair<model::User, std::optional<Contact>>;
    QY_TRY(reached, services_.store.read([&](storage::Reader& reader) -> Result<Reached> {
        QY_TRY(user, user_named(reader, name));
        QY_TRY(contact, reached_at(reader, services_, user.id));
        return Reached{std::move(user), std::move(contact)};
    }));
    const auto& [user, contact] = reached;
    QY_CHECK(check_other(user, actor));
    if (!contact) return unreachable("qiongyuan user reset", name);
    QY_TRY(proof, new_proof(services_, proof_of::reset, *contact));
    QY_TRY(hash, hash_of_nothing(services_));
    const Time now = services_.clock.now();
    const SentTo sent{masked_contact(*contact), now.plus_seconds(limits::one_time_secret_seconds)};
    auto stored = services_.store.write(
        [&, &user = reached.first, &contact = *reached.second](storage::Writer& writer) -> Result<void> {
            QY_TRY(factors, take_access_away(writer, services_, user, hash, false, actor));
            QY_CHECK(send_proof(writer, services_, message_kind::account_reset, contact, proof, user, sent.expires_at,
                                asking));
            return write_audit(writer, actor,
                               {"user.reset", object_of_user(name), "ok", {{"factors_removed", factors}}}, now);
        });
    QY_CHECK(std::move(stored));
    return sent;
}

}  // namespace qy::business
