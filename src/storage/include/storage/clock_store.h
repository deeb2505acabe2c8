#pragma once
// The newest time that the platform believes, kept across restarts. Errors of all: those of the port.
#include <optional>

#include "storage/store.h"

namespace qy::storage::clocks {

/// The mark, if one was ever set.
Result<std::optional<Time>> mark(Reader& reader);
Result<void> set_mark(Writer& writer, Time at);
/// What the newest audit record and the last activity of a user tell: for an installation without a mark.
Result<std::optional<Time>> newest_trace(Reader& reader);

}  // namespace qy::storage::clocks
