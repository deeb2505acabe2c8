#pragma once
// Files without a name: what is in them is gone with the program, however it ends. (clause 9.2.2)
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"

namespace qy {

/// Nobody else can open it, and a kill leaves nothing of it. Not shared between threads.
class TemporaryFile {
 public:
    using Make = std::function<Result<void>(const std::filesystem::path& path)>;

    /// Where they lie: $TMPDIR, else /tmp.
    static std::string folder();
    /// Errors: unavailable `file.unwritable` {folder}.
    static Result<TemporaryFile> create();
    /// One that `make` has written, for next(). Its path is for this process alone: what writes there must write in
    /// place. Errors: those of make; unavailable `file.unwritable` {folder}.
    static Result<std::shared_ptr<TemporaryFile>> made_by(const Make& make);

    ~TemporaryFile();
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;

    [[nodiscard]] int descriptor() const { return file_; }
    /// Replaces `chunk` by the next piece, from the beginning on; returns whether more may follow. Errors: unavailable
    /// `file.unreadable` {folder}.
    Result<bool> next(std::string& chunk);

 private:
    explicit TemporaryFile(int file) : file_(file) {}
    int file_;
    std::int64_t read_ = 0;
};

}  // namespace qy
