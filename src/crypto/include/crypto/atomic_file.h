#pragma once
// Files that are either as before or whole: temporary file, fsync, rename, fsync of the folder.
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy::crypto {

enum class IfPresent { replace, fail };

/// Mode 0600. Errors: conflict `file.exists` {path} (IfPresent::fail); unavailable `file.write_failed` {path}, the old
/// content then stays. One writer at a time.
Result<void> write_private_file(const std::string& path, std::string_view content, IfPresent if_present);

}  // namespace qy::crypto
