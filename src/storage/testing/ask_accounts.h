#pragma once
// For the test of plans: every statement of the stores of accounts, asked once.
namespace qy::storage {
class Writer;
}

namespace qy::storage::testing {

void ask_credentials(Writer& db);
/// Sessions, what log-ins leave behind, proposals of roles.
void ask_sessions(Writer& db);
void ask_tokens(Writer& db);
void ask_access(Writer& db);

}  // namespace qy::storage::testing
