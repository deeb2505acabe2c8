#pragma once
// Files that were taken from watched folders. (clauses 5.2, 6.2.3) Errors: those of the port.
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::watched_files {

struct WatchedFile {
    model::ImportUploadId upload;  ///< its import has this number
    std::string folder;
    std::string file_name;
    std::int64_t bytes = 0;
    Time modified_at;
    model::PartyId recorder;
};

/// Errors: conflict `storage.duplicate`: a file of this name is in hand.
Result<void> insert(Writer& writer, const WatchedFile& file);
/// In hand, oldest first, at most `limit`.
Result<std::vector<WatchedFile>> open_ones(Reader& reader, std::int64_t limit);
/// Whether a file of this place is in hand.
Result<bool> is_open(Reader& reader, const WatchedFile& file);
/// Its result is written and it lies elsewhere: the row has done its work.
Result<void> remove(Writer& writer, model::ImportUploadId upload);

}  // namespace qy::storage::watched_files
