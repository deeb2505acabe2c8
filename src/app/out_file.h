#pragma once
// Where a command writes: a file that is there whole or as it was before, or standard output.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/result.h"
#include "operator_calls.h"

namespace qy::app {

/// Errors of all: unavailable `file.unwritable` {path}. Not shared between threads.
class OutFile {
 public:
    /// "-": standard output. A file is written beside its place and takes it when it is closed, with the rights of the
    /// file that stood there; a device or a pipe is written to as it is.
    explicit OutFile(std::string path);
    OutFile(const OutFile&) = delete;
    OutFile& operator=(const OutFile&) = delete;
    /// What was not closed is gone.
    ~OutFile();
    Result<void> put(std::string_view bytes);
    Result<void> close();

 private:
    [[nodiscard]] std::ostream& out();
    [[nodiscard]] Result<void> written() const;
    std::string path_;
    std::filesystem::path target_;
    std::filesystem::path beside_;  ///< empty: it is written in place
    std::ofstream file_;
};

/// What `function` streams, as a file; `format` as OperatorCalls::download. Errors: those of both.
Result<void> download_to(OperatorCalls& calls, std::string_view function, const JsonObject& body,
                         const std::string& path, std::string_view format = {});

}  // namespace qy::app
