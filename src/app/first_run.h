#pragma once
// The first security administrator: while there is no user, a one-time secret is printed. (interfaces: command line)
#include <string>

#include "base/result.h"
#include "model/actor.h"
#include "output.h"
#include "platform.h"

namespace qy::app {

/// The operator of this process, acting for the operator's party.
[[nodiscard]] model::Actor operator_actor(const Platform& platform);

/// Prints the secret and how to use it; nothing when there is a user. `base_url` is where the server is reached; empty:
/// it is not running yet. Errors: those of storage and keys.
Result<void> tell_first_run(Platform& platform, const Talk& talk, const std::string& base_url);

}  // namespace qy::app
