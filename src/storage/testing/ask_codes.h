#pragma once
// For tests of plans: every statement on code ranges, codes, scans and labels made for print.
#include "storage/store.h"

namespace qy::storage::testing {

void ask_codes(Writer& db);

}  // namespace qy::storage::testing
