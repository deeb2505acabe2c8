#pragma once
// Code ranges of the example lots, as src/app/demo/codes.json lists them.
#include "demo.h"
#include "model/actor.h"

namespace qy::app {

struct DemoCodes {
    std::vector<DemoCode> codes;  ///< one to open for each listed range, narrower ones too
    std::string example_lot;
    std::string example_product;
};

/// Issues what is not there yet and reads back what is. Errors: those of CodeDesk; not_found `demo.lot` {lot number}.
Result<DemoCodes> demo_codes(Platform& platform, const model::Actor& actor);

}  // namespace qy::app
