// user.add, user.role, user.token. (clause 6.5.1)
#include "account_json.h"
#include "base/limits.h"
#include "business/accounts.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace handlers {

Result<Answer> user_add(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::NewUser user;
    user.name = in.text("name", 64);
    user.roles = read_roles(in, "roles");
    user.party = read_optional_id<model::PartyId>(in, "party");
    user.password = SecretText(in.text("password", 200));
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.accounts.add(user, call.actor));
    return Answer{JsonObject{{"id", id.to_string()}, {"name", user.name}}, {}, false};
}

Result<Answer> user_role(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", 64);
    const auto add = read_roles(in, "add");
    const auto remove = read_roles(in, "remove");
    QY_CHECK(in.finish());
    QY_TRY(roles, call.use.accounts.change_roles(name, add, remove, call.actor));
    return Answer{JsonObject{{"name", name}, {"roles", role_names(roles)}}, {}, false};
}

Result<Answer> user_token(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", 64);
    QY_CHECK(in.finish());
    QY_TRY(token, call.use.accounts.issue_token(name, call.actor));
    return Answer{JsonObject{{"name", name}, {"token", token.expose()}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
