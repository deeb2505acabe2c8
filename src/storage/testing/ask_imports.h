#pragma once
// Every statement of background imports and watched folders, asked once.
#include "storage/store.h"

namespace qy::storage::testing {

void ask_imports(Writer& db);

}  // namespace qy::storage::testing
