#pragma once
// Check characters of the numbers that the field uses. Pure functions.
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy::model {

/// Unified social credit code: 18 characters, GB 32100-2015 check character (mod 31), letters without I O S V Z.
/// Returns the upper-case form. Errors: invalid `credit_code.malformed`, `credit_code.check`.
Result<std::string> checked_credit_code(std::string_view text);
/// The check character of the first 17.
[[nodiscard]] char credit_code_check(std::string_view first17);

/// GTIN-8/12/13/14 with the GS1 mod-10 check digit; returns 14 digits, zero-padded.
/// Errors: invalid `gtin.malformed`, `gtin.check`.
Result<std::string> checked_gtin(std::string_view text);

/// Identity number of a natural person, GB 11643-1999 (mod 11-2). Errors: invalid `identity_number.malformed`,
/// `identity_number.check`.
Result<std::string> checked_identity_number(std::string_view text);

/// The digit that GTIN, SSCC and GLN end with. (GS1 General Specifications 7.9) REQUIRES: digits.
[[nodiscard]] char gs1_check_digit(std::string_view without_check);

/// SSCC: 18 digits with check digit. Errors: invalid `sscc.malformed`, `sscc.check`.
Result<std::string> checked_sscc(std::string_view text);

/// "王小明" → "王**"; a compound surname of the common ones keeps both characters. For natural persons.
[[nodiscard]] std::string masked_name(std::string_view name);
/// "13800138000" → "138****8000".
[[nodiscard]] std::string masked_phone(std::string_view phone);

}  // namespace qy::model
