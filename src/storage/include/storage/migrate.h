#pragma once
// Brings a database to the program's schema: numbered SQL files, each applied once, in order. (architecture §4)
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/embedded.h"
#include "base/result.h"

namespace qy::storage {

class Store;

struct MigrationReport {
    int from = 0;                      ///< number of the newest migration before, 0 for an empty database
    int to = 0;                        ///< and now
    std::vector<std::string> applied;  ///< names of the files that this call applied
};

/// Applies what is missing, each file in one transaction under the store's write lock, so that programs that start
/// together apply it once. Table `schema_migration` keeps number, name and SM3 of every file applied. A failure leaves
/// the files before it applied.
/// Errors: corrupt `migration.changed` {name} (a released file is not what was applied); conflict `migration.newer`
/// {database, program} (the database was made by a newer program); those of Store::write.
/// REQUIRES: files are named NNNN_name.sql, their numbers rising; gaps are allowed, and a file that comes between two
/// released ones is applied when it comes, so it must not build on a later one.
Result<MigrationReport> migrate(Store& store, std::span<const EmbeddedFile> files, const Clock& clock);

}  // namespace qy::storage
