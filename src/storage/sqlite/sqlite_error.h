#pragma once
// SQLite's result codes as our errors.
#include <string_view>

#include "base/error.h"

struct sqlite3;

namespace qy::storage {

/// The error of the extended result code `code`, with SQLite's words as the private detail. `database` may be null.
[[nodiscard]] Error sqlite_error(sqlite3* database, int code, std::string_view statement);

}  // namespace qy::storage
