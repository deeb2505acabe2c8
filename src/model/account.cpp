#include "model/account.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<FactorKind, 2> kFactorKinds{{"totp", "sm2"}};
constexpr EnumNames<ProposalState, 4> kProposalStates{{"proposed", "approved", "rejected", "withdrawn"}};

constexpr EnumNames<ProposalKind, 4> kProposalKinds{{"grant", "role", "change_rule", "network_rule"}};

}  // namespace

std::string_view to_string(ProposalKind kind) {
    return kProposalKinds.name(kind);
}
std::optional<ProposalKind> parse_proposal_kind(std::string_view name) {
    return kProposalKinds.parse(name);
}
std::string_view to_string(FactorKind kind) {
    return kFactorKinds.name(kind);
}
std::optional<FactorKind> parse_factor_kind(std::string_view name) {
    return kFactorKinds.parse(name);
}
std::string_view to_string(ProposalState state) {
    return kProposalStates.name(state);
}
std::optional<ProposalState> parse_proposal_state(std::string_view name) {
    return kProposalStates.parse(name);
}

}  // namespace qy::model
