#include "transport/security_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>

#include "base/limits.h"
#include "base/log.h"
#include "line_queue.h"

namespace qy::transport {
namespace {

std::string time_text(Time at) {
    const std::time_t seconds = at.seconds();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03d+0000", static_cast<int>(at.milliseconds() % 1000));
    return std::string(text.data(), size) + fraction.data();
}

// The thread's alone.
class RotatingFile {
 public:
    explicit RotatingFile(std::string path) : path_(std::move(path)) {}
    ~RotatingFile() { close(); }
    RotatingFile(const RotatingFile&) = delete;
    RotatingFile& operator=(const RotatingFile&) = delete;

    bool open() {
        file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        return file_ >= 0;
    }
    bool write(std::string_view lines) {
        if (!is_in_place()) {
            close();
            if (!open()) return false;
        }
        while (!lines.empty()) {
            const auto written = ::write(file_, lines.data(), lines.size());
            if (written <= 0) return false;
            lines.remove_prefix(static_cast<std::size_t>(written));
        }
        if (size() >= limits::security_log_file_bytes_max) rotate();
        return true;
    }

 private:
    // False when somebody moved the file away, or there is none.
    [[nodiscard]] bool is_in_place() const {
        struct stat held {};
        struct stat named {};
        return file_ >= 0 && ::fstat(file_, &held) == 0 && ::stat(path_.c_str(), &named) == 0 &&
               held.st_ino == named.st_ino && held.st_dev == named.st_dev;
    }
    [[nodiscard]] std::size_t size() const {
        struct stat held {};
        return ::fstat(file_, &held) == 0 ? static_cast<std::size_t>(held.st_size) : 0;
    }
    void rotate() {
        for (int i = limits::security_log_files_max - 1; i >= 1; --i) {
            const std::string from = i == 1 ? path_ : path_ + "." + std::to_string(i - 1);
            (void)std::rename(from.c_str(), (path_ + "." + std::to_string(i)).c_str());
        }
        close();
    }
    void close() {
        if (file_ >= 0) ::close(file_);
        file_ = -1;
    }

    const std::string path_;
    int file_ = -1;
};

}  // namespace

struct SecurityLog::Parts {
    explicit Parts(const std::string& path)
        : file(path),
          lines(
              "security.log", [this](std::string_view text) { write(text); }, limits::security_log_waiting_bytes_max) {}

    void write(std::string_view text) {
        if (file.write(text)) {
            failing = false;
            return;
        }
        unwritten += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
        if (!failing.exchange(true)) log::warning("security.log_unwritable", {{"lines", unwritten.load()}});
    }

    RotatingFile file;
    std::atomic<std::uint64_t> unwritten = 0;
    std::atomic<bool> failing = false;
    LineQueue lines;  // its thread uses all above
};

std::string security_line(const SecurityEvent& event) {
    std::string line = time_text(event.at) + " qiongyuan ";
    line.append(event.kind).append(" from ").append(event.client.to_string()).append(": ");
    line.append(event.reason.empty() ? "-" : event.reason).append(" route=").append(event.route);
    return line.append(" request_id=").append(event.request_id).append("\n");
}

SecurityLog::SecurityLog(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SecurityLog::~SecurityLog() = default;

Result<std::unique_ptr<SecurityLog>> SecurityLog::open(const std::string& path) {
    auto parts = std::make_unique<Parts>(path);
    if (!parts->file.open()) return unavailable("file.unwritable", {path});
    return std::unique_ptr<SecurityLog>(new SecurityLog(std::move(parts)));
}

void SecurityLog::add(const SecurityEvent& event) {
    parts_->lines.add(security_line(event));
}

std::uint64_t SecurityLog::lost() const {
    return parts_->lines.dropped() + parts_->unwritten;
}

}  // namespace qy::transport
