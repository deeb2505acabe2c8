#pragma once
// THE table of web applications: what Vite builds of web/NAME, packed into the program and served under /NAME/. (clause
// 5.6) Each is one page that shows what its address names, with scripts and styles of its own.
#include <span>
#include <string_view>

namespace qy::presentation {

struct PackedApp {
    std::string_view name;    ///< of the folder in web/, and of its pack
    std::string_view folder;  ///< "/console/"
    std::string_view page;    ///< "/console/index.html": the one page
    std::string_view files;   ///< "/console/assets/": names with a hash, kept for ever
    std::string_view policy;  ///< Content-Security-Policy of everything in the folder
};

[[nodiscard]] std::span<const PackedApp> packed_apps();
/// The application whose pack it is. REQUIRES: there is one.
[[nodiscard]] const PackedApp& packed_app(std::string_view name);
/// A file of an application that never changes under its name.
[[nodiscard]] bool is_packed_file(std::string_view path);

}  // namespace qy::presentation
