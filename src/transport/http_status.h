#pragma once
// Refusals that transport makes by itself: code → HTTP status, one table; and reason phrases. (RFC 9110 §15)
#include <string_view>

namespace qy::transport {

/// 500 for a code that is not in the table. REQUIRES: nothing.
[[nodiscard]] int status_of_refusal(std::string_view code);

/// "OK", "Not Found"; "" for a status without a registered phrase (the line stays valid).
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace qy::transport
