#pragma once
// Settings: one table of rows, each with default, range, unit and help; values come from flags, else environment
// (QIONGYUAN_SECTION_KEY), else the TOML file, else the default.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy {

enum class SettingType { text, integer, flag, list };

/// One row of the table. `name` is "section.key" in snake_case. `low` and `high` bound integers (both inclusive).
/// A secret is never a setting's value: name a file that holds it.
struct Setting {
    std::string_view name;
    SettingType type;
    std::string_view default_text;
    std::int64_t low;
    std::int64_t high;
    std::string_view unit;  ///< of an integer, never empty there: "seconds", "per minute", "threads" …
    std::string_view help;  ///< one English sentence
    std::string_view help_zh;
    std::string_view choices = {};  ///< the allowed texts, separated by commas; empty: any (for a list: each piece)
};

/// The whole table, ordered by name (settings_table.cpp).
[[nodiscard]] std::span<const Setting> settings_table();

/// Where an effective value came from.
enum class SettingOrigin { built_in, file, environment, flag };
[[nodiscard]] std::string_view to_string(SettingOrigin origin);
[[nodiscard]] std::string_view to_string(SettingType type);

/// "server.https_port" → "QIONGYUAN_SERVER_HTTPS_PORT".
[[nodiscard]] std::string environment_name_of(std::string_view setting_name);

/// Effective values. Immutable after loading; safe from any thread.
class Settings {
 public:
    using Environment = std::function<std::optional<std::string>(const std::string& name)>;
    using Flags = std::vector<std::pair<std::string, std::string>>;

    /// Only defaults.
    Settings();
    /// `toml_path` empty: no file. Errors: invalid `settings.unknown` {name}, `settings.type` {name, type},
    /// `settings.range` {name, low, high, unit}, `settings.file` {path, line}; not_found `settings.no_file` {path}. All
    /// faults at once in `others`.
    static Result<Settings> load(const std::string& toml_path, const Environment& environment, const Flags& flags);

    /// REQUIRES (all getters): the name is a row of that type.
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const;
    /// Comma-separated in flags and environment, an array of strings in TOML.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// REQUIRES (these two): the name is a row.
    [[nodiscard]] SettingOrigin origin(std::string_view name) const;
    /// The value as it would be written in the environment, whatever its type.
    [[nodiscard]] const std::string& as_text(std::string_view name) const;

 private:
    struct Value {
        std::string text;
        std::int64_t number = 0;
        SettingOrigin origin = SettingOrigin::built_in;
    };
    Result<void> set(std::string_view name, std::string_view text, SettingOrigin origin);
    [[nodiscard]] const Value& at(std::string_view name) const;
    [[nodiscard]] const Value& at(std::string_view name, SettingType type) const;
    std::vector<Value> values_;  // parallel to settings_table()
};

}  // namespace qy
