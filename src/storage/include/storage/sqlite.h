#pragma once
// Opens the embedded database: one SQLite file in WAL mode. (clause 5.4; architecture §4)
#include <memory>
#include <string>

#include "base/result.h"
#include "storage/store.h"

namespace qy::storage {

/// When a commit counts as durable. `full`: after the log is synchronised to the disk (power loss loses nothing).
/// `normal`: only checkpoints synchronise (power loss may lose the newest commits). `off`: for tests and measurements.
enum class Synchronous { full, normal, off };

struct SqliteOptions {
    std::string path;  ///< the file; created with mode 0600 when missing
    int readers = 8;   ///< snapshots at once, each a connection, opened when first needed; REQUIRES: ≥ 1
    Synchronous synchronous = Synchronous::full;
    int busy_timeout_ms = 5'000;  ///< how long to wait for another program's lock, or for a free reader
    int cache_kib_per_connection = 8'192;
    int cache_kib_of_writer = 32'768;  ///< keys and hashes land all over the file
    /// SQLite's name of the file system to go through, such as one that fails on purpose; null: its own. Outlives the
    /// store.
    const char* vfs = nullptr;
};

/// A store over the file, which stays open until the store is destroyed; by then every call must have returned.
/// Several programs may open one file; their writes exclude each other. The schema is migrate.h's matter.
/// Errors: unavailable `storage.unavailable` (no such folder, no right, disk full), corrupt `storage.corrupt` (no
/// SQLite file, or a broken one), busy `storage.busy`.
Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options);

}  // namespace qy::storage
