#pragma once
// Cartons and pallets by their SSCC (GS1 General Specifications 3.2, application identifier 00): an extension digit,
// the firm's GS1 company prefix, a serial reference and a check digit (ibid. 7.9: modulo 10), 18 digits together.
// (architecture §5; decision 35) Pure functions: safe from any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/ids.h"

namespace qy::model {

using CartonId = Id<struct CartonTag>;

/// The prefix as 4 to 12 ASCII digits; blanks around it and full-width digits are read. Errors: invalid
/// `gs1_prefix.malformed`.
Result<std::string> checked_gs1_prefix(std::string_view text);

/// The firm's SSCC of this number, 18 digits, counted from 0: extension digit and serial reference are one number of
/// 17 − prefix digits, whose first digit stands before the prefix. Nullopt when the number has more. REQUIRES: a
/// checked prefix, number ≥ 0.
[[nodiscard]] std::optional<std::string> sscc_of(std::string_view prefix, std::int64_t number);

/// The number of an SSCC that begins with this prefix behind its extension digit: the inverse of sscc_of. REQUIRES: 18
/// digits, and that it does.
[[nodiscard]] std::int64_t number_of_sscc(std::string_view prefix, std::string_view sscc);

/// "(00) 0 6901234 000000001 7", as it stands below the bars. REQUIRES: 18 digits; prefix_digits from 4 to 12.
[[nodiscard]] std::string shown_sscc(std::string_view sscc, std::size_t prefix_digits);

/// A number that was given out, once and for good, and for what.
struct Carton {
    CartonId id;
    PartyId party;                  ///< whose prefix it has: the owner of the lot
    std::string sscc;               ///< 18 digits
    std::size_t prefix_digits = 0;  ///< of the prefix in it, for shown_sscc
    LotId lot;
    std::string quantity;  ///< of the lot in the carton, as it was told ("12袋"); may be empty
    Time numbered_at;
    std::int64_t prints = 0;  ///< how often its label was made
};

}  // namespace qy::model
