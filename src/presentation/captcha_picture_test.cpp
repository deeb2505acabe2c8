// The drawing of captchas. That people can read them is looked at; here: that every character is drawn, and
// differently.
#include "captcha_picture.h"

#include <gtest/gtest.h>
#include <png.h>

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "business/captchas.h"

namespace qy::presentation {
namespace {

std::vector<std::uint8_t> pixels_of(const std::string& png) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, png.data(), png.size()), 0);
    EXPECT_EQ(image.width, static_cast<png_uint_32>(kCaptchaWidth));
    EXPECT_EQ(image.height, static_cast<png_uint_32>(kCaptchaHeight));
    image.format = PNG_FORMAT_GRAY;
    std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
    return pixels;
}

std::ptrdiff_t dark(const std::vector<std::uint8_t>& pixels) {
    return std::count_if(pixels.begin(), pixels.end(), [](std::uint8_t value) { return value < 60; });
}

TEST(CaptchaPicture, EveryCharacterOfTheAlphabetHasStrokes) {
    SeededRandom random(1);
    for (const char character : business::captcha_alphabet) {
        ASSERT_TRUE(captcha_can_draw(character)) << character;
        EXPECT_GT(dark(pixels_of(captcha_png(std::string(1, character), random).value())), 60) << character;
    }
    EXPECT_FALSE(captcha_can_draw('0'));
}

TEST(CaptchaPicture, OneTextIsNeverDrawnTheSameTwice) {
    SeededRandom random(2);
    const auto first = captcha_png("AC3X9", random).value();
    EXPECT_NE(first, captcha_png("AC3X9", random).value());
    EXPECT_LT(first.size(), 16'000U);
    EXPECT_GT(dark(pixels_of(first)), 500);
}

}  // namespace
}  // namespace qy::presentation
