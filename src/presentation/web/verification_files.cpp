#include "verification_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace qy::presentation {
namespace {

constexpr std::uintmax_t kFileBytesMax = 64U << 10U;

bool is_plain_name(std::string_view name) {
    if (name.empty() || name.size() > 100 || name.front() == '.') return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

}  // namespace

std::optional<std::string> verification_file(const std::string& folder, std::string_view name) {
    if (folder.empty() || !is_plain_name(name)) return std::nullopt;
    const auto path = std::filesystem::path(folder) / name;
    std::error_code fault;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, fault))) return std::nullopt;
    if (std::filesystem::file_size(path, fault) > kFileBytesMax || fault) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace qy::presentation
