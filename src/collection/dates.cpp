#include "dates.h"

#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "chinese_number.h"

namespace qy::collection {
namespace {

constexpr std::int64_t kSerialOf1970 = 25'569;
constexpr std::int64_t kSerialFirst = 32'874;  // 1990-01-01; smaller numbers are hardly dates
constexpr std::int64_t kSerialLast = 73'050;   // 2099-12-31

class Scanner {
 public:
    explicit Scanner(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::size_t digits_ahead() const {
        const std::size_t at = rest_.find_first_not_of("0123456789");
        return at == std::string_view::npos ? rest_.size() : at;
    }
    bool skip(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    void spaces() {
        while (skip(" ")) {
        }
    }
    // Exactly `count` digits, or from 1 to 2 when count is 0; -1 when they are not there.
    int number(std::size_t count = 0) {
        const std::size_t ahead = digits_ahead();
        const std::size_t size = count == 0 ? std::min<std::size_t>(ahead, 2) : count;
        if (size == 0 || ahead < size || (count == 0 && ahead > 2)) return -1;
        int value = 0;
        for (std::size_t i = 0; i < size; ++i) value = value * 10 + (rest_[i] - '0');
        rest_.remove_prefix(size);
        return value;
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
    std::string_view rest_;
};

struct Moment {
    int year = -1, month = -1, day = -1;
    int hour = -1, minute = 0, second = 0;  // hour -1: only a day
    std::string zone = "+08:00";
};

bool read_day(Scanner& in, Moment& out) {
    const std::size_t digits = in.digits_ahead();
    if (digits == 8 || digits == 12 || digits == 14) {
        out.year = in.number(4);
        out.month = in.number(2);
        out.day = in.number(2);
        return true;
    }
    if (digits != 4) return false;
    out.year = in.number(4);
    in.spaces();
    for (const std::string_view separator : {"-", "/", "."}) {
        if (!in.skip(separator)) continue;
        out.month = in.number();
        if (!in.skip(separator)) return false;
        out.day = in.number();
        return out.month > 0 && out.day > 0;
    }
    if (!in.skip("年")) return false;
    in.spaces();
    out.month = in.number();
    in.spaces();
    if (!in.skip("月")) return false;
    in.spaces();
    out.day = in.number();
    in.spaces();
    return (in.skip("日") || in.skip("号") || in.at_end()) && out.month > 0 && out.day > 0;
}

void skip_weekday(Scanner& in) {
    if (!in.skip("星期") && !in.skip("周")) return;
    if (!in.skip("日") && !in.skip("天")) in.number();
}

// Which half of the day a word names.
enum class Half { none, morning, noon, afternoon, evening };

Half read_half(Scanner& in) {
    struct Word {
        std::string_view text;
        Half half;
    };
    static constexpr Word kWords[] = {
        {"上午", Half::morning}, {"早上", Half::morning}, {"早晨", Half::morning},   {"清晨", Half::morning},
        {"凌晨", Half::morning}, {"中午", Half::noon},    {"下午", Half::afternoon}, {"傍晚", Half::afternoon},
        {"晚上", Half::evening}, {"夜间", Half::evening}, {"夜里", Half::evening},
    };
    for (const auto& word : kWords) {
        if (in.skip(word.text)) return word.half;
    }
    return Half::none;
}

Half read_english_half(Scanner& in) {
    in.spaces();
    if (in.skip("am") || in.skip("a.m.")) return Half::morning;
    if (in.skip("pm") || in.skip("p.m.")) return Half::afternoon;
    return Half::none;
}

bool apply_half(Half half, bool english, int& hour) {
    switch (half) {
        case Half::none:
            return true;
        case Half::morning:
            if (english && hour == 12) hour = 0;
            return hour <= 12;
        case Half::noon:
            if (hour == 1) hour = 13;
            return hour >= 11 && hour <= 13;
        case Half::afternoon:
        case Half::evening:
            if (hour < 12) hour += 12;
            // "晚上12点" is the next day to some and this day to others.
            return half == Half::afternoon || hour != 12;
    }
    return false;
}

bool read_minutes(Scanner& in, Moment& out) {
    if (in.skip(":")) {
        out.minute = in.number();
        if (out.minute < 0) return false;
        if (!in.skip(":")) return true;
        out.second = in.number();
        if (in.skip(".")) {
            const std::size_t digits = in.digits_ahead();
            if (digits == 0 || digits > 9) return false;
            in.skip(in.rest().substr(0, digits));  // people do not write fractions of a second; machines send JSON
        }
        return out.second >= 0;
    }
    if (!in.skip("时") && !in.skip("点") && !in.skip("點")) return false;
    if (in.skip("整")) return true;
    if (in.skip("半")) {
        out.minute = 30;
        return true;
    }
    in.spaces();
    if (in.digits_ahead() == 0) return true;
    out.minute = in.number();
    if (in.skip("分") && in.digits_ahead() > 0) {
        out.second = in.number();
        if (!in.skip("秒")) return false;
    }
    return out.minute >= 0 && out.second >= 0;
}

bool read_time(Scanner& in, Moment& out) {
    if (in.digits_ahead() == 4 || in.digits_ahead() == 6) {  // the end of 202603050830[15]
        out.hour = in.number(2);
        out.minute = in.number(2);
        out.second = in.at_end() ? 0 : in.number(2);
        return in.at_end();
    }
    const Half before = read_half(in);
    in.spaces();
    out.hour = in.number();
    if (out.hour < 0 || !read_minutes(in, out)) return false;
    const Half after = before == Half::none ? read_english_half(in) : Half::none;
    return apply_half(before == Half::none ? after : before, after != Half::none, out.hour);
}

bool read_zone(Scanner& in, Moment& out) {
    in.spaces();
    if (in.at_end()) return true;
    if (in.skip("z")) {
        out.zone = "Z";
        return true;
    }
    const bool west = in.skip("-");
    if (!west && !in.skip("+")) return false;
    const int hours = in.number(2);
    in.skip(":");
    const int minutes = in.number(2);
    if (hours < 0 || minutes < 0) return false;
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    out.zone = (west ? "-" : "+") + two(hours) + ":" + two(minutes);
    return true;
}

std::optional<Moment> read_all(std::string_view text) {
    Scanner in(text);
    Moment out;
    if (!read_day(in, out)) return std::nullopt;
    in.spaces();
    skip_weekday(in);
    in.spaces();
    if (in.at_end()) return out;
    in.skip("t");
    if (!read_time(in, out) || !read_zone(in, out) || !in.at_end()) return std::nullopt;
    return out;
}

std::string rfc3339(const Moment& moment) {
    const auto padded = [](int value, std::size_t width) {
        auto digits = std::to_string(value);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    std::string out = padded(moment.year, 4) + '-' + padded(moment.month, 2) + '-' + padded(moment.day, 2);
    if (moment.hour < 0) return out;
    return out + 'T' + padded(moment.hour, 2) + ':' + padded(moment.minute, 2) + ':' + padded(moment.second, 2) +
           moment.zone;
}

// A spreadsheet's day number; the fraction is the time of day and only matters to programs, so it is not read.
std::optional<model::EventTime> read_serial(std::string_view text) {
    Scanner in(text);
    if (text.size() != 5 || in.digits_ahead() != 5) return std::nullopt;
    const int serial = in.number(5);
    if (serial < kSerialFirst || serial > kSerialLast) return std::nullopt;
    model::EventTime out;
    out.precision = model::Precision::day;
    out.at = Time::from_seconds((serial - kSerialOf1970) * 86'400 - out.offset_minutes * 60);
    return out;
}

}  // namespace

std::variant<model::EventTime, Problem> read_moment(std::string_view text) {
    const auto plain = lower_ascii(with_arabic_digits(fold_width(trim(text))));
    if (const auto serial = read_serial(plain)) return *serial;
    const auto moment = read_all(plain);
    if (!moment) return Problem::malformed;
    auto parsed = model::EventTime::parse(rfc3339(*moment));
    if (parsed.ok()) return *parsed;
    return parsed.error().code == "time.out_of_range" ? Problem::out_of_range : Problem::malformed;
}

int read_time_of_day(std::string_view text) {
    const auto plain = fold_width(trim(text));
    Scanner in(plain);
    Moment out;
    out.hour = in.number();
    if (out.hour < 0 || !read_minutes(in, out) || !in.at_end()) return -1;
    const bool real = out.hour < 24 && out.minute < 60 && out.second < 60;
    return real ? out.hour * 3600 + out.minute * 60 + out.second : -1;
}

}  // namespace qy::collection
