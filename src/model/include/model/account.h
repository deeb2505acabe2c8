#pragma once
// What belongs to a user's signing in: sessions, tokens, second factors, proposed roles. (clauses 6.5.1, 9.4.1, 9.4.2)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "model/actor.h"
#include "model/ids.h"

namespace qy::model {

using SessionId = Id<struct SessionTag>;
using SecondFactorId = Id<struct SecondFactorTag>;
using AccessProposalId = Id<struct AccessProposalTag>;
using TokenId = Id<struct TokenTag>;

/// One signed-in browser.
struct Session {
    SessionId id;
    UserId user;
    Time created_at;
    Time seen_at;           ///< last request, to a minute
    Time expires_at;        ///< whatever happens
    Time authenticated_at;  ///< log-in, or the last repeated one
    std::string factor;     ///< "totp", "sm2", "recovery"; empty: password alone
    std::string address;    ///< masked
    std::string device_class;
};

/// What a program shows instead of signing in. The secret itself is nowhere: a keyed hash of it is stored.
struct BearerToken {
    TokenId id;
    UserId user;
    std::string user_name;   ///< not stored with it
    std::string label;       ///< what it is for, in the operator's words
    std::string created_by;  ///< name of the actor; empty: of an older version
    Time created_at;
    Time expires_at;
    std::optional<Time> last_used_at;  ///< to an hour
    bool revoked = false;
};

enum class FactorKind : std::uint8_t { totp, sm2 };
[[nodiscard]] std::string_view to_string(FactorKind kind);
[[nodiscard]] std::optional<FactorKind> parse_factor_kind(std::string_view name);

struct SecondFactor {
    SecondFactorId id;
    UserId user;
    FactorKind kind = FactorKind::totp;
    std::string label;       ///< the user's own name for it
    std::string hash;        ///< of one-time codes: "sha1" or "sm3"
    Bytes secret;            ///< sealed; one-time codes only
    std::string public_key;  ///< x and y in hex; keys only
    bool confirmed = false;
    std::int64_t last_step = 0;  ///< of the last one-time code that was used
    Time created_at;
};

enum class ProposalState : std::uint8_t { proposed, approved, rejected, withdrawn };
[[nodiscard]] std::string_view to_string(ProposalState state);
[[nodiscard]] std::optional<ProposalState> parse_proposal_state(std::string_view name);

/// grant: a role for a user, or its end; role, change_rule, network_rule: the content of such a row.
enum class ProposalKind : std::uint8_t { grant, role, change_rule, network_rule };
[[nodiscard]] std::string_view to_string(ProposalKind kind);
[[nodiscard]] std::optional<ProposalKind> parse_proposal_kind(std::string_view name);

/// What one security administrator proposes and another decides about.
struct AccessProposal {
    AccessProposalId id;
    ProposalKind kind = ProposalKind::grant;
    UserId user;          ///< of a grant
    std::string subject;  ///< the role, or the rule ("product.gtin")
    bool removal = false;
    std::string content;  ///< JSON; of a grant empty
    ProposalState state = ProposalState::proposed;
    UserId proposer;
    Time proposed_at;
    UserId decider;  ///< none while it waits
    std::optional<Time> decided_at;
    bool damaged = false;  ///< changed behind the program's back: it cannot be approved
};

}  // namespace qy::model
