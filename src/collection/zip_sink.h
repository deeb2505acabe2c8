#pragma once
// Where libzip writes an archive: in place, so that the file may be one without a name. (libzip itself writes beside
// the file and renames.)
#include <zip.h>

namespace qy::collection {

/// A source for zip_open_from_source with ZIP_TRUNCATE. It only writes; `file` stays the caller's, open and empty, and
/// must outlive the archive. Null with `error` set.
[[nodiscard]] zip_source_t* zip_sink(int file, zip_error_t* error);

}  // namespace qy::collection
