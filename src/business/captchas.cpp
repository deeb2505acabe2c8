#include "business/captchas.h"

#include <algorithm>
#include <array>

#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "keyed_hash.h"
#include "storage/login_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::string_view kKind = "captcha";
constexpr std::size_t kIdBytes = 16;
constexpr std::uint32_t kWordMax = 20;

struct Question {
    std::string text;
    std::string answer;
};

/// A number below `bound`; bytes that would make some numbers likelier are thrown away.
std::uint32_t below(Random& random, std::uint32_t bound) {
    const std::uint32_t fair = 256 / bound * bound;
    while (true) {
        std::array<std::uint8_t, 1> byte{};
        random.fill(byte);
        if (byte[0] < fair) return byte[0] % bound;
    }
}

std::string chinese_number(std::uint32_t number) {
    constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number < 10) return std::string(kDigits[number]);
    std::string text = number < 20 ? "十" : std::string(kDigits[number / 10]) + "十";
    if (number % 10 != 0) text += kDigits[number % 10];
    return text;
}

std::string english_number(std::uint32_t number) {
    constexpr std::string_view kNumbers[] = {"zero",     "one",      "two",      "three",   "four",    "five",
                                             "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
                                             "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
                                             "eighteen", "nineteen", "twenty"};
    return std::string(kNumbers[number]);
}

Question arithmetic(Random& random, Language language) {
    const bool plus = below(random, 2) == 0;
    const std::uint32_t a = 2 + below(random, kWordMax - 1);
    const std::uint32_t b = plus ? 1 + below(random, kWordMax) : 1 + below(random, a - 1);
    const std::string answer = std::to_string(plus ? a + b : a - b);
    if (language == Language::zh) {
        return {chinese_number(a) + (plus ? "加" : "减") + chinese_number(b) + "等于多少？请用数字回答", answer};
    }
    return {"What is " + english_number(a) + (plus ? " plus " : " minus ") + english_number(b) + "? Answer in digits",
            answer};
}

Question picture(Random& random) {
    std::string text;
    for (std::size_t i = 0; i < limits::captcha_characters; ++i) {
        text += captcha_alphabet[below(random, static_cast<std::uint32_t>(captcha_alphabet.size()))];
    }
    return {text, lower_ascii(text)};
}

Question spoken(Random& random) {
    std::string digits;
    for (std::size_t i = 0; i < limits::captcha_digits; ++i) digits += static_cast<char>('0' + below(random, 10));
    return {digits, digits};
}

Question question_of(CaptchaKind kind, Random& random, Language language) {
    switch (kind) {
        case CaptchaKind::picture:
            return picture(random);
        case CaptchaKind::spoken:
            return spoken(random);
        case CaptchaKind::arithmetic:
            break;
    }
    return arithmetic(random, language);
}

std::string normalised(std::string_view answer) {
    std::string plain = lower_ascii(fold_width(answer));
    std::erase(plain, ' ');
    return plain;
}

std::string bound_to(std::string_view id, std::string_view answer) {
    return std::string(id) + "\n" + std::string(answer);
}

}  // namespace

std::optional<CaptchaKind> parse_captcha_kind(std::string_view name) {
    if (name == "picture") return CaptchaKind::picture;
    if (name == "arithmetic") return CaptchaKind::arithmetic;
    if (name == "spoken") return CaptchaKind::spoken;
    return std::nullopt;
}

Result<Captcha> Captchas::make(CaptchaKind kind, Language language) {
    const Question question = question_of(kind, services_.random, language);
    const Time now = services_.clock.now();
    Captcha captcha{to_base64url(services_.random.bytes(kIdBytes)), question.text,
                    now.plus_seconds(limits::captcha_seconds)};
    QY_TRY(hash, keyed_hash(services_.keys, kKind, captcha.id));
    QY_TRY(answer, keyed_hash(services_.keys, "captcha answer", bound_to(captcha.id, question.answer)));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(forgotten, storage::logins::forget_challenges(writer, now));
        (void)forgotten;
        return storage::logins::insert_challenge(writer, hash, {std::string(kKind), answer, captcha.expires_at});
    });
    QY_CHECK(std::move(stored));
    return captcha;
}

Result<bool> Captchas::check(const CaptchaAnswer& answer) {
    const Time now = services_.clock.now();
    for (const auto& hash : keyed_hashes(services_.keys, kKind, answer.id)) {
        QY_TRY(found, services_.store.write(
                          [&](storage::Writer& writer) { return storage::logins::take_challenge(writer, hash); }));
        if (!found) continue;
        if (found->kind != kKind || found->expires_at <= now) return false;
        const auto given =
            keyed_hashes(services_.keys, "captcha answer", bound_to(answer.id, normalised(answer.answer)));
        return std::any_of(given.begin(), given.end(), [&](const std::string& one) {
            return equal_in_constant_time(bytes_of(one), bytes_of(found->answer_hash));
        });
    }
    return false;
}

}  // namespace qy::business
