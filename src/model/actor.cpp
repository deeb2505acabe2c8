#include "model/actor.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<Channel, 4> kChannels{{"web", "api", "operator_command", "demo"}};

}  // namespace

bool Actor::may(Permission permission) const {
    if (permission == Permission::anyone || is_operator()) return true;
    if (is_anonymous()) return false;
    return permission == Permission::signed_in || rights.may(permission);
}

Reach Actor::reach(Permission permission) const {
    if (is_operator()) return Reach::everything();
    return is_anonymous() ? Reach() : rights.reach(permission, party);
}

std::string_view to_string(Channel channel) {
    return kChannels.name(channel);
}

}  // namespace qy::model
