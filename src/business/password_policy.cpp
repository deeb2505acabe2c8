#include "password_policy.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/limits.h"
#include "base/settings.h"
#include "base/text.h"

namespace qy::business {
namespace {

/// What a guesser who knows the platform tries first, in lower case.
constexpr std::string_view kBrandWords[] = {"qiongyuan", "hainan", "suyuan", "琼源", "海南", "溯源"};
constexpr std::size_t kWordMin = 4;  ///< shorter cores say nothing about what stands around them

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_sign(char c) {
    return !is_digit(c) && !is_lower(c) && static_cast<unsigned char>(c) < 0x80;
}

int classes_of(std::string_view password) {
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool other = false;
    for (const char c : password) {
        if (is_lower(c)) {
            lower = true;
        } else if (c >= 'A' && c <= 'Z') {
            upper = true;
        } else if (is_digit(c)) {
            digit = true;
        } else {
            other = true;
        }
    }
    return int{lower} + int{upper} + int{digit} + int{other};
}

/// "p@ssw0rd" → "password": what people take for clever.
std::string unmasked(std::string_view text) {
    constexpr std::string_view kFrom = "@4013$57!";
    constexpr std::string_view kTo = "aaoiessti";
    std::string out(text);
    for (char& c : out) {
        if (const auto at = kFrom.find(c); at != std::string_view::npos) c = kTo[at];
    }
    return out;
}

template <class Predicate>
std::string_view stripped(std::string_view text, Predicate drop) {
    while (!text.empty() && drop(text.front())) text.remove_prefix(1);
    while (!text.empty() && drop(text.back())) text.remove_suffix(1);
    return text;
}

bool holds(std::string_view lower, std::string_view word) {
    return !word.empty() && lower.find(word) != std::string_view::npos;
}

/// The name as it is, and without its dots and hyphens.
bool holds_name(std::string_view lower, std::string_view name) {
    std::string plain(name);
    std::erase_if(plain, [](char c) { return !is_lower(c) && !is_digit(c); });
    return holds(lower, name) || (plain.size() >= kWordMin && holds(lower, plain));
}

std::string_view brand_word_in(std::string_view lower) {
    const std::string plain = unmasked(lower);
    for (const auto word : kBrandWords) {
        if (holds(lower, word) || holds(plain, word)) return word;
    }
    return {};
}

}  // namespace

PasswordPolicy::PasswordPolicy(const Settings& settings)
    : length_min_(settings.integer("password.length_min")),
      classes_(settings.integer("password.classes")),
      classes_for_all_(settings.text("password.classes_for") == "all") {
    for (const auto line : split(embedded::common_passwords().front().content, '\n')) {
        if (!line.empty()) common_.push_back(line);
    }
    QY_ASSERT(std::is_sorted(common_.begin(), common_.end()));
}

Result<void> PasswordPolicy::check(const SecretText& password, std::string_view user_name, bool staff) const {
    const std::string& text = password.expose();
    Error error = invalid("password.refused").at("password");
    const auto add = [&](Error fault) { error.others.push_back(std::move(fault).at("password")); };
    if (!is_utf8(text)) {
        add(invalid("password.not_text"));
        return error;
    }
    const std::size_t length = length_of(text);
    const std::string lower = lower_ascii(text);
    if (length < static_cast<std::size_t>(length_min_)) {
        add(invalid("password.too_short", {std::to_string(length_min_)}));
    }
    if (length > limits::password_code_points_max) {
        add(invalid("password.too_long", {std::to_string(limits::password_code_points_max)}));
    }
    if ((staff || classes_for_all_) && classes_of(text) < classes_) {
        add(invalid("password.few_classes", {std::to_string(classes_)}));
    }
    if (holds_name(lower, user_name)) add(invalid("password.holds_name"));
    if (const auto word = brand_word_in(lower); !word.empty()) {
        add(invalid("password.holds_brand", {std::string(word)}));
    }
    if (is_common(lower)) add(invalid("password.common"));
    if (error.others.empty()) return {};
    return error;
}

/// A listed password, also one with signs and numbers around it or with letters written as digits.
bool PasswordPolicy::is_common(std::string_view lower) const {
    const auto listed = [&](std::string_view text) {
        return text.size() >= kWordMin && std::binary_search(common_.begin(), common_.end(), text);
    };
    const auto without_signs = stripped(lower, is_sign);
    const auto core = stripped(lower, [](char c) { return is_sign(c) || is_digit(c); });
    return listed(lower) || listed(without_signs) || listed(core) || listed(unmasked(lower)) ||
           listed(unmasked(without_signs)) || listed(unmasked(core));
}

}  // namespace qy::business
