#pragma once
// Files that are part of the program: migrations, page assets, example data. Put in by cmake/embed.cmake.
#include <span>
#include <string_view>

namespace qy {

/// `name` is relative ("0001_spine.sql"); `content` lives as long as the program.
struct EmbeddedFile {
    std::string_view name;
    std::string_view content;
};

namespace embedded {
/// Numbered migrations, in order of number. (defined in the storage layer's library)
std::span<const EmbeddedFile> migrations();
/// Example data, in order of name, and what the demonstration issues codes for. (defined in the program)
std::span<const EmbeddedFile> examples();
std::span<const EmbeddedFile> demo();
/// The dictionary as shipped: one file per type. (defined in the collection layer)
std::span<const EmbeddedFile> words();
/// Passwords that everybody tries first: lower case, one a line, in byte order. (defined in the business layer)
std::span<const EmbeddedFile> common_passwords();
}  // namespace embedded

}  // namespace qy
