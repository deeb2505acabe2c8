#pragma once
// A run of labels that was made for print. (architecture §5)
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "model/ids.h"

namespace qy::model {

using LabelPrintId = Id<struct LabelPrintTag>;

struct LabelPrint {
    LabelPrintId id;
    CodeRangeId block;       ///< the issued block that holds them
    std::int64_t first = 0;  ///< serials, inclusive
    std::int64_t last = 0;
    std::string medium;  ///< format and template: "pdf a4_3x8"
    std::string reason;  ///< why labels were made again; empty the first time
    std::string printed_by;
    Time printed_at;
};

}  // namespace qy::model
