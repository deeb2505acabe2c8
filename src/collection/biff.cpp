#include "biff.h"

#include <cstring>

#include "base/limits.h"
#include "base/text.h"

namespace qy::collection {
namespace {

constexpr std::uint8_t kWide = 0x01;
constexpr std::uint8_t kPhonetic = 0x04;
constexpr std::uint8_t kRich = 0x08;
constexpr std::size_t kRunBytes = 4;

bool is_high(char16_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(char16_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// Half a pair is no character.
std::string utf8_of(const std::u16string& units) {
    std::string out;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char16_t unit = units[i];
        if (is_high(unit) && i + 1 < units.size() && is_low(units[i + 1])) {
            append_utf8(out, 0x10000 + ((char32_t{unit} - 0xD800) << 10U) + (char32_t{units[++i]} - 0xDC00));
        } else {
            append_utf8(out, is_high(unit) || is_low(unit) ? U'\uFFFD' : char32_t{unit});
        }
    }
    return out;
}

/// Bytes over several records. A text that is cut goes on behind a byte of flags of its own.
class Pieces {
 public:
    explicit Pieces(const std::vector<std::string_view>& pieces) : pieces_(pieces) {}
    [[nodiscard]] bool at_end() const { return piece_ >= pieces_.size(); }
    std::uint32_t number(std::size_t size) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) value |= std::uint32_t{byte()} << (8 * i);
        return value;
    }
    void skip(std::uint64_t count) {
        while (count > 0 && settle()) {
            const auto step = std::min<std::uint64_t>(count, pieces_[piece_].size() - at_);
            at_ += static_cast<std::size_t>(step);
            count -= step;
        }
    }
    std::u16string characters(std::size_t length, bool wide) {
        std::u16string out;
        while (out.size() < length && !at_end()) {
            if (at_ >= pieces_[piece_].size()) {
                ++piece_;
                at_ = 0;
                if (at_end()) break;
                wide = (byte() & kWide) != 0;
                continue;
            }
            const char16_t low = byte();
            out += wide ? static_cast<char16_t>(low | byte() << 8U) : low;
        }
        return out;
    }

 private:
    bool settle() {
        while (!at_end() && at_ >= pieces_[piece_].size()) {
            ++piece_;
            at_ = 0;
        }
        return !at_end();
    }
    std::uint8_t byte() { return settle() ? static_cast<std::uint8_t>(pieces_[piece_][at_++]) : std::uint8_t{0}; }

    const std::vector<std::string_view>& pieces_;
    std::size_t piece_ = 0;
    std::size_t at_ = 0;
};

}  // namespace

double BiffData::real(std::size_t at) const {
    const std::uint64_t bits = dword(at) | static_cast<std::uint64_t>(dword(at + 4)) << 32U;
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

std::string BiffData::text(std::size_t at, std::size_t length) const {
    const bool wide = (byte(at) & kWide) != 0;
    std::u16string units;
    for (std::size_t i = 0, place = at + 1; i < length && place < size(); ++i, place += wide ? 2 : 1) {
        units += wide ? static_cast<char16_t>(word(place)) : static_cast<char16_t>(byte(place));
    }
    return utf8_of(units);
}

Result<bool> BiffReader::next(BiffRecord& record) {
    if (at_ + 4 > stream_.size()) return false;
    const BiffData head(stream_.substr(at_, 4));
    record.type = head.word(0);
    const std::size_t size = head.word(2);
    if (at_ + 4 + size > stream_.size()) return invalid("file.damaged");
    record.data = BiffData(stream_.substr(at_ + 4, size));
    at_ += 4 + size;
    return true;
}

double rk_value(std::uint32_t rk) {
    double value = 0;
    if ((rk & 2U) != 0) {
        value = static_cast<double>(static_cast<std::int32_t>(rk) >> 2);
    } else {
        const std::uint64_t bits = static_cast<std::uint64_t>(rk & 0xFFFFFFFCU) << 32U;
        std::memcpy(&value, &bits, sizeof value);
    }
    return (rk & 1U) != 0 ? value / 100 : value;
}

std::string_view biff_error(std::uint8_t code) {
    struct Row {
        std::uint8_t code;
        std::string_view text;
    };
    constexpr Row kRows[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                             {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};
    for (const auto& row : kRows) {
        if (row.code == code) return row.text;
    }
    return "#ERROR";
}

Result<void> read_shared_texts(const std::vector<std::string_view>& pieces, TextHeap& texts) {
    Pieces in(pieces);
    in.skip(4);  // how often they are used
    const std::size_t count = in.number(4);
    for (std::size_t i = 0; i < count; ++i) {
        if (in.at_end()) return invalid("file.damaged");
        const std::size_t length = in.number(2);
        const auto flags = static_cast<std::uint8_t>(in.number(1));
        const std::uint64_t runs = (flags & kRich) != 0 ? in.number(2) : 0;
        const std::uint64_t phonetic = (flags & kPhonetic) != 0 ? in.number(4) : 0;
        QY_CHECK(texts.add(utf8_of(in.characters(length, (flags & kWide) != 0))));
        in.skip(runs * kRunBytes + phonetic);
    }
    return texts.seal();
}

}  // namespace qy::collection
