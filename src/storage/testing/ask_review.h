#pragma once
// For the test of plans: every statement of what waits for review, of policies and of the feed of changes.
#include "storage/store.h"

namespace qy::storage::testing {

void ask_review(Writer& db);

}  // namespace qy::storage::testing
