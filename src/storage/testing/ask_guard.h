#pragma once
// For the test of plans: what narrows audiences, finds users by contact, approves exports and watches the clock.
namespace qy::storage {
class Writer;
}

namespace qy::storage::testing {

void ask_guard(Writer& db);

}  // namespace qy::storage::testing
