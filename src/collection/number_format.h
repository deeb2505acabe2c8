#pragma once
// Numbers of a spreadsheet's cells as its reader sees them: dates by number format, percentages, leading zeros, units
// of the format itself. (ECMA-376 part 1, 18.8.30; serial dates: 18.17.4.1)
#include <cstdint>
#include <string>
#include <string_view>

namespace qy::collection {

struct NumberFormat {
    enum class Shown : std::uint8_t {
        general,
        day,      ///< 2026-03-05
        moment,   ///< 2026-03-05 08:30:00
        clock,    ///< 08:30:00
        percent,  ///< 12.5%
        padded,   ///< 000123
    };
    Shown shown = Shown::general;
    std::uint8_t digits = 0;  ///< of a padded number
    std::string unit;         ///< text behind the number: 0.0"公斤"
};

/// The format of a built-in id (ECMA-376, 18.8.30); ids of the user's own formats are `general` here.
[[nodiscard]] NumberFormat built_in_format(int id);
/// The user's own format by its code, such as yyyy"年"m"月"d"日".
[[nodiscard]] NumberFormat format_of_code(std::string_view code);

/// A stored number ("46086.354166666664") as it is shown. What is no number stays as it is. `from_1904`: days are
/// counted from 1904, as old Macintosh workbooks do.
[[nodiscard]] std::string shown_number(std::string_view stored, const NumberFormat& format, bool from_1904);
[[nodiscard]] std::string shown_number(double value, const NumberFormat& format, bool from_1904);
/// Whether a number as it is shown has more digits than spreadsheets keep: the last ones are lost.
[[nodiscard]] bool lost_digits(std::string_view shown);
/// Fifteen significant digits without exponent, as spreadsheets keep them: 0.1, 6901234567892.
[[nodiscard]] std::string plain_number(double value);

}  // namespace qy::collection
