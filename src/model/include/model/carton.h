#pragma once
// Cartons and pallets by their SSCC (GS1 General Specifications 3.2, application identifier 00): an extension digit,
// the firm's GS1 company prefix, a serial reference and a check digit, 18 digits together.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/ids.h"

namespace qy::model {

using CartonId = Id<struct CartonTag>;

/// 4 to 12 digits. Errors: invalid `gs1_prefix.malformed`.
Result<std::string> checked_gs1_prefix(std::string_view text);

/// The firm's SSCC of this number, counted from 0: what does not fit the serial reference counts on in the extension
/// digit. Nullopt when the prefix has no number left. REQUIRES: a checked prefix, number ≥ 0.
[[nodiscard]] std::optional<std::string> sscc_of(std::string_view prefix, std::int64_t number);

/// "(00) 0 6901234 000000001 7", as it stands below the bars. REQUIRES: 18 digits.
[[nodiscard]] std::string shown_sscc(std::string_view sscc, std::size_t prefix_digits);

/// A number that was given out, and for what.
struct Carton {
    CartonId id;
    PartyId party;
    std::string sscc;
    std::size_t prefix_digits = 0;
    LotId lot;
    std::string quantity;  ///< of the lot in the carton, as it was told; may be empty
    Time numbered_at;
    std::int64_t prints = 0;
};

}  // namespace qy::model
