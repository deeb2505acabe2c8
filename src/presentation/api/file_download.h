#pragma once
// A file that is made for one caller, sent, and gone.
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"
#include "presentation/api.h"

namespace qy::presentation {

/// `make(path)` writes the file into a folder of its own that nobody else may read; it goes when the download ends or
/// is given up. Errors: those of make; unavailable `file.unwritable` {folder}.
Result<Download> made_download(std::string content_type, std::string file_name,
                               const std::function<Result<void>(const std::filesystem::path&)>& make);

inline constexpr std::string_view kWorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace qy::presentation
