#include "sqlite/sqlite_error.h"

#include <sqlite3.h>

#include <string>

namespace qy::storage {
namespace {

Error error_of(int code, std::string_view statement) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return conflict("storage.duplicate", {std::string(statement)});
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return conflict("storage.reference", {std::string(statement)});
        default:
            break;
    }
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return busy("storage.busy");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return corrupt("storage.corrupt");
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_NOMEM:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT:
            return unavailable("storage.unavailable");
        default:
            return internal("storage.statement", {std::string(statement)});
    }
}

}  // namespace

Error sqlite_error(sqlite3* database, int code, std::string_view statement) {
    std::string why(statement);
    why += ": ";
    why += database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    why += " (" + std::to_string(code) + ")";
    return error_of(code, statement).because(std::move(why));
}

}  // namespace qy::storage
