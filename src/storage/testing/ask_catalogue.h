#pragma once
// For the test of plans: every statement of categories and the dictionary, once.
#include "storage/store.h"

namespace qy::storage::testing {

void ask_catalogue(Writer& db);

}  // namespace qy::storage::testing
