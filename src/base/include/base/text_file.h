#pragma once
// A text that is written to a file piece by piece.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy {

/// An existing file is replaced. Errors of both: unavailable `file.unwritable` {path}. Not shared between threads.
class TextFile {
 public:
    explicit TextFile(const std::filesystem::path& path) : path_(path.string()), file_(path, std::ios::binary) {}
    Result<void> put(std::string_view text);
    Result<void> close();

 private:
    std::string path_;
    std::ofstream file_;
};

}  // namespace qy
