#pragma once
// The nutrition table of a label, as GB 28050 has it. (clause 5.6)
#include <string_view>

#include "pages/page_writer.h"

namespace qy::presentation {

/// `nutrition`: as a product keeps it. Nothing when it cannot be read.
void write_nutrition(PageWriter& page, std::string_view nutrition);

}  // namespace qy::presentation
