#pragma once
// Opens a database of a PostgreSQL server, version 15 or newer. (clauses 4.5, 5.4; architecture §4)
#include <memory>
#include <string>

#include "base/result.h"
#include "storage/store.h"

namespace qy::storage {

struct PostgresOptions {
    /// postgres://user@host:port/database?sslmode=verify-full&sslrootcert=… with every parameter that libpq knows; a
    /// password is better kept in a file that `passfile` names. Parameters of the URL win over the time-outs below.
    std::string url;
    int readers = 8;                    ///< snapshots at once, each a connection; REQUIRES: ≥ 1
    int connect_timeout_s = 5;          ///< for each address of the server
    int statement_timeout_ms = 30'000;  ///< one statement; migrations have no limit
    int lock_timeout_ms = 5'000;        ///< how long to wait for another program's group
    int reader_timeout_ms = 5'000;      ///< how long to wait for a free reader
    int silence_timeout_ms = 20'000;    ///< after which a peer that acknowledges nothing counts as lost
    int outcome_timeout_ms = 10'000;    ///< how long to ask what became of a commit whose answer was lost
};

/// True for the addresses that open_postgres takes.
[[nodiscard]] bool is_postgres_url(std::string_view text);

/// A store over the database, which must exist and be encoded in UTF-8. Several programs may open one; their groups
/// exclude each other by an advisory lock. Connections that a restarted server has lost are made anew. The schema is
/// migrate.h's matter. Errors: unavailable `storage.connection` {reason} (no such server, database, right or
/// certificate; the reason holds no password); invalid `storage.server` {what it is, what it must be}.
Result<std::unique_ptr<Store>> open_postgres(const PostgresOptions& options);

}  // namespace qy::storage
