#pragma once
// Files that pages point to (icons, robots.txt): part of the program, under addresses that hold a hash of their
// content, so that browsers may keep them for ever, and compressed once. (clause 5.6)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qy::presentation {

/// How long a browser may keep a file without asking: names with a hash of the content for ever, fixed addresses an
/// hour, the pages of applications not at all.
enum class Keep : std::uint8_t { ever, hour, never };

struct Asset {
    std::string name;  ///< "icon.svg"
    /// "/assets/icon.1f2e3d4c.svg", "/console/assets/index-B3k.js", or "/robots.txt" for those whose address is fixed.
    std::string address;
    std::string_view content_type;
    std::string_view bytes;  ///< lives as long as the program
    std::string gzip;        ///< the same, compressed; empty when that would not be smaller
    Keep keep = Keep::ever;
    std::string_view policy = {};  ///< Content-Security-Policy; empty: that of what is no page
};

/// Read-only after it has been built; safe from any thread.
class AssetTable {
 public:
    /// From the files embedded in the program.
    AssetTable();
    /// null when nothing stands at that address (percent-decoded path).
    [[nodiscard]] const Asset* find(std::string_view address) const;
    /// The address of a file by its plain name; empty when there is none.
    [[nodiscard]] std::string address_of(std::string_view name) const;
    [[nodiscard]] const std::vector<Asset>& all() const { return assets_; }

 private:
    std::vector<Asset> assets_;
};

}  // namespace qy::presentation
