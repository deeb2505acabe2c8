#pragma once
// Who makes a request: the operator on the machine, the user of a bearer token, a signed-in browser, or nobody.
#include <optional>

#include "business/sessions.h"
#include "model/actor.h"
#include "web_core.h"

namespace qy::presentation {

struct Caller {
    model::Actor actor;
    std::optional<business::SessionView> session = {};  ///< of a signed-in browser
    std::optional<Error> barred = {};                   ///< what keeps it from its rights for now
    model::TokenId token = {};                          ///< of a bearer token
    std::optional<Time> good_until = {};                ///< when session or token end, as far as is known now
};

/// A cookie alone is no caller: the request must come from this site and carry the session's token in X-CSRF-Token; a
/// function that is open to anyone takes it for nobody's then. So it does with whoever is barred: its session has
/// something to do first, or comes from a network that the class of its roles may not come from. Errors:
/// unauthenticated `token.invalid`, `session.ended`; denied `session.cross_site`, `session.csrf`.
Result<Caller> caller_of(const WebApp::Core& core, const transport::HttpRequest& request, const Route& route);
/// Fills what a visitor's address and cookies tell to log-ins. Fills nothing for the admin socket.
void fill_client(Visitor& visitor, const transport::HttpRequest& request);
/// What the caller asks with this request. REQUIRES: `caller` outlives it.
Call call_of(const WebApp::Core& core, const transport::HttpRequest& request, const Caller& caller, Language language);

}  // namespace qy::presentation
