#pragma once
// For the test of plans: every statement of the store of audit records, asked once.
namespace qy::storage {
class Writer;
}

namespace qy::storage::testing {

/// The trail is searched by each of its members, in both orders.
void ask_audit(Writer& db);

}  // namespace qy::storage::testing
