#pragma once
// The text of one log line behind its time and level.
#include <span>
#include <string>
#include <string_view>

#include "base/log.h"

namespace qy::log {

/// `event key=value key="value with spaces"`, in the manner of logfmt. A value is quoted when it is empty or holds a
/// space, `"`, `=` or `\`; inside quotes `"` and `\` are escaped. Control characters, and bytes that are not UTF-8,
/// become \xNN, line ends \n and \r: one event is always one line.
[[nodiscard]] std::string format_event(std::string_view event, std::span<const Pair> pairs);

}  // namespace qy::log
