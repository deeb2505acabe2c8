#pragma once
// Draws the characters of a captcha: strokes of our own, each turned, sheared and bent, with lines across.
// (clause 9.4.1)
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy {
class Random;
}

namespace qy::presentation {

inline constexpr int kCaptchaWidth = 220;
inline constexpr int kCaptchaHeight = 80;

/// A grey PNG of kCaptchaWidth × kCaptchaHeight; no two drawings of one text are alike. Errors: internal
/// `captcha.failed`. REQUIRES: 1–6 characters of business::captcha_alphabet.
[[nodiscard]] Result<std::string> captcha_png(std::string_view text, Random& random);
/// Whether there are strokes for a character.
[[nodiscard]] bool captcha_can_draw(char character);

}  // namespace qy::presentation
