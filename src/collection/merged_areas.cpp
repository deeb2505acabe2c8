#include "merged_areas.h"

#include <algorithm>

#include "base/limits.h"

namespace qy::collection {

void MergedAreas::add(const Area& area) {
    if (area.first.row < area.last.row && area.first.column < limits::import_columns_max) areas_.push_back(area);
}

void MergedAreas::sort() {
    std::sort(areas_.begin(), areas_.end(), [](const Area& a, const Area& b) { return a.first.row < b.first.row; });
}

void MergedAreas::fill(GridRow& row) {
    std::erase_if(open_, [&](const Open& one) { return one.area.last.row < row.line; });
    for (const auto& one : open_) {
        const auto column = one.area.first.column;
        if (one.text.empty() && one.problem.empty()) continue;
        if (row.cells.size() <= column) row.cells.resize(column + 1);
        auto& cell = row.cells[column];
        if (cell.text.empty() && cell.problem.empty()) cell = {one.text, true, one.problem};
    }
    for (; next_ < areas_.size() && areas_[next_].first.row <= row.line; ++next_) {
        const auto& area = areas_[next_];
        if (area.first.row < row.line || open_.size() >= limits::import_columns_max) continue;  // its row is empty
        const auto column = area.first.column;
        if (column >= row.cells.size()) continue;
        open_.push_back({area, row.cells[column].text, row.cells[column].problem});
    }
}

}  // namespace qy::collection
