// The dictionary that a new data folder starts with, from the files in collection/words.
#include "base/assert.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/text.h"
#include "collection/dictionary.h"

namespace qy::collection {
namespace {

constexpr std::string_view kEnding = ".tsv";

/// "level=county;parent=460000" as a JSON object of texts.
std::string details_of(std::string_view text) {
    JsonObject details;
    for (const auto piece : split(text, ';')) {
        const auto equals = piece.find('=');
        if (equals != std::string_view::npos && equals + 1 < piece.size()) {
            details[trim(piece.substr(0, equals))] = trim(piece.substr(equals + 1));
        }
    }
    return to_text(details);
}

/// code, Chinese, English, aliases, details; separated by tabs, the last three may be missing.
DictionaryItem item_of(std::string_view dictionary, std::string_view line) {
    auto cells = split(line, '\t');
    QY_ASSERT(cells.size() >= 2 && cells.size() <= 5);
    cells.resize(5);
    return {std::string(dictionary), std::string(cells[0]), std::string(cells[1]),
            std::string(cells[2]),   std::string(cells[3]), details_of(cells[4])};
}

std::vector<DictionaryItem> read_words() {
    std::vector<DictionaryItem> items;
    for (const auto& file : embedded::words()) {
        const auto dictionary = file.name.substr(0, file.name.size() - kEnding.size());
        for (const auto line : split(file.content, '\n')) {
            if (!line.empty() && !line.starts_with('#')) items.push_back(item_of(dictionary, line));
        }
    }
    return items;
}

}  // namespace

std::span<const DictionaryItem> built_in_dictionary() {
    static const std::vector<DictionaryItem> kItems = read_words();
    return kItems;
}

}  // namespace qy::collection
