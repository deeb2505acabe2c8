#include "storage/testing/ask_accounts.h"

#include "storage/access_set_store.h"
#include "storage/credential_store.h"
#include "storage/login_store.h"
#include "storage/proposal_store.h"
#include "storage/role_store.h"
#include "storage/session_store.h"
#include "storage/testing/done.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

// Only the members that matter are named.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage::testing {

void ask_credentials(Writer& db) {
    using namespace credentials;
    const model::UserId user(7);
    const model::SecondFactor factor{.id = model::SecondFactorId(50'000), .user = user};
    done(earlier_passwords(db, user, 4));
    done(retire_password(db, user, {0}, 5));
    done(forget_passwords(db, user));
    done(insert_factor(db, factor));
    done(factors(db, user));
    done(confirm_factor(db, factor.id, 1));
    done(use_step(db, factor.id, 2));
    done(remove_drafts(db, user));
    done(remove_factor(db, user, factor.id));
    done(set_recovery_codes(db, user, {"new"}));
    done(use_recovery_code(db, user, "new"));
    done(recovery_codes_left(db, user));
    done(remove_factors(db, user));
    done(insert_secret(db, "new", {"password", user, {}, {}, {0}}));
    done(take_secret(db, "new"));
    done(remove_secrets(db, user));
    done(remove_secrets_of_kind(db, "first_run"));
    done(add_consent(db, user, "9", {0}));
    done(consents(db, user));
}

void ask_sessions(Writer& db) {
    const model::Session session{.id = model::SessionId(50'000), .user = model::UserId(7)};
    done(sessions::insert(db, session, "new"));
    done(sessions::find(db, "new", "1"));
    done(sessions::of_user(db, session.user));
    done(sessions::set_seen(db, session.id, {0}));
    done(sessions::renew(db, session.id, "newer", "", {0}));
    done(sessions::end(db, session.user, session.id));
    done(sessions::end_others(db, session.user, session.id));
    done(sessions::end_expired(db, {5}, {5}));
    using namespace logins;
    done(failures(db, "f7"));
    done(add_failure(db, "f7", {9}, {0}));
    done(forgive(db, "f7", 1));
    done(take_turn(db, "f7", {9}, {5}));
    done(forget_failures(db, {5}));
    done(knows_device(db, session.user, "d7"));
    done(keep_device(db, session.user, "d7", {0}));
    done(forget_devices(db, session.user));
    done(insert_challenge(db, "new", {"captcha", "", {0}}));
    done(take_challenge(db, "new"));
    done(forget_challenges(db, {5}));
}

void ask_tokens(Writer& db) {
    const model::TokenId id(30'000);
    const model::UserId user(77);
    done(tokens::insert(db, {.id = id, .user = user}, "new"));
    done(tokens::find(db, "t77"));
    done(tokens::set_last_used(db, id, {0}));
    done(tokens::list(db, id, 10));
    done(tokens::of_user(db, user, {}, 10));
    done(tokens::count_open(db, user, {5}));
    done(tokens::by_id(db, id));
    done(tokens::revoke(db, id));
    done(tokens::revoke_all(db, user));
    done(tokens::give_end(db, {0}));
}

void ask_access(Writer& db) {
    const model::UserId user(7);
    const model::AccessProposal proposal{
        .id = model::AccessProposalId(1), .user = user, .subject = "party_clerk", .proposer = user};
    done(proposals::insert(db, proposal));
    done(proposals::find(db, proposal.id));
    done(proposals::list(db, model::ProposalState::proposed, {}, 50));
    done(proposals::waiting(db, user));
    done(proposals::waiting(db, model::ProposalKind::role, "party_clerk"));
    done(proposals::decide(db, proposal.id, model::ProposalState::approved, user, {0}));
    const model::RoleDefinition role{.role = model::Role("county_inspector"), .zh = "县级检查员", .en = "Inspector"};
    done(access_set::adopt(db, 0));
    done(access_set::find(db));
    done(access_set::stored(db));
    done(roles::insert(db, role));
    done(roles::all(db));
    done(roles::update(db, role));
    done(roles::vouch_anew(db, role.role.name()));
    const model::ChangeRule rule{.kind = model::ChangeKind::product, .field = "gtin"};
    done(roles::insert_rule(db, rule));
    done(roles::rules(db));
    done(roles::update_rule(db, rule));
    done(roles::vouch_rule_anew(db, rule.name()));
    done(roles::remove_rule(db, {.kind = rule.kind, .field = rule.field, .version = 2}));
    done(roles::put_network(db, {"staff", {"10.0.0.0/8"}, {}, 0}));
    done(roles::networks(db));
    done(roles::put_network(db, {"staff", {}, {}, 1}));
    done(roles::vouch_network_anew(db, "staff"));
    done(roles::remove_network(db, "staff"));
    done(users::vouch_for_all(db));
}

}  // namespace qy::storage::testing
