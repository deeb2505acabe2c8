#include "out_file.h"

#include <iostream>
#include <system_error>
#include <utility>

namespace qy::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStandardOutput = "-";

}  // namespace

OutFile::OutFile(std::string path) : path_(std::move(path)) {
    if (path_ == kStandardOutput) return;
    std::error_code fault;
    const auto there = fs::status(path_, fault);
    target_ = fs::exists(there) ? fs::canonical(path_, fault) : fs::path(path_);
    const bool whole = !fs::exists(there) || fs::is_regular_file(there);
    if (whole) beside_ = target_.string() + ".part";
    file_.open(whole ? beside_ : target_, std::ios::binary | std::ios::trunc);
    if (whole && fs::exists(there)) fs::permissions(beside_, there.permissions(), fault);
}

OutFile::~OutFile() {
    if (beside_.empty()) return;
    file_.close();
    std::error_code fault;
    fs::remove(beside_, fault);
}

std::ostream& OutFile::out() {
    return target_.empty() ? std::cout : file_;
}

Result<void> OutFile::written() const {
    const bool good = target_.empty() ? static_cast<bool>(std::cout) : static_cast<bool>(file_);
    return good ? Result<void>() : unavailable("file.unwritable", {path_});
}

Result<void> OutFile::put(std::string_view bytes) {
    out().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return written();
}

Result<void> OutFile::close() {
    out().flush();
    if (!target_.empty()) file_.close();
    QY_CHECK(written());
    if (beside_.empty()) return {};
    std::error_code fault;
    fs::rename(beside_, target_, fault);
    if (fault) return unavailable("file.unwritable", {path_});
    beside_.clear();
    return {};
}

Result<void> download_to(OperatorCalls& calls, std::string_view function, const JsonObject& body,
                         const std::string& path, std::string_view format) {
    OutFile file(path);
    QY_CHECK(calls.download(
        function, body, [&](std::string_view piece) { return file.put(piece); }, format));
    return file.close();
}

}  // namespace qy::app
