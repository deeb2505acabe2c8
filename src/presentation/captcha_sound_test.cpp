// The sound of captchas. That people understand it is listened to; here: its form, its length, and that no digit can be
// found by comparing it with the voice it was made of.
#include "captcha_sound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/random.h"

namespace qy::presentation {
namespace {

std::uint32_t number_at(const std::string& wav, std::size_t at, int bytes) {
    std::uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(wav[at + static_cast<std::size_t>(i)]);
    return value;
}

/// Pieces that are spoken: runs of loud samples with a pause between them.
int spoken(const std::string& wav) {
    const std::size_t window = captcha_sound_rate / 25;
    int pieces = 0;
    std::size_t quiet = 1'000;
    for (std::size_t at = 44; at + window <= wav.size(); at += window) {
        int loudest = 0;
        for (std::size_t i = 0; i < window; ++i) {
            loudest = std::max(loudest, std::abs(static_cast<unsigned char>(wav[at + i]) - 128));
        }
        if (loudest > 40 && quiet >= 4) ++pieces;
        quiet = loudest > 40 ? 0 : quiet + 1;
    }
    return pieces;
}

TEST(CaptchaSound, IsAWavFileOfAFewSeconds) {
    SeededRandom random(1);
    for (const auto language : {Language::zh, Language::en}) {
        const auto wav = captcha_wav("4070918", language, random).value();
        EXPECT_EQ(wav.substr(0, 4), "RIFF");
        EXPECT_EQ(wav.substr(8, 8), "WAVEfmt ");
        EXPECT_EQ(number_at(wav, 4, 4) + 8, wav.size());
        EXPECT_EQ(number_at(wav, 20, 2), 1U);  // PCM
        EXPECT_EQ(number_at(wav, 24, 4), static_cast<std::uint32_t>(captcha_sound_rate));
        const auto seconds = static_cast<double>(wav.size()) / captcha_sound_rate;
        EXPECT_GT(seconds, 3.0);
        EXPECT_LT(seconds, 9.0);
    }
}

TEST(CaptchaSound, EveryDigitOfBothLanguagesIsSpoken) {
    SeededRandom random(2);
    for (const auto language : {Language::zh, Language::en}) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            EXPECT_GE(spoken(captcha_wav(std::string(1, digit), language, random).value()), 1) << digit;
        }
        const int pieces = spoken(captcha_wav("25938", language, random).value());
        EXPECT_GE(pieces, 5);
        EXPECT_LE(pieces, 8);  // "three" has a pause of its own for some
    }
    EXPECT_EQ(captcha_wav("12a", Language::zh, random).error().code, "captcha.not_digits");
}

TEST(CaptchaSound, OneTextIsNeverSpokenTheSameTwice) {
    SeededRandom random(3);
    const auto first = captcha_wav("777", Language::zh, random).value();
    const auto second = captcha_wav("777", Language::zh, random).value();
    EXPECT_NE(first, second);
    EXPECT_NE(first.size(), second.size());
}

}  // namespace
}  // namespace qy::presentation
