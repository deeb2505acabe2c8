#pragma once
// Owners of what libpq hands out.
#include <libpq-fe.h>

#include <memory>

namespace qy::storage {

struct PgRelease {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using PgHandle = std::unique_ptr<PGconn, PgRelease>;
using PgResult = std::unique_ptr<PGresult, PgRelease>;

}  // namespace qy::storage
