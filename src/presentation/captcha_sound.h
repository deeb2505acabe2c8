#pragma once
// The sound of a captcha: digits spoken by the voices that are built in, never twice the same. (clause 9.4.1)
#include <string>
#include <string_view>

#include "base/messages.h"
#include "base/random.h"
#include "base/result.h"

namespace qy::presentation {

inline constexpr int captcha_sound_rate = 8'000;  ///< samples a second, 8 bit, mono

/// A WAV file (RIFF, PCM) that speaks the digits with pauses of varying length, each with a speed, pitch and loudness
/// of its own, over a murmur of other digits spoken backwards. Errors: invalid `captcha.not_digits`. Safe from any
/// thread.
Result<std::string> captcha_wav(std::string_view digits, Language language, Random& random);

}  // namespace qy::presentation
