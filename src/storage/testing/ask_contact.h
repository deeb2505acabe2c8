#pragma once
// For the test of plans: every statement of the stores of messages, registrations and what belongs to them, asked once.
#include <string_view>

namespace qy::storage {
class Writer;
}

namespace qy::storage::testing {

/// 20,000 rows of each table, from a table n of their numbers and with users and parties of them.
extern const std::string_view contact_rows;

void ask_contact(Writer& db);

}  // namespace qy::storage::testing
