#pragma once
// A user of every role and clerks of two parties, with fresh passwords and tokens at each start.
#include <vector>

#include "demo.h"
#include "model/actor.h"

namespace qy::app {

Result<std::vector<DemoUser>> demo_users(Platform& platform, const model::Actor& actor);

}  // namespace qy::app
