#pragma once
// A file that is made for one caller, sent, and gone.
#include <string>

#include "base/temporary_file.h"
#include "presentation/api.h"

namespace qy::presentation {

/// `make(path)` writes the file, which has no name and goes when the download ends or is given up. Errors: those of
/// make; unavailable `file.unwritable` {folder}.
Result<Download> made_download(std::string content_type, std::string file_name, const TemporaryFile::Make& make);

inline constexpr std::string_view kWorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace qy::presentation
