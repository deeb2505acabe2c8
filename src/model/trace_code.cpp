#include "model/trace_code.h"

#include <algorithm>

#include "base/text.h"

namespace qy::model {
namespace {

constexpr std::size_t kPastedBytesMax = 2048;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The part of a pasted address that is the code: the segment after "t" or, in a Digital Link, after "21".
std::string_view code_part(std::string_view text) {
    text = text.substr(0, text.find_first_of("?#"));
    if (text.find('/') == std::string_view::npos) return text;
    const auto segments = split(text, '/');
    for (std::size_t i = segments.size() - 1; i > 0; --i) {
        if (segments[i - 1] == "t" || segments[i - 1] == "21") return segments[i];
    }
    return {};
}

// Spaces, and the hyphens and dashes that word processors make of them.
std::string without_separators(std::string_view text) {
    std::string out(text);
    for (const std::string_view separator :
         {" ", "-", "\t", "\u00A0", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u200B", "\uFEFF"}) {
        out = replace_all(out, separator, "");
    }
    return out;
}

}  // namespace

Result<TraceCode> TraceCode::parse(std::string_view text) {
    if (text.size() > kPastedBytesMax) return invalid("code.malformed");
    const auto folded = fold_width(trim(text));
    const auto digits = without_separators(code_part(trim(folded)));
    std::array<char, 20> code{};
    if (digits.size() != code.size() || digits[0] == '0' || !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return invalid("code.malformed");
    }
    std::copy(digits.begin(), digits.end(), code.begin());
    return TraceCode(code);
}

TraceCode::TraceCode(std::array<char, 20> digits) : digits_(digits) {
    QY_ASSERT(digits_[0] != '0' && std::all_of(digits_.begin(), digits_.end(), is_digit));
}

std::string TraceCode::grouped() const {
    std::string out;
    for (std::size_t i = 0; i < digits_.size(); ++i) {
        if (i != 0 && i % 4 == 0) out += ' ';
        out += digits_[i];
    }
    return out;
}

}  // namespace qy::model
