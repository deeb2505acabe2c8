#include "model/contact.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<MessageChannel, 2> kChannels{{"mail", "sms"}};
constexpr EnumNames<MessageState, 7> kMessageStates{
    {"waiting", "sending", "sent", "refused", "expired", "unclear", "dropped"}};
constexpr EnumNames<RegistrationState, 5> kRegistrationStates{
    {"unverified", "submitted", "returned", "approved", "rejected"}};
constexpr EnumNames<RegistrationKind, 3> kRegistrationKinds{{"party", "person", "farmer"}};
constexpr EnumNames<InvitationState, 3> kInvitationStates{{"open", "accepted", "revoked"}};

}  // namespace

std::string_view to_string(MessageChannel channel) {
    return kChannels.name(channel);
}
std::optional<MessageChannel> parse_message_channel(std::string_view name) {
    return kChannels.parse(name);
}
std::string_view to_string(MessageState state) {
    return kMessageStates.name(state);
}
std::optional<MessageState> parse_message_state(std::string_view name) {
    return kMessageStates.parse(name);
}
std::string_view to_string(RegistrationState state) {
    return kRegistrationStates.name(state);
}
std::optional<RegistrationState> parse_registration_state(std::string_view name) {
    return kRegistrationStates.parse(name);
}
std::string_view to_string(RegistrationKind kind) {
    return kRegistrationKinds.name(kind);
}
std::optional<RegistrationKind> parse_registration_kind(std::string_view name) {
    return kRegistrationKinds.parse(name);
}
std::string_view to_string(InvitationState state) {
    return kInvitationStates.name(state);
}
std::optional<InvitationState> parse_invitation_state(std::string_view name) {
    return kInvitationStates.parse(name);
}

}  // namespace qy::model
