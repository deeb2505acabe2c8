#include "sqlite/log_refresh.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>

#include "sqlite/sqlite_error.h"

namespace qy::storage {
namespace {

constexpr sqlite3_int64 kPieceBytes = 1 << 16;  // SQLite's own files take less than 128 KiB at once

int write_again(sqlite3_file* log) {
    sqlite3_int64 size = 0;
    if (const int code = log->pMethods->xFileSize(log, &size); code != SQLITE_OK || size == 0) return code;
    std::string piece;
    for (sqlite3_int64 at = 0; at < size; at += kPieceBytes) {
        const auto length = static_cast<int>(std::min(kPieceBytes, size - at));
        piece.resize(static_cast<std::size_t>(length));
        if (const int code = log->pMethods->xRead(log, piece.data(), length, at); code != SQLITE_OK) return code;
        if (const int code = log->pMethods->xWrite(log, piece.data(), length, at); code != SQLITE_OK) return code;
    }
    return log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
}

}  // namespace

// Inside a write transaction, so that no other connection writes to the log meanwhile.
Result<void> refresh_log(sqlite3* database) {
    const int begun = sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    if ((begun & 0xff) == SQLITE_BUSY) return {};
    if (begun != SQLITE_OK) return sqlite_error(database, begun, "connection.refresh_log");
    sqlite3_file* log = nullptr;
    int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (code == SQLITE_OK) code = write_again(log);
    sqlite3_exec(database, "ROLLBACK", nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(nullptr, code, "connection.refresh_log");
    return {};
}

}  // namespace qy::storage
