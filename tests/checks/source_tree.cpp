#include "source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

namespace qy::checks {
namespace {

namespace fs = std::filesystem;

const std::string kRoot = QY_SOURCE_DIR "/";

bool is_foreign(const fs::path& folder) {
    static const std::vector<std::string> kForeign = {".git", "node_modules", ".cache", "output"};
    const auto path = fs::relative(folder, kRoot).string();
    if (path == "build" || path == "data") return true;
    return std::find(kForeign.begin(), kForeign.end(), folder.filename().string()) != kForeign.end();
}

bool has_ending(const std::string& name, const std::vector<std::string>& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
        return name.size() >= ending.size() && name.ends_with(ending);
    });
}

/// A walk over C++ text that knows comments and literals. Callbacks get the positions of what they are named after.
struct Walk {
    std::function<void(std::size_t, std::size_t)> comment;  ///< from, to
    std::function<void(std::size_t, std::size_t)> string;   ///< contents from, to
    std::function<void(std::size_t)> code;                  ///< one character that is neither
};

std::size_t end_of_raw_string(std::string_view text, std::size_t quote, std::size_t& from) {
    const std::size_t open = text.find('(', quote);
    const std::string close = ")" + std::string(text.substr(quote + 1, open - quote - 1)) + "\"";
    from = open + 1;
    const std::size_t end = text.find(close, from);
    return end == std::string_view::npos ? text.size() : end;
}

std::size_t end_of_literal(std::string_view text, std::size_t from, char quote) {
    while (from < text.size() && text[from] != quote && text[from] != '\n') from += text[from] == '\\' ? 2 : 1;
    return std::min(from, text.size());
}

bool is_digit_separator(std::string_view text, std::size_t at) {
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return at > 0 && at + 1 < text.size() && is_word(text[at - 1]) && is_word(text[at + 1]);
}

void walk(std::string_view text, const Walk& use) {
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (c == '/' && (next == '/' || next == '*')) {
            const std::size_t stop = next == '/' ? text.find('\n', at) : text.find("*/", at + 2);
            const std::size_t end = stop == std::string_view::npos ? text.size() : next == '/' ? stop : stop + 2;
            use.comment(at, end);
            at = end;
        } else if (c == '"') {
            std::size_t from = at + 1;
            const bool raw = at > 0 && text[at - 1] == 'R';
            const std::size_t end = raw ? end_of_raw_string(text, at, from) : end_of_literal(text, from, '"');
            use.string(from, end);
            at = raw ? text.find('"', end) + 1 : end + 1;
        } else if (c == '\'' && !is_digit_separator(text, at)) {
            at = end_of_literal(text, at + 1, '\'') + 1;
        } else {
            use.code(at);
            ++at;
        }
    }
}

}  // namespace

std::string told(const std::vector<Finding>& findings) {
    std::string out;
    for (const auto& finding : findings) out += "\n  " + finding.path + ": " + finding.rule + ": " + finding.detail;
    return out;
}

std::vector<SourceFile> files_below(const std::string& folder, const std::vector<std::string>& endings) {
    std::vector<SourceFile> files;
    if (!fs::exists(kRoot + folder)) return files;
    for (auto it = fs::recursive_directory_iterator(kRoot + folder); it != fs::recursive_directory_iterator(); ++it) {
        if (it->is_directory() && is_foreign(it->path())) {
            it.disable_recursion_pending();
        } else if (it->is_regular_file() && has_ending(it->path().filename().string(), endings)) {
            const auto path = fs::relative(it->path(), kRoot).string();
            files.push_back({path, text_of_file(path)});
        }
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::string text_of_file(const std::string& path) {
    std::ifstream in(kRoot + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool exists(const std::string& path) {
    return fs::exists(kRoot + path);
}

std::string code_only(std::string_view text) {
    std::string out(text.size(), ' ');
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') out[i] = '\n';
    }
    walk(text, {[](auto, auto) {}, [&](std::size_t from, std::size_t) { out[from - 1] = '"'; },
                [&](std::size_t at) { out[at] = text[at]; }});
    return out;
}

std::vector<std::string> string_literals(std::string_view text) {
    std::vector<std::string> out;
    bool adjacent = false;
    walk(text, {[](auto, auto) {},
                [&](std::size_t from, std::size_t to) {
                    const auto piece = text.substr(from, to - from);
                    if (adjacent) {
                        out.back() += piece;
                    } else {
                        out.emplace_back(piece);
                    }
                    adjacent = true;
                },
                [&](std::size_t at) {
                    if (std::isspace(static_cast<unsigned char>(text[at])) == 0 && text[at] != 'R') adjacent = false;
                }});
    return out;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        lines.emplace_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

std::vector<std::string> includes_of(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& line : lines_of(text)) {
        if (!line.starts_with("#include ")) continue;
        const std::size_t from = line.find_first_of("<\"");
        const std::size_t to = from == std::string::npos ? from : line.find_first_of(">\"", from + 1);
        if (to != std::string::npos) out.push_back(line.substr(from, to + 1 - from));
    }
    return out;
}

}  // namespace qy::checks
