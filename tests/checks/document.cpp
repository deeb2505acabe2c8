#include "document.h"

#include <algorithm>
#include <regex>

#include "source_tree.h"

namespace qy::checks {
namespace {

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return std::string(text.substr(from, text.find_last_not_of(" \t") + 1 - from));
}

/// Calls `use` for each line with whether it stands in a code block.
template <class Use>
void each_line(std::string_view markdown, Use use) {
    bool block = false;
    for (const auto& line : lines_of(markdown)) {
        if (line.starts_with("```")) {
            block = !block;
        } else {
            use(line, block);
        }
    }
}

std::vector<std::string> matches(const std::string& text, const std::regex& pattern) {
    std::vector<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it) {
        out.push_back((*it)[1].str());
    }
    return out;
}

}  // namespace

std::vector<std::string> quotes_in(std::string_view markdown) {
    static const std::regex kQuote("`([^`]+)`");
    std::vector<std::string> out;
    each_line(markdown, [&](const std::string& line, bool block) {
        if (block) return;
        for (auto& quote : matches(line, kQuote)) out.push_back(std::move(quote));
    });
    return out;
}

std::vector<std::string> commands(std::string_view markdown) {
    std::vector<std::string> out;
    each_line(markdown, [&](const std::string& line, bool block) {
        const auto command = trimmed(line.substr(0, line.find(" #")));
        if (block && !command.empty() && command[0] != '#') out.push_back(command);
    });
    return out;
}

std::vector<std::vector<std::string>> table_rows(std::string_view markdown) {
    std::vector<std::vector<std::string>> rows;
    const auto lines = lines_of(markdown);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool rule = lines[i].starts_with("|---") || lines[i].starts_with("| ---");
        const bool head = i + 1 < lines.size() && lines[i + 1].starts_with("|---");
        if (!lines[i].starts_with("|") || rule || head) continue;
        std::vector<std::string> cells;
        std::size_t from = 1;
        for (std::size_t bar = lines[i].find('|', from); bar != std::string::npos; bar = lines[i].find('|', from)) {
            cells.push_back(trimmed(std::string_view(lines[i]).substr(from, bar - from)));
            from = bar + 1;
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

std::vector<std::string> local_links(std::string_view markdown) {
    static const std::regex kLink(R"(\]\(([^)#]+)[^)]*\))");
    auto links = matches(std::string(markdown), kLink);
    std::erase_if(links, [](const std::string& link) { return link.find("://") != std::string::npos; });
    return links;
}

std::string function_named(const std::string& quote) {
    static const std::regex kFunction(R"((?:\w+::)*(\w+)\(\))");
    std::smatch match;
    return std::regex_match(quote, match, kFunction) ? match[1].str() : std::string();
}

bool names_path(const std::string& quote) {
    static const std::regex kPath(
        R"([\w.\-]+(/[\w.\-]+)*\.(cpp|h|sql|md|json|csv|mjs|cmake|txt|css)|(src|docs|script|tests|examples|cmake)/[\w.\-/]*)");
    return std::regex_match(quote, kPath);
}

bool path_exists(const std::string& quote) {
    if (exists(quote) || exists("src/" + quote) || exists("docs/" + quote)) return true;
    if (quote.find('/') != std::string::npos) return false;
    static const std::vector<SourceFile> kFiles = files_below("src", {".cpp", ".h", ".sql", ".css"});
    return std::any_of(kFiles.begin(), kFiles.end(),
                       [&](const SourceFile& file) { return file.path.ends_with("/" + quote); });
}

}  // namespace qy::checks
