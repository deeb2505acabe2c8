// Files that users send: known by their bytes, made anew, turned upright, without metadata, and bounded.
#include "collection/picture.h"

#include <gtest/gtest.h>
#include <turbojpeg.h>

#include <fstream>
#include <iterator>

#include "base/media_limits.h"
#include "picture_read.h"

namespace qy::collection {
namespace {

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

Bytes sample(const std::string& name) {
    std::ifstream file(QY_SOURCE_DIR "/fuzz/corpus/picture/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

FileFormat format_of(ByteView bytes) {
    return file_format_of(bytes).value();
}

Result<CleanPicture> clean(ByteView bytes) {
    return clean_picture(format_of(bytes), bytes);
}

/// Red, green, blue or white, by the corners of corners.png, clockwise from the top left: "RGWB".
std::string corners_of(ByteView jpeg) {
    const auto pixels = read_pixels(FileFormat::jpeg, jpeg, {}).value();
    const auto colour = [&](int x, int y) {
        const auto* const at =
            pixels.rgb.data() +
            (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) + static_cast<std::size_t>(x)) * 3;
        const bool r = at[0] > 180;
        const bool g = at[1] > 180;
        const bool b = at[2] > 180;
        return r && g && b ? 'W' : r ? 'R' : g ? 'G' : b ? 'B' : '?';
    };
    const int right = pixels.width - 5;
    const int bottom = pixels.height - 5;
    return {colour(4, 4), colour(right, 4), colour(right, bottom), colour(4, bottom)};
}

Bytes joined(std::initializer_list<ByteView> pieces) {
    Bytes all;
    for (const auto piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
    return all;
}

/// An Exif segment that holds the orientation, and a place as cameras write it.
Bytes exif_segment(std::uint8_t orientation) {
    Bytes tiff{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0};
    const auto place = bytes_of("GPS 20.0174N 110.3492E");
    const auto content = joined({bytes_of(std::string_view("Exif\0\0", 6)), tiff, place});
    const auto size = content.size() + 2;
    return joined({Bytes{0xFF, 0xE1, static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)}, content});
}

Bytes with_exif(ByteView jpeg, std::uint8_t orientation) {
    return joined({jpeg.first(2), exif_segment(orientation), jpeg.subspan(2)});
}

Bytes jpeg_of_size(int width, int height, int format = TJPF_GRAY, int sampling = TJSAMP_GRAY) {
    const auto depth = static_cast<std::size_t>(tjPixelSize[format]);
    const Bytes pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * depth, 200);
    auto* const handle = tjInitCompress();
    unsigned char* data = nullptr;
    unsigned long size = 0;
    EXPECT_EQ(tjCompress2(handle, pixels.data(), width, 0, height, format, &data, &size, sampling, 80, 0), 0);
    Bytes out(data, data + size);
    tjFree(data);
    tjDestroy(handle);
    return out;
}

TEST(FileFormat, IsWhatTheBytesSay) {
    struct Case {
        std::string bytes;
        std::string_view outcome;
    };
    const Case cases[] = {
        {std::string("\xFF\xD8\xFF\xE0", 4), "image/jpeg"},
        {std::string("\x89PNG\r\n\x1A\n", 8), "image/png"},
        {std::string("RIFF\x10\0\0\0WEBPVP8 ", 16), "image/webp"},
        {"%PDF-1.7\n", "application/pdf"},
        {std::string("RIFF\x10\0\0\0WAVEfmt ", 16), "media.format"},
        {std::string("\0\0\0\x18"
                     "ftypheic",
                     12),
         "media.heic"},
        {"GIF89a", "media.format"},
        {"<svg xmlns='http://www.w3.org/2000/svg'/>", "media.format"},
        {"MZ", "media.format"},
        {"\xFF\xD8", "media.format"},
        {" %PDF-1.7", "media.format"},
        {"", "media.format"},
    };
    for (const auto& one : cases) {
        const auto format = file_format_of(bytes_of(one.bytes));
        EXPECT_EQ(format.ok() ? media_type(*format) : format.error().code, one.outcome) << one.bytes;
    }
}

TEST(CleanPicture, EveryFormatComesOutAsTheSamePicture) {
    for (const auto* const name : {"corners.jpg", "corners.png", "corners.webp", "progressive.jpg"}) {
        const auto picture = clean(sample(name)).value();
        EXPECT_EQ(corners_of(picture.jpeg), "RGWB") << name;
        EXPECT_EQ(corners_of(picture.small), "RGWB") << name;
        EXPECT_EQ(picture.width, 48) << name;
        EXPECT_EQ(picture.height, 32) << name;
    }
}

TEST(CleanPicture, IsTurnedUprightAndLosesItsMetadata) {
    const auto plain = sample("corners.jpg");
    const std::string_view expected[] = {"RGWB", "GRBW", "WBRG", "BWGR", "RBWG", "BRGW", "WGRB", "GWBR"};
    for (std::uint8_t orientation = 1; orientation <= 8; ++orientation) {
        const auto tagged = with_exif(plain, orientation);
        ASSERT_NE(text_of(tagged).find("110.3492E"), std::string_view::npos);
        const auto picture = clean(joined({tagged, bytes_of("trailing film of a motion photo")})).value();
        EXPECT_EQ(corners_of(picture.jpeg), expected[orientation - 1]) << int{orientation};
        EXPECT_EQ(picture.width, orientation < 5 ? 48 : 32);
        for (const std::string_view told : {"Exif", "110.3492E", "motion"}) {
            EXPECT_EQ(text_of(picture.jpeg).find(told), std::string_view::npos) << told;
            EXPECT_EQ(text_of(picture.small).find(told), std::string_view::npos) << told;
        }
    }
}

TEST(CleanPicture, WhatIsTransparentStandsOnWhite) {
    for (const auto* const name : {"alpha.png", "alpha.webp"}) {
        const auto picture = clean(sample(name)).value();
        const auto pixels = read_pixels(FileFormat::jpeg, picture.jpeg, {}).value();
        EXPECT_GT(pixels.rgb[1], 200) << name;
        EXPECT_LT(pixels.rgb[7 * 3 + 1], 60) << name;
    }
}

TEST(CleanPicture, SidesAreBoundedAndProportionsStay) {
    constexpr int max = limits::picture_side_max;
    struct Case {
        int width, height, kept_width, kept_height;
    };
    const Case cases[] = {{max, 10, max, 10},
                          {max + 1, max / 2, max, max / 2 - 1},
                          {4'000, 3'000, max, max / 4 * 3},
                          {20'000, 40, max, 3},
                          {1, 5'000, 1, max},
                          {1, 1, 1, 1}};
    for (const auto& one : cases) {
        const auto picture = clean(jpeg_of_size(one.width, one.height)).value();
        EXPECT_EQ(picture.width, one.kept_width) << one.width;
        EXPECT_NEAR(picture.height, one.kept_height, 1) << one.height;
    }
}

TEST(CleanPicture, WhatWouldFillTheMemoryIsRefusedByItsHeader) {
    EXPECT_EQ(code_of(clean(sample("too_many_pixels.png"))), "media.too_many_pixels");
    auto wide = jpeg_of_size(8, 8);
    const auto frame = std::string(text_of(wide)).find("\xFF\xC0");
    ASSERT_NE(frame, std::string::npos);
    for (const auto at : {5, 7}) wide[frame + static_cast<std::size_t>(at)] = 0xFF;  // 65,288 × 65,288
    EXPECT_EQ(code_of(clean(wide)), "media.too_many_pixels");
    EXPECT_EQ(code_of(clean(sample("animated.webp"))), "media.animated");
}

TEST(CleanPicture, WhatEndsTooEarlyOrIsNoPictureIsTold) {
    for (const auto* const name : {"corners.jpg", "corners.png", "corners.webp"}) {
        const auto whole = sample(name);
        for (std::size_t size = 12; size < whole.size() - 12; size += 7) {
            EXPECT_EQ(code_of(clean(ByteView(whole).first(size))), "media.damaged") << name << " " << size;
        }
    }
}

TEST(CleanPicture, FourColoursBecomeThree) {
    const auto picture = clean(jpeg_of_size(16, 16, TJPF_CMYK, TJSAMP_444)).value();
    const auto pixels = read_pixels(FileFormat::jpeg, picture.jpeg, {}).value();
    EXPECT_NEAR(pixels.rgb[0], 200 * 200 / 255, 4);
}

TEST(CheckDocument, EndsWithItsMark) {
    EXPECT_EQ(code_of(check_document(sample("empty.pdf"))), "ok");
    const auto whole = sample("empty.pdf");
    EXPECT_EQ(code_of(check_document(ByteView(whole).first(whole.size() - 4))), "media.damaged");
}

}  // namespace
}  // namespace qy::collection
