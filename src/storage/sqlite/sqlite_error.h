#pragma once
// SQLite's result codes as our errors.
#include <string_view>

#include "base/error.h"

struct sqlite3;

namespace qy::storage {

/// The error of the extended result code `code`, with SQLite's words as the private detail. `database` may be null.
[[nodiscard]] Error sqlite_error(sqlite3* database, int code, std::string_view statement);

/// True for the errors after which a transaction may go on: only the change itself was refused.
[[nodiscard]] bool is_refused_change(const Error& error);

}  // namespace qy::storage
