#pragma once
// What reaches people who are not signed in: messages by mail and SMS, registrations and invitations that they answer,
// links for one shipment, requests of data subjects. (clauses 6.5.1, 6.5.2)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/vocabulary.h"

namespace qy::model {

using MessageId = Id<struct MessageTag>;
using RegistrationId = Id<struct RegistrationTag>;
using InvitationId = Id<struct InvitationTag>;
using ShipmentLinkId = Id<struct ShipmentLinkTag>;
using DataRequestId = Id<struct DataRequestTag>;

enum class MessageChannel : std::uint8_t { mail, sms };
[[nodiscard]] std::string_view to_string(MessageChannel channel);
[[nodiscard]] std::optional<MessageChannel> parse_message_channel(std::string_view name);

/// Where a person can be reached: a mail address in lower case, or a phone number as digits.
struct Contact {
    MessageChannel channel = MessageChannel::mail;
    std::string address;
};

/// waiting: to be sent at its time; sending: somebody is at it, or was when the program died. unclear: it may have
/// arrived, and was not sent again. dropped: never meant to be sent (there is no such account).
enum class MessageState : std::uint8_t { waiting, sending, sent, refused, expired, unclear, dropped };
[[nodiscard]] std::string_view to_string(MessageState state);
[[nodiscard]] std::optional<MessageState> parse_message_state(std::string_view name);

/// unverified: nobody has proved the phone or mail yet; it is shown to no reviewer and goes when its time is over.
enum class RegistrationState : std::uint8_t { unverified, submitted, returned, approved, rejected };
[[nodiscard]] std::string_view to_string(RegistrationState state);
[[nodiscard]] std::optional<RegistrationState> parse_registration_state(std::string_view name);

/// party: a firm with its first user. person: somebody who joins a party that is there. farmer: a natural person who
/// grows or makes something, and is a party and its user at once.
enum class RegistrationKind : std::uint8_t { party, person, farmer };
[[nodiscard]] std::string_view to_string(RegistrationKind kind);
[[nodiscard]] std::optional<RegistrationKind> parse_registration_kind(std::string_view name);

/// What was filled in. Stored sealed as a whole.
struct Applicant {
    std::string party_name;   ///< of a firm; of a farmer the own name
    std::string credit_code;  ///< GB 32100, of the firm itself, of the one to join, or of a farmer's cooperative
    std::vector<PartyRole> party_roles;
    std::string region;  ///< GB/T 2260, or empty
    std::string address;
    std::string full_name;  ///< who can be asked, and becomes the user
    Contact contact;
    std::string language;  ///< "zh" or "en", of messages
};

struct Registration {
    RegistrationId id;
    RegistrationKind kind = RegistrationKind::party;
    RegistrationState state = RegistrationState::unverified;
    Applicant applicant;
    std::string policy_version;  ///< of the privacy policy that was agreed to
    Time created_at;
    std::optional<Time> verified_at;
    UserId decider;
    std::optional<Time> decided_at;
    std::string comment;  ///< of the decision
    PartyId party;        ///< of a person: the one to join; of a firm: since its approval
    std::int64_t version = 1;
};

enum class InvitationState : std::uint8_t { open, accepted, revoked };
[[nodiscard]] std::string_view to_string(InvitationState state);
[[nodiscard]] std::optional<InvitationState> parse_invitation_state(std::string_view name);

/// A user to be made: whoever proves the contact chooses name and password.
struct Invitation {
    InvitationId id;
    PartyId party;
    UserId inviter;  ///< none: follows from a registration
    std::vector<Role> roles;
    std::vector<Role> asked_for;  ///< those of them that the platform has to agree to; not stored
    Contact contact;
    std::string full_name;
    std::string policy_version;  ///< agreed to already; empty: with the acceptance
    InvitationState state = InvitationState::open;
    Time created_at;
    Time expires_at;
    UserId user;  ///< since it was accepted
};

}  // namespace qy::model
