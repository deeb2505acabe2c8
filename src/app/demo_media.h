#pragma once
// The drawings of the examples, put where everyone sees them (src/app/demo/media; ours, drawn for this purpose).
#include <vector>

#include "demo.h"
#include "model/actor.h"

namespace qy::app {

/// Adds what is not there yet. Errors: those of MediaDesk and trace queries.
Result<void> demo_media(Platform& platform, const std::vector<DemoCode>& codes, const model::Actor& actor);

}  // namespace qy::app
