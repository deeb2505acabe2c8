#include "collection/archive_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <optional>
#include <utility>

#include "base/archive_limits.h"
#include "zip_sink.h"

namespace qy::collection {
namespace {

constexpr zip_uint16_t kFirstDosDay = 0x21;  // 1980-01-01: an archive has no time of its own
constexpr std::size_t kPieceBytes = 64U << 10U;

/// A part as libzip pulls it.
struct Part {
    ArchiveWriter::Next next;
    std::string chunk;
    std::size_t used = 0;
    bool more = true;
    std::optional<Error> error;
    zip_error_t fault{};

    zip_int64_t read(char* out, std::size_t size) {
        std::size_t done = 0;
        while (done < size) {
            if (used == chunk.size()) {
                if (!more) break;
                auto further = next(chunk);
                if (!further.ok()) {
                    error = std::move(further).error();
                    zip_error_set(&fault, ZIP_ER_READ, 0);
                    return -1;
                }
                more = *further;
                used = 0;
                continue;
            }
            const auto count = std::min(size - done, chunk.size() - used);
            std::memcpy(out + done, chunk.data() + used, count);
            used += count;
            done += count;
        }
        return static_cast<zip_int64_t>(done);
    }
};

zip_int64_t serve_part(void* user, void* data, zip_uint64_t size, zip_source_cmd_t command) {
    auto& part = *static_cast<Part*>(user);
    switch (command) {
        case ZIP_SOURCE_OPEN:
        case ZIP_SOURCE_CLOSE:
        case ZIP_SOURCE_FREE:
            return 0;
        case ZIP_SOURCE_READ:
            return part.read(static_cast<char*>(data), size);
        case ZIP_SOURCE_STAT:
            zip_stat_init(static_cast<zip_stat_t*>(data));
            return sizeof(zip_stat_t);
        case ZIP_SOURCE_ERROR:
            return zip_error_to_data(&part.fault, data, size);
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        default:
            zip_error_set(&part.fault, ZIP_ER_OPNOTSUPP, 0);
            return -1;
    }
}

}  // namespace

struct ArchiveWriter::State {
    std::string path;
    int file = -1;
    bool whole = false;
    zip_t* archive = nullptr;
    std::deque<Part> parts;  // libzip holds their addresses
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (archive != nullptr) zip_discard(archive);
        if (file < 0) return;
        if (!whole) ::unlink(path.c_str());
        ::close(file);
    }
    [[nodiscard]] Error failed() const { return unavailable("file.unwritable", {path}); }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(const std::filesystem::path& path) {
    auto state = std::make_unique<State>();
    state->path = path.string();
    state->file = ::open(state->path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (state->file < 0) return state->failed();
    zip_error_t fault{};
    zip_source_t* const sink = zip_sink(state->file, &fault);
    if (sink == nullptr) return state->failed();
    state->archive = zip_open_from_source(sink, ZIP_CREATE | ZIP_TRUNCATE, &fault);
    if (state->archive != nullptr) return ArchiveWriter(std::move(state));
    zip_source_free(sink);
    return state->failed();
}

Result<void> ArchiveWriter::add(std::string_view name, Next next) {
    auto& state = *state_;
    state.parts.push_back({std::move(next), {}, 0, true, {}, {}});
    zip_source_t* const source = zip_source_function(state.archive, &serve_part, &state.parts.back());
    if (source == nullptr) return state.failed();
    const auto index = zip_file_add(state.archive, std::string(name).c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return state.failed();
    }
    const auto at = static_cast<zip_uint64_t>(index);
    const bool set = zip_set_file_compression(state.archive, at, ZIP_CM_DEFLATE, 6) == 0 &&
                     zip_file_set_dostime(state.archive, at, 0, kFirstDosDay, 0) == 0;
    return set ? Result<void>() : state.failed();
}

Result<void> ArchiveWriter::close() {
    auto& state = *state_;
    if (zip_close(state.archive) == 0) {
        state.archive = nullptr;
        state.whole = true;
        return {};
    }
    for (auto& part : state.parts) {
        if (part.error) return *std::move(part.error);
    }
    return state.failed();
}

void ArchiveReader::Discard::operator()(zip* archive) const {
    zip_discard(archive);
}

ArchiveReader::ArchiveReader(std::unique_ptr<zip, Discard> archive) : archive_(std::move(archive)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const std::filesystem::path& path) {
    int code = 0;
    zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (archive == nullptr) {
        if (code == ZIP_ER_NOENT || code == ZIP_ER_OPEN) return not_found("file.unreadable", {path.string()});
        return invalid("archive.damaged", {path.filename().string()});
    }
    return ArchiveReader(std::unique_ptr<zip, Discard>(archive));
}

std::vector<std::string> ArchiveReader::names() const {
    std::vector<std::string> names;
    const auto count = zip_get_num_entries(archive_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* const name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
        names.emplace_back(name == nullptr ? "" : name);
    }
    return names;
}

namespace {

/// Cuts what is read into lines.
class LineCutter {
 public:
    LineCutter(const std::string& name, const std::function<Result<void>(std::int64_t, std::string_view)>& use)
        : name_(name), use_(use) {}
    Result<void> take(std::string_view piece) {
        for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
            QY_CHECK(add(piece.substr(0, end)));
            QY_CHECK(use_(++line_, text_));
            text_.clear();
            piece.remove_prefix(end + 1);
        }
        return add(piece);
    }
    [[nodiscard]] bool ended() const { return text_.empty(); }

 private:
    Result<void> add(std::string_view piece) {
        text_ += piece;
        if (text_.size() <= limits::archive_line_bytes_max) return {};
        return too_large("archive.line_too_long", {name_, std::to_string(line_ + 1)});
    }
    const std::string& name_;
    const std::function<Result<void>(std::int64_t, std::string_view)>& use_;
    std::string text_;
    std::int64_t line_ = 0;
};

}  // namespace

Result<void> ArchiveReader::each_line(const std::string& name, std::uint64_t bytes_max,
                                      const std::function<void(std::string_view)>& raw,
                                      const std::function<Result<void>(std::int64_t, std::string_view)>& use) const {
    struct Close {
        void operator()(zip_file_t* file) const { (void)zip_fclose(file); }
    };
    const std::unique_ptr<zip_file_t, Close> file(zip_fopen(archive_.get(), name.c_str(), 0));
    if (file == nullptr) return invalid("archive.damaged", {name});
    LineCutter lines(name, use);
    std::string piece(kPieceBytes, '\0');
    std::uint64_t read = 0;
    while (true) {
        const auto got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return invalid("archive.damaged", {name});
        if (got == 0) break;
        read += static_cast<std::uint64_t>(got);
        if (read > bytes_max) return too_large("archive.part_too_large", {name});
        const std::string_view text(piece.data(), static_cast<std::size_t>(got));
        raw(text);
        QY_CHECK(lines.take(text));
    }
    return lines.ended() ? Result<void>() : invalid("archive.damaged", {name});
}

}  // namespace qy::collection
