#pragma once
// How far an actor's role reaches among submissions.
#include "model/actor.h"
#include "storage/submission_store.h"

namespace qy::business {

/// What `permission` lets the actor see; a brand's manager sees the parties that hold a grant of its brands.
[[nodiscard]] storage::submissions::Scope submission_scope(const model::Actor& actor, model::Permission permission);

}  // namespace qy::business
