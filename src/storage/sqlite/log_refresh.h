#pragma once
// The write-ahead log after a start: what it says is on the disk, not only in memory.
#include "base/result.h"

struct sqlite3;

namespace qy::storage {

/// Writes the log's bytes once more and synchronises them. A synchronisation that failed leaves pages that the
/// operating system shows and holds for written; a program that starts again would take them from the log and build
/// upon them, and a power failure would then take away what it acknowledged since. Only writing them again brings them
/// to the disk. Nothing happens while another program writes: then the log is in use. Errors: those of open_sqlite.
Result<void> refresh_log(sqlite3* database);

}  // namespace qy::storage
