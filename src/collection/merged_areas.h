#pragma once
// Merged areas that reach over several rows: what stands in their first row goes for the rows below.
#include <vector>

#include "grid.h"
#include "sheet_reference.h"

namespace qy::collection {

class MergedAreas {
 public:
    void add(const Area& area);
    void sort();  ///< once, when all are added
    [[nodiscard]] std::size_t size() const { return areas_.size(); }
    /// Fills the cells of `row` that lie in the first column of an area that began above. Rows come in rising order.
    void fill(GridRow& row);

 private:
    struct Open {
        Area area;
        std::string text;
        std::string_view problem;
    };
    std::vector<Area> areas_;  // by first row
    std::size_t next_ = 0;
    std::vector<Open> open_;
};

}  // namespace qy::collection
