#pragma once
// What can be said of the table of routes before the program runs: each rule is a static_assert in routes.cpp.
#include <algorithm>
#include <string_view>

#include "presentation/api.h"

namespace qy::presentation::route_rules {

/// "AREA.VERB", in lowercase letters, digits and underscores.
constexpr bool is_name(std::string_view name) {
    const auto dot = name.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return false;
    return name.find('.', dot + 1) == std::string_view::npos && std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
           });
}
constexpr std::string_view verb_of(std::string_view name) {
    return name.substr(name.find('.') + 1);
}

/// Its handler cannot be compared with nullptr here: under a sanitizer GCC 12 takes that for no constant (its bug
/// 71962).
constexpr bool is_whole(const Route& route) {
    return is_name(route.name) && !route.zh.empty() && !route.en.empty();
}

/// Who may is said: everybody, by name, through the open door; the operator alone at the machine; else a permission.
constexpr bool says_who_may(const Route& route) {
    switch (route.door) {
        case Door::open:
            return route.permission == model::Permission::anyone;
        case Door::machine:
            return route.permission == model::Permission::operate;
        case Door::partner:
            return route.permission != model::Permission::anyone && route.permission != model::Permission::operate;
    }
    return false;
}

/// Verbs that change nothing and give nothing away as a file.
inline constexpr std::string_view kLooks[] = {"captcha",        "challenge",      "check",         "consents",
                                              "files",          "find",           "get",           "history",
                                              "list",           "list_audiences", "list_grants",   "list_invitations",
                                              "list_licensees", "list_links",     "list_printers", "list_proposals",
                                              "list_ranges",    "list_templates", "list_tokens",   "names",
                                              "preview",        "preview_change", "profile",       "query",
                                              "queue",          "returned",       "rows",          "search",
                                              "show",           "status",         "stream",        "template",
                                              "view",           "wechat_config",  "whoami"};
constexpr bool looks_only(const Route& route) {
    return std::ranges::find(kLooks, verb_of(route.name)) != std::end(kLooks);
}

/// Parts of a file on its way, scans and tries of a PIN: counted by themselves, they would drown the trail.
inline constexpr std::string_view kUntold[] = {"import.upload", "media.part", "scan.confirm", "trace.verify"};
constexpr bool is_untold(const Route& route) {
    return std::ranges::find(kUntold, route.name) != std::end(kUntold);
}

/// What changes something, hands a file out, reads the trail, is dangerous or is done at the machine leaves a record.
constexpr bool is_recorded_as_it_must(const Route& route) {
    const bool must = route.once != Once::no || route.door == Door::machine ||
                      route.permission == model::Permission::read_audit || has(route.needs, Needs::recent) ||
                      !(looks_only(route) || is_untold(route));
    return !must || route.audit == Audit::yes;
}

/// What only looks is not told twice from a kept answer.
constexpr bool is_done_once_as_it_must(const Route& route) {
    return route.once == Once::no || !looks_only(route);
}

/// Sessions are asked of people who sign in: not of visitors, not of the operator at the machine.
constexpr bool needs_a_session_only_of_users(const Route& route) {
    return !has(route.needs, Needs::session | Needs::recent | Needs::open_while_bound) || route.door == Door::partner;
}

/// Whoever changes users, roles, rights or rules, and a user's own factors, has proved itself a moment ago.
constexpr bool asks_for_proof_as_it_must(const Route& route) {
    const bool rights = route.permission == model::Permission::manage_users;
    const bool factors = route.name.starts_with("factor.") && verb_of(route.name) != "confirm_totp";
    const bool must = (rights || factors) && !looks_only(route);
    return !must || has(route.needs, Needs::recent);
}

/// Pages of other sites may cause what needs no CSRF token: such a function changes nothing.
constexpr bool changes_nothing_without_token(const Route& route) {
    return !has(route.needs, Needs::no_csrf_token) || looks_only(route);
}

}  // namespace qy::presentation::route_rules
