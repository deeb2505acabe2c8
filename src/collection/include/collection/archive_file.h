#pragma once
// The file of an archive: a ZIP whose parts are lines of text, written and read as streams. (clause 7.2.1)
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct zip;

namespace qy::collection {

/// Writes parts one after another. The same parts give the same bytes. Not shared between threads.
class ArchiveWriter {
 public:
    /// Replaces `chunk` by the next piece; returns whether more will follow.
    using Next = std::function<Result<bool>(std::string& chunk)>;

    /// An existing file is written over, in place. Errors: unavailable `file.unwritable` {path}.
    static Result<ArchiveWriter> create(const std::filesystem::path& path);
    ~ArchiveWriter();  ///< without `close`: no file
    ArchiveWriter(ArchiveWriter&&) noexcept;
    ArchiveWriter& operator=(ArchiveWriter&&) noexcept;

    /// Adds a part; `next` is asked when the file is closed, part by part in the order of their adding.
    Result<void> add(std::string_view name, Next next);
    /// Errors: the first one of a `next`; unavailable `file.unwritable` {path}. After an error there is no file.
    Result<void> close();

 private:
    struct State;
    explicit ArchiveWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Reads the parts. Nothing is ever unpacked to a place that the archive names. Not shared between threads.
class ArchiveReader {
 public:
    /// Errors: not_found `file.unreadable` {path}; invalid `archive.damaged` {what}.
    static Result<ArchiveReader> open(const std::filesystem::path& path);
    ~ArchiveReader();
    ArchiveReader(ArchiveReader&&) noexcept;
    ArchiveReader& operator=(ArchiveReader&&) noexcept;

    /// Names of all parts, as they stand in the file.
    [[nodiscard]] std::vector<std::string> names() const;
    /// Gives every line of a part, without its end, to `use`; `raw` gets every byte as it is read. Errors: those of
    /// `use`; invalid `archive.damaged` {part} (also a last line that is cut); too_large `archive.part_too_large`
    /// {part} (more than `bytes_max` come out, whatever the directory says), `archive.line_too_long` {part, line}.
    Result<void> each_line(const std::string& name, std::uint64_t bytes_max,
                           const std::function<void(std::string_view)>& raw,
                           const std::function<Result<void>(std::int64_t line, std::string_view text)>& use) const;

 private:
    struct Discard {
        void operator()(zip* archive) const;
    };
    explicit ArchiveReader(std::unique_ptr<zip, Discard> archive);
    std::unique_ptr<zip, Discard> archive_;
};

}  // namespace qy::collection
