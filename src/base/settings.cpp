#include "base/settings.h"

#include <algorithm>
#include <charconv>

#include "base/assert.h"
#include "base/text.h"
#include "settings_file.h"

namespace qy {
namespace {

// The index of the row, or nothing.
std::optional<std::size_t> find_row(std::string_view name) {
    const auto table = settings_table();
    const auto row = std::ranges::lower_bound(table, name, {}, &Setting::name);
    if (row == table.end() || row->name != name) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(row - table.begin());
}

std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    for (const auto piece : split(text, ',')) {
        if (const auto trimmed = trim(piece); !trimmed.empty()) pieces.emplace_back(trimmed);
    }
    return pieces;
}

bool is_choice(const Setting& row, const std::string& piece) {
    const auto choices = pieces_of(row.choices);
    return choices.empty() || std::find(choices.begin(), choices.end(), piece) != choices.end();
}

Error wrong_type(const Setting& row) {
    return invalid("settings.type", {std::string(row.name), std::string(to_string(row.type))});
}

Error wrong_choice(const Setting& row) {
    return invalid("settings.choice", {std::string(row.name), std::string(row.choices)});
}

Error unknown(std::string_view name) {
    return invalid("settings.unknown", {std::string(name)});
}

Result<std::int64_t> read_integer(const Setting& row, std::string_view text) {
    std::int64_t number = 0;
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc::invalid_argument || stop != text.data() + text.size()) {
        return wrong_type(row);
    }
    if (fault != std::errc() || number < row.low || number > row.high) {
        return invalid("settings.range", {std::string(row.name), std::to_string(row.low), std::to_string(row.high),
                                          std::string(row.unit)});
    }
    return number;
}

}  // namespace

std::string_view to_string(SettingOrigin origin) {
    switch (origin) {
        case SettingOrigin::built_in:
            return "default";
        case SettingOrigin::file:
            return "file";
        case SettingOrigin::environment:
            return "environment";
        case SettingOrigin::flag:
            return "flag";
    }
    QY_ASSERT(false && "a SettingOrigin outside the enumeration");
}

std::string_view to_string(SettingType type) {
    switch (type) {
        case SettingType::text:
            return "text";
        case SettingType::integer:
            return "integer";
        case SettingType::flag:
            return "true|false";
        case SettingType::list:
            return "list";
    }
    QY_ASSERT(false && "a SettingType outside the enumeration");
}

std::string environment_name_of(std::string_view setting_name) {
    std::string out = "QIONGYUAN_";
    for (const char c : setting_name) {
        out += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

Settings::Settings() : values_(settings_table().size()) {
    for (const auto& row : settings_table()) {
        const auto done = set(row.name, row.default_text, SettingOrigin::built_in);
        QY_ASSERT(done.ok());
    }
}

Result<Settings> Settings::load(const std::string& toml_path, const Environment& environment, const Flags& flags) {
    Settings settings;
    std::vector<Error> faults;
    const auto keep = [&](Result<void> done, std::string_view name) {
        if (!done.ok()) faults.push_back(std::move(done).error().at(std::string(name)));
    };
    if (!toml_path.empty()) {
        QY_TRY(values, read_settings_file(toml_path));
        for (const auto& value : values) {
            const auto row = find_row(value.name);
            const bool fits = row && value.type == settings_table()[*row].type;
            keep(row && !fits ? wrong_type(settings_table()[*row])
                              : settings.set(value.name, value.text, SettingOrigin::file),
                 value.name);
        }
    }
    for (const auto& row : settings_table()) {
        if (const auto text = environment(environment_name_of(row.name))) {
            keep(settings.set(row.name, *text, SettingOrigin::environment), row.name);
        }
    }
    for (const auto& [name, text] : flags) {
        keep(settings.set(name, text, SettingOrigin::flag), name);
    }
    if (faults.empty()) {
        return settings;
    }
    Error all = invalid("settings.invalid", {std::to_string(faults.size())});
    all.others = std::move(faults);
    return all;
}

Result<void> Settings::set(std::string_view name, std::string_view text, SettingOrigin origin) {
    const auto index = find_row(name);
    if (!index) {
        return unknown(name);
    }
    const Setting& row = settings_table()[*index];
    Value value{std::string(text), 0, origin};
    if (row.type == SettingType::integer) {
        QY_TRY(number, read_integer(row, text));
        value.number = number;
    } else if (row.type == SettingType::flag) {
        if (text != "true" && text != "false") return wrong_type(row);
        value.number = text == "true" ? 1 : 0;
    } else if (row.type == SettingType::list) {
        const auto pieces = pieces_of(text);
        if (!std::all_of(pieces.begin(), pieces.end(), [&](const auto& piece) { return is_choice(row, piece); })) {
            return wrong_choice(row);
        }
        value.text = join(pieces, ",");
    } else if (!is_choice(row, value.text)) {
        return wrong_choice(row);
    }
    values_[*index] = std::move(value);
    return {};
}

const Settings::Value& Settings::at(std::string_view name) const {
    const auto index = find_row(name);
    QY_ASSERT(index.has_value());
    return values_[*index];
}

const Settings::Value& Settings::at(std::string_view name, SettingType type) const {
    const auto index = find_row(name);
    QY_ASSERT(index.has_value() && settings_table()[*index].type == type);
    return values_[*index];
}

const std::string& Settings::text(std::string_view name) const {
    return at(name, SettingType::text).text;
}
std::int64_t Settings::integer(std::string_view name) const {
    return at(name, SettingType::integer).number;
}
bool Settings::flag(std::string_view name) const {
    return at(name, SettingType::flag).number != 0;
}
std::vector<std::string> Settings::list(std::string_view name) const {
    return pieces_of(at(name, SettingType::list).text);
}
SettingOrigin Settings::origin(std::string_view name) const {
    return at(name).origin;
}
const std::string& Settings::as_text(std::string_view name) const {
    return at(name).text;
}

}  // namespace qy
