#pragma once
// What keeps secrets of a running server inside it. (clause 7.3.1; security: DJ-19)

namespace qy::app {

/// No core dumps, no other process of the same user may read this one's memory, and as much of it as the limit on
/// locked memory allows is never written to swap; the log tells how much. Call it before keys are opened.
void keep_memory_private();

}  // namespace qy::app
