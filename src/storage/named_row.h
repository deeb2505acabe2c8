#pragma once
// A name and its English one as two columns of a statement: told once for whoever reads things by their names.
#include <string>

#include "model/named.h"
#include "storage/store.h"

namespace qy::storage {

/// `of`: what stands in front of each column, such as "p."; a joined row that is not there has no name.
#define QY_NAMED_OF(of) "coalesce(" of "name, ''), coalesce(" of "name_en, '')"

/// From two columns of a row, `first` and the one behind it.
[[nodiscard]] inline model::Named named_at(const Row& row, int first) {
    return {std::string(row.text(first)), std::string(row.text(first + 1))};
}

}  // namespace qy::storage
