#include "model/event_time.h"

#include <chrono>
#include <optional>

namespace qy::model {
namespace {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;
constexpr int kOffsetMinutesMax = 14 * 60;
constexpr std::size_t kFractionDigitsMax = 9;  // kept to the microsecond

// Reads fixed texts from left to right; after a failure everything else fails too.
class Reader {
 public:
    explicit Reader(std::string_view text) : rest_(text) {}
    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') {
                good_ = false;
                return 0;
            }
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    bool skip(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void need(char c) { good_ = skip(c) && good_; }
    // Digits after the point as microseconds; more than six are cut, as clocks that tell nanoseconds are common.
    std::int64_t fraction() {
        std::size_t digits = 0;
        std::int64_t value = 0;
        while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') {
            if (digits < 6) value = value * 10 + (rest_[digits] - '0');
            ++digits;
        }
        good_ = good_ && digits > 0 && digits <= kFractionDigitsMax;
        for (std::size_t i = digits; i < 6; ++i) value *= 10;
        rest_.remove_prefix(digits);
        return value;
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
    std::string_view rest_;
    bool good_ = true;
};

// Days since 1970-01-01; nullopt when there is no such day.
std::optional<std::int64_t> day_number(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

struct LocalParts {
    int year, month, day, hour, minute, second;
    int microsecond;
};

LocalParts parts_of(Time time, int offset_minutes) {
    const std::int64_t local = time.microseconds + std::int64_t{offset_minutes} * 60 * kMicrosecondsPerSecond;
    const std::int64_t seconds = floor_divide(local, kMicrosecondsPerSecond);
    const std::int64_t days = floor_divide(seconds, kSecondsPerDay);
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    const auto of_day = static_cast<int>(seconds - days * kSecondsPerDay);
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            of_day / 3600,
            of_day / 60 % 60,
            of_day % 60,
            static_cast<int>(local - seconds * kMicrosecondsPerSecond)};
}

/// REQUIRES: value is not negative and has no more digits than `width`.
void append_padded(std::string& out, int value, std::size_t width) {
    out.append(width, '0');
    for (auto at = out.size(); value != 0; value /= 10) {
        out[--at] = static_cast<char>('0' + value % 10);
    }
}

void append_day(std::string& out, const LocalParts& parts) {
    append_padded(out, parts.year, 4);
    out += '-';
    append_padded(out, parts.month, 2);
    out += '-';
    append_padded(out, parts.day, 2);
}

void append_offset(std::string& out, int offset_minutes) {
    if (offset_minutes == 0) {
        out += 'Z';
        return;
    }
    const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    out += offset_minutes < 0 ? '-' : '+';
    append_padded(out, size / 60, 2);
    out += ':';
    append_padded(out, size % 60, 2);
}

std::string text_of(Time time, int offset_minutes, bool with_fraction) {
    const auto parts = parts_of(time, offset_minutes);
    std::string out;
    append_day(out, parts);
    out += 'T';
    append_padded(out, parts.hour, 2);
    out += ':';
    append_padded(out, parts.minute, 2);
    out += ':';
    append_padded(out, parts.second, 2);
    if (with_fraction && parts.microsecond != 0) {
        out += '.';
        append_padded(out, parts.microsecond, 6);
        while (out.back() == '0') out.pop_back();
    }
    append_offset(out, offset_minutes);
    return out;
}

// The zone behind the time: "Z" or "+08:00". nullopt when it is neither or too far.
std::optional<int> read_offset(Reader& in) {
    if (in.skip('Z')) return 0;
    const bool west = in.skip('-');
    if (!west) in.need('+');
    const int hours = in.number(2);
    in.need(':');
    const int minutes = in.number(2);
    const int offset = hours * 60 + minutes;
    if (minutes > 59 || offset > kOffsetMinutesMax) return std::nullopt;
    return west ? -offset : offset;
}

}  // namespace

Result<EventTime> EventTime::parse(std::string_view text) {
    Reader in(text);
    const int year = in.number(4);
    in.need('-');
    const int month = in.number(2);
    in.need('-');
    const int day = in.number(2);
    const auto days = in.good() ? day_number(year, month, day) : std::nullopt;
    if (!days) return invalid("time.malformed");
    const bool in_range = year >= kFirstYear && year <= kLastYear;
    EventTime out;
    if (in.at_end()) {
        if (!in_range) return invalid("time.out_of_range");
        out.precision = Precision::day;
        out.at = Time::from_seconds(*days * kSecondsPerDay - std::int64_t{out.offset_minutes} * 60);
        return out;
    }
    in.need('T');
    const int hour = in.number(2);
    in.need(':');
    const int minute = in.number(2);
    in.need(':');
    const int second = in.number(2);
    const std::int64_t fraction = in.skip('.') ? in.fraction() : 0;
    const auto offset = read_offset(in);
    if (!in.good() || !in.at_end() || !offset || hour > 23 || minute > 59 || second > 59) {
        return invalid("time.malformed");
    }
    if (!in_range) return invalid("time.out_of_range");
    out.offset_minutes = static_cast<std::int16_t>(*offset);
    const std::int64_t of_day = hour * 3600 + minute * 60 + second;
    out.at = Time::from_seconds(*days * kSecondsPerDay + of_day - std::int64_t{*offset} * 60);
    out.at.microseconds += fraction;
    return out;
}

std::string EventTime::to_string() const {
    return precision == Precision::day ? day() : text_of(at, offset_minutes, true);
}

std::string EventTime::day() const {
    std::string out;
    append_day(out, parts_of(at, offset_minutes));
    return out;
}

Time EventTime::latest() const {
    if (precision != Precision::day) return at;
    return {at.microseconds + kSecondsPerDay * kMicrosecondsPerSecond - 1};
}

bool not_after(const EventTime& a, const EventTime& b) {
    if (a.precision == Precision::day || b.precision == Precision::day) return a.day() <= b.day();
    return a.at <= b.at;
}

std::string to_rfc3339(Time time, int offset_minutes) {
    return text_of(time, offset_minutes, false);
}

}  // namespace qy::model
