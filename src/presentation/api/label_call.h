#pragma once
// What functions that make labels have in common: how they are to look, and the file. (label_api.cpp)
#include <string>
#include <string_view>

#include "base/json.h"
#include "business/label_print.h"
#include "labels/label_writer.h"
#include "presentation/api.h"

namespace qy::presentation {

struct LabelLook {
    LabelSheet sheet;
    LabelFormat format = LabelFormat::pdf;
    /// "pdf a4_3x8"
    [[nodiscard]] std::string medium() const;
};
/// `format`, `template`, `symbol`, `dots_per_inch`, `used`.
LabelLook read_look(ObjectReader& in);

Download download_of(business::LabelRun run, const LabelLook& look, const std::string& name);

}  // namespace qy::presentation
