#pragma once
// GS1 identifiers as other layers need them: check digits, and texts inside of URIs.
#include <string>
#include <string_view>

namespace qy::collection {

/// True when the last of these digits is the check digit of those before it (GTIN, SSCC, GLN).
[[nodiscard]] bool has_good_check_digit(std::string_view digits);

/// The text as one part of a URI: ASCII letters, digits, "-._~" and everything beyond ASCII stay, the rest becomes %XX.
[[nodiscard]] std::string uri_part(std::string_view text);
/// The text behind percent-encoding; a malformed escape stays as it is.
[[nodiscard]] std::string percent_decoded(std::string_view text);
/// A segment of a GS1 Digital Link: like uri_part, but beyond ASCII is encoded too.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace qy::collection
