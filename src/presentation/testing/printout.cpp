#include "testing/printout.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include "base/assert.h"

namespace qy::presentation::testing {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
    FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
    QY_ASSERT(pipe != nullptr);
    std::string text;
    std::array<char, 4'096> buffer{};
    while (const auto size = fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), size);
    pclose(pipe);
    return text;
}

std::string symbols_in(const fs::path& picture) {
    return output_of("zbarimg --quiet --raw " + picture.string());
}

Printout::Printout() {
    std::string name = (fs::temp_directory_path() / "printout-XXXXXX").string();
    QY_ASSERT(mkdtemp(name.data()) != nullptr);
    folder_ = name;
}

Printout::~Printout() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

fs::path Printout::file(std::string_view name, std::string_view content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
}

std::vector<fs::path> Printout::pages(std::string_view pdf) const {
    const auto folder = path("pages");
    fs::remove_all(folder);
    fs::create_directory(folder);
    (void)output_of("pdftoppm -r 203 -mono -png " + file("pages.pdf", pdf).string() + " " + (folder / "page").string());
    std::vector<fs::path> pages;
    for (const auto& entry : fs::directory_iterator(folder)) pages.push_back(entry.path());
    std::ranges::sort(pages);
    return pages;
}

}  // namespace qy::presentation::testing
