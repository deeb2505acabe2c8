#pragma once
// The source tree as the checks read it: files, their includes, string literals, and code without comments.
#include <string>
#include <string_view>
#include <vector>

namespace qy::checks {

struct SourceFile {
    std::string path;  ///< from the project's root: "src/base/text.cpp"
    std::string text;
};

/// Something that breaks a rule. `rule` is the rule's name.
struct Finding {
    std::string path;
    std::string rule;
    std::string detail;
};
[[nodiscard]] std::string told(const std::vector<Finding>& findings);

/// Files below a folder of the project whose names end in one of `endings`, ordered by path. Folders that hold no
/// source of ours (build, data, node_modules, .git …) are left out.
[[nodiscard]] std::vector<SourceFile> files_below(const std::string& folder, const std::vector<std::string>& endings);
/// The text of one file; empty when there is none.
[[nodiscard]] std::string text_of_file(const std::string& path);
[[nodiscard]] bool exists(const std::string& path);

/// The code with comments blanked out and the contents of string and character literals emptied; line ends stay.
[[nodiscard]] std::string code_only(std::string_view text);
/// Contents of string literals; adjacent ones are one.
[[nodiscard]] std::vector<std::string> string_literals(std::string_view text);
/// What stands in #include, with its quotes or angle brackets.
[[nodiscard]] std::vector<std::string> includes_of(std::string_view text);
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace qy::checks
