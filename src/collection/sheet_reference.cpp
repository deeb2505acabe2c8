#include "sheet_reference.h"

#include <charconv>

namespace qy::collection {
namespace {

constexpr std::int64_t kRows = 1'048'576;
constexpr std::size_t kColumns = 16'384;

}  // namespace

std::optional<CellPlace> read_cell_place(std::string_view text) {
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
        column = column * 26 + static_cast<std::size_t>(text[at] - 'A') + 1;
        if (column > kColumns) return std::nullopt;
    }
    std::int64_t row = 0;
    const auto [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), row);
    if (column == 0 || fault != std::errc() || end != text.data() + text.size() || row < 1 || row > kRows) {
        return std::nullopt;
    }
    return CellPlace{row, column - 1};
}

std::optional<Area> read_area(std::string_view text) {
    const auto colon = text.find(':');
    const auto first = read_cell_place(text.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : read_cell_place(text.substr(colon + 1));
    if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
    return Area{*first, *last};
}

std::string column_name(std::size_t column) {
    std::string out;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return out;
}

}  // namespace qy::collection
