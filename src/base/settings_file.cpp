#include "settings_file.h"

#include <array>
#include <fstream>

#include "base/text.h"
#include "toml.h"

namespace qy {
namespace {

FileSetting list_of(std::string name, const toml::array& array) {
    std::vector<std::string> pieces;
    for (const auto& element : array) {
        const auto* text = element.as_string();
        if (text == nullptr || text->get().find(',') != std::string::npos) {
            return {std::move(name), std::nullopt, {}};
        }
        pieces.push_back(text->get());
    }
    return {std::move(name), SettingType::list, join(pieces, ",")};
}

FileSetting value_of(std::string name, const toml::node& node) {
    if (const auto* text = node.as_string()) return {std::move(name), SettingType::text, text->get()};
    if (const auto* number = node.as_integer()) {
        return {std::move(name), SettingType::integer, std::to_string(number->get())};
    }
    if (const auto* flag = node.as_boolean()) {
        return {std::move(name), SettingType::flag, flag->get() ? "true" : "false"};
    }
    if (const auto* array = node.as_array()) return list_of(std::move(name), *array);
    return {std::move(name), std::nullopt, {}};
}

// Nothing when the path is no file that can be read; a folder opens but does not read.
std::optional<std::string> read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::array<char, 4096> piece{};
    while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    return file.is_open() && !file.bad() ? std::optional(text) : std::nullopt;
}

// Tables inside a section are given as one value without a type: no setting's name has three parts.
std::vector<FileSetting> flatten(const toml::table& file) {
    std::vector<FileSetting> settings;
    for (const auto& [section, node] : file) {
        const auto* table = node.as_table();
        if (table == nullptr) {
            settings.push_back(value_of(std::string(section.str()), node));
            continue;
        }
        for (const auto& [key, value] : *table) {
            settings.push_back(value_of(std::string(section.str()) + "." + std::string(key.str()), value));
        }
    }
    return settings;
}

}  // namespace

Result<std::vector<FileSetting>> read_settings_file(const std::string& path) {
    const auto text = read_whole(path);
    if (!text) {
        return not_found("settings.no_file", {path});
    }
    return read_settings_text(*text, path);
}

Result<std::vector<FileSetting>> read_settings_text(std::string_view text, const std::string& path) {
    const toml::parse_result parsed = toml::parse(text, path);
    if (!parsed) {
        const auto line = std::to_string(parsed.error().source().begin.line);
        return invalid("settings.file", {path, line}).because(std::string(parsed.error().description()));
    }
    return flatten(parsed.table());
}

}  // namespace qy
