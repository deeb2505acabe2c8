#include "caller.h"

#include "base/bytes.h"
#include "business/accounts.h"
#include "network_table.h"
#include "session_cookie.h"
#include "transport/address.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kBearer = "Bearer ";

Result<Caller> operator_caller(const WebApp::Core& core, const transport::HttpRequest& request) {
    Caller caller;
    caller.actor.name = "operator:" + std::to_string(request.peer_uid.value_or(0));
    caller.actor.channel = model::Channel::operator_command;
    QY_TRY(party, model::PartyId::parse(core.parts.operator_party));
    caller.actor.party = party;
    return caller;
}

Result<void> check_csrf(const business::SessionView& view, const transport::HttpRequest& request, const Route& route) {
    if (has(route.needs, Needs::no_csrf_token)) return {};
    const auto given = request.headers.find("x-csrf-token").value_or("");
    if (equal_in_constant_time(bytes_of(given), bytes_of(view.csrf_token))) return {};
    return denied("session.csrf");
}

Caller nobody() {
    Caller caller;
    caller.actor.name = "anonymous";
    return caller;
}

Result<Caller> signed_in_caller(const WebApp::Core& core, const transport::HttpRequest& request, const Route& route,
                                const SecretText& token) {
    if (!is_same_origin(request)) return denied("session.cross_site");
    QY_TRY(view, core.parts.use.sessions.authenticate(token, !has(route.needs, Needs::no_use)));
    QY_CHECK(check_csrf(view, request, route));
    Caller caller{business::actor_of(view)};
    caller.good_until = view.idle_until;
    caller.session = std::move(view);
    return caller;
}

Result<Caller> found_caller(const WebApp::Core& core, const transport::HttpRequest& request, const Route& route) {
    if (request.listener == transport::Listener::admin) return operator_caller(core, request);
    if (const auto header = request.headers.find("authorization")) {
        if (!header->starts_with(kBearer)) return unauthenticated("token.invalid");
        QY_TRY(bearer, core.parts.use.accounts.authenticate(SecretText(std::string(header->substr(kBearer.size())))));
        Caller caller{std::move(bearer.actor)};
        caller.token = bearer.token;
        caller.good_until = bearer.expires_at;
        return caller;
    }
    if (has(route.needs, Needs::same_site) && !is_same_origin(request)) return denied("session.cross_site");
    const auto token = cookie_value(CookieKind::session, request);
    if (token.expose().empty()) return nobody();
    auto caller = signed_in_caller(core, request, route, token);
    const bool refused =
        !caller.ok() && (caller.error().kind == ErrorKind::denied || caller.error().kind == ErrorKind::unauthenticated);
    if (refused && route.permission == model::Permission::anyone) return nobody();
    return caller;
}

/// A network that its roles may not come from, or what its session has to do first (a second factor, a new password,
/// consent).
std::optional<Error> bar_of(const Caller& caller, const transport::HttpRequest& request, const Route& route) {
    const bool open = has(route.needs, Needs::open_while_bound);
    if (open || caller.actor.is_anonymous() || caller.actor.is_operator()) return std::nullopt;
    if (!contains(request.admitted, network_class_of(caller.actor.rights))) return denied("network.denied");
    if (!caller.session || caller.session->musts.empty()) return std::nullopt;
    return denied("session.bound", {std::string(to_string(caller.session->musts.front()))});
}

}  // namespace

Result<Caller> caller_of(const WebApp::Core& core, const transport::HttpRequest& request, const Route& route) {
    QY_TRY(caller, found_caller(core, request, route));
    caller.barred = bar_of(caller, request, route);
    // Whoever is kept from its rights asks as a visitor what all may ask.
    if (caller.barred && route.permission == model::Permission::anyone) caller = nobody();
    caller.actor.request_id = request.request_id;
    caller.actor.address = request.remote_address;
    return caller;
}

void fill_client(Visitor& visitor, const transport::HttpRequest& request) {
    visitor.known_device = cookie_value(CookieKind::known_device, request);
    const auto address = transport::Address::parse(request.remote_address);
    if (!address.ok()) return;
    visitor.address_group = address->group().to_string();
    visitor.masked_address = address->masked();
}

Call call_of(const WebApp::Core& core, const transport::HttpRequest& request, const Caller& caller, Language language) {
    Call call{core.parts.use, caller.actor, language, core.parts.base_url(), visitor_of(core, request)};
    fill_client(call.visitor, request);
    if (caller.session) call.visitor.session = &*caller.session;
    call.visitor.barred = caller.barred;
    call.visitor.token = caller.token;
    call.visitor.good_until = caller.good_until;
    return call;
}

}  // namespace qy::presentation
