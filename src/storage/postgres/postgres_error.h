#pragma once
// PostgreSQL's SQLSTATE codes as our errors.
#include <string_view>

#include "base/error.h"
#include "postgres/handles.h"

namespace qy::storage {

/// The error of a failed result, with the server's words as the private detail.
[[nodiscard]] Error postgres_error(const PGresult* result, std::string_view statement);

/// The error of a connection that was lost.
[[nodiscard]] Error lost_error(const PGconn* connection, std::string_view statement);

/// True when the server ends the session with this error.
[[nodiscard]] bool ends_session(const PGresult* result);

}  // namespace qy::storage
