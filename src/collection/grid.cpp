#include "grid.h"

#include "base/text.h"
#include "decoded_table.h"

namespace qy::collection {

std::string_view GridRow::text_of(std::size_t column) const {
    return column < cells.size() ? trim(cells[column].text) : std::string_view{};
}

std::size_t GridRow::filled() const {
    std::size_t count = cells.size();
    const auto empty = [](const GridCell& cell) {
        return cell.from_above || (cell.problem.empty() && collection::is_blank(cell.text));
    };
    while (count > 0 && empty(cells[count - 1])) --count;
    return count;
}

}  // namespace qy::collection
