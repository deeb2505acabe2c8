#include "number_format.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "base/text.h"

namespace qy::collection {
namespace {

using Shown = NumberFormat::Shown;

constexpr double kSerialEnd = 2'958'466;  // the day after 9999-12-31
constexpr std::int64_t kDaysFrom1904 = 1'462;
constexpr int kSignificantDigits = 15;

struct IdRange {
    int first;
    int last;
    Shown shown;
};

// 27–36 and 50–58 are dates and times of the Chinese edition.
constexpr IdRange kBuiltIn[] = {
    {9, 10, Shown::percent}, {14, 17, Shown::day},   {18, 21, Shown::clock}, {22, 22, Shown::moment},
    {27, 31, Shown::day},    {32, 35, Shown::clock}, {36, 36, Shown::day},   {45, 47, Shown::clock},
    {50, 54, Shown::day},    {55, 56, Shown::clock}, {57, 58, Shown::day},
};

/// A format's first section without what stands for itself; that is collected apart.
struct Bare {
    std::string letters;   ///< lower case
    std::string literal;   ///< behind the digits
    bool elapsed = false;  ///< [h]:mm
};

bool any_of(std::string_view text, std::string_view characters) {
    return text.find_first_of(characters) != std::string_view::npos;
}

Bare bare_of(std::string_view code) {
    Bare out;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == ';') break;  // what follows is for negative numbers
        if (c == '"') {
            const auto end = std::min(code.find('"', i + 1), code.size());
            if (any_of(out.letters, "0#?")) out.literal += code.substr(i + 1, end - i - 1);
            i = end;
        } else if (c == '[') {
            const auto end = std::min(code.find(']', i + 1), code.size());
            const auto inside = lower_ascii(code.substr(i + 1, end - i - 1));
            out.elapsed = out.elapsed || inside.starts_with('h') || inside.starts_with("mm") || inside.starts_with('s');
            i = end;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else {
            out.letters += c;
        }
    }
    out.letters = lower_ascii(out.letters);
    return out;
}

std::string two(int value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string clock_text(std::int64_t seconds) {
    return two(static_cast<int>(seconds / 3600)) + ":" + two(static_cast<int>(seconds / 60 % 60)) + ":" +
           two(static_cast<int>(seconds % 60));
}

// The workbook's first two months count a 29 February 1900 that never was.
std::string day_text(std::int64_t serial) {
    using std::chrono::days;
    const auto first = std::chrono::sys_days(std::chrono::year{1899} / 12 / (serial < 60 ? 31 : 30));
    const std::chrono::year_month_day date(first + days(serial));
    const auto year = std::to_string(static_cast<int>(date.year()));
    return std::string(4 - std::min<std::size_t>(4, year.size()), '0') + year + "-" +
           two(static_cast<int>(static_cast<unsigned>(date.month()))) + "-" +
           two(static_cast<int>(static_cast<unsigned>(date.day())));
}

std::string date_text(double serial, Shown shown, bool from_1904) {
    auto whole = static_cast<std::int64_t>(std::floor(serial));
    auto seconds = static_cast<std::int64_t>(std::llround((serial - std::floor(serial)) * 86'400));
    if (seconds == 86'400) {
        ++whole;
        seconds = 0;
    }
    if (shown == Shown::clock) return clock_text(seconds);
    if (from_1904) whole += kDaysFrom1904;
    if (whole < 1 || whole == 60) return plain_number(serial);
    const auto day = day_text(whole);
    return shown == Shown::moment && seconds != 0 ? day + " " + clock_text(seconds) : day;
}

std::string padded(const std::string& digits, std::size_t size) {
    if (digits.starts_with('-') || digits.find('.') != std::string::npos || digits.size() >= size) return digits;
    return std::string(size - digits.size(), '0') + digits;
}

// Text behind the number, such as 公斤; signs and brackets around it say nothing.
std::string unit_of(const Bare& format) {
    const auto unit = std::string(trim(format.literal));
    return any_of(unit, "0123456789+-()") ? std::string() : unit;
}

}  // namespace

NumberFormat built_in_format(int id) {
    NumberFormat format;
    for (const auto& range : kBuiltIn) {
        if (id >= range.first && id <= range.last) format.shown = range.shown;
    }
    return format;
}

NumberFormat format_of_code(std::string_view code) {
    NumberFormat format;
    const Bare bare = bare_of(code);
    if (bare.letters == "general" || bare.letters == "@") return format;
    const bool date = any_of(bare.letters, "yd") || bare.letters.find("年") != std::string::npos;
    const bool clock = any_of(bare.letters, "hs") || bare.elapsed;
    const bool number = any_of(bare.letters, "0#?");
    if (date || clock || (!number && any_of(bare.letters, "m"))) {
        format.shown = date ? (clock ? Shown::moment : Shown::day) : clock ? Shown::clock : Shown::day;
        return format;
    }
    if (any_of(bare.letters, "%")) {
        format.shown = Shown::percent;
        return format;
    }
    if (bare.letters.size() > 1 && bare.letters.find_first_not_of('0') == std::string::npos) {
        format.shown = Shown::padded;
        format.digits = static_cast<std::uint8_t>(std::min<std::size_t>(bare.letters.size(), 64));
    }
    if (number) format.unit = unit_of(bare);
    return format;
}

std::string plain_number(double value) {
    if (!std::isfinite(value)) return {};
    if (value == 0) return "0";
    const int whole = static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
    const int decimals = std::min(std::max(kSignificantDigits - whole, 0), 30);
    std::array<char, 512> buffer{};
    const auto [end, fault] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    if (fault != std::errc()) return {};
    std::string text(buffer.data(), end);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string shown_number(std::string_view stored, const NumberFormat& format, bool from_1904) {
    const auto text = trim(stored);
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::string(stored);
    return shown_number(value, format, from_1904);
}

bool lost_digits(std::string_view shown) {
    return shown.size() > kSignificantDigits && shown.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string shown_number(double value, const NumberFormat& format, bool from_1904) {
    switch (format.shown) {
        case Shown::day:
        case Shown::moment:
        case Shown::clock:
            if (value >= 0 && value < kSerialEnd) return date_text(value, format.shown, from_1904);
            break;
        case Shown::percent:
            return plain_number(value * 100) + "%";
        case Shown::padded:
            return padded(plain_number(value), format.digits) + format.unit;
        case Shown::general:
            break;
    }
    return plain_number(value) + format.unit;
}

}  // namespace qy::collection
