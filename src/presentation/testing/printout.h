#pragma once
// For tests: what is printed or drawn, as programs see it that are not ours.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace qy::presentation::testing {

/// What a command of the shell writes to its standard output; what it complains of is left out.
[[nodiscard]] std::string output_of(const std::string& command);

/// What the symbols of a picture say, a line each, by a reader that is not ours.
[[nodiscard]] std::string symbols_in(const std::filesystem::path& picture);

/// Files for other programs, in a folder of their own that goes with this.
class Printout {
 public:
    Printout();
    ~Printout();
    Printout(const Printout&) = delete;
    Printout& operator=(const Printout&) = delete;

    [[nodiscard]] std::filesystem::path path(std::string_view name) const { return folder_ / name; }
    [[nodiscard]] std::filesystem::path file(std::string_view name, std::string_view content) const;
    /// Pages of a PDF as a 203 dpi printer lays them down, black or white, in their order; those of an earlier one are
    /// gone.
    [[nodiscard]] std::vector<std::filesystem::path> pages(std::string_view pdf) const;

 private:
    std::filesystem::path folder_;
};

}  // namespace qy::presentation::testing
