#pragma once
// The settings file (TOML 1.0), flattened.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/settings.h"

namespace qy {

/// One value of the file: "section.key", its type in TOML's terms and its text as the environment would give it.
struct FileSetting {
    std::string name;
    std::optional<SettingType> type;  ///< none: a type that no setting has (a date, a number with a point …)
    std::string text;
};

/// All values of the file. An array counts as a list when every element is a string without a comma.
/// Errors: not_found `settings.no_file` {path}; invalid `settings.file` {path, line}.
Result<std::vector<FileSetting>> read_settings_file(const std::string& path);
/// The same of the file's text; `path` is for the error. Errors: invalid `settings.file` {path, line}.
Result<std::vector<FileSetting>> read_settings_text(std::string_view text, const std::string& path);

}  // namespace qy
