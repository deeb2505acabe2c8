#include "picture_read.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "base/assert.h"
#include "base/media_limits.h"

namespace qy::collection {
namespace {

constexpr std::size_t kMillion = 1'000'000;

Error damaged() {
    return invalid("media.damaged");
}

Result<void> check_pixels(std::int64_t width, std::int64_t height, std::int64_t pixels_max) {
    if (width < 1 || height < 1) return damaged();
    if (width <= pixels_max / height) return {};
    return too_large("media.too_many_pixels", {std::to_string(static_cast<std::size_t>(pixels_max) / kMillion)});
}

std::size_t area(int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

// JPEG

using Handle = std::unique_ptr<void, decltype(&tjDestroy)>;

struct JpegShape {
    int width = 0;
    int height = 0;
    int colours = 0;
};

/// The smallest size that the reader offers by leaving out frequencies, but for pictures that are small enough already.
JpegShape reduced(JpegShape shape) {
    int count = 0;
    const auto* const factors = tjGetScalingFactors(&count);
    JpegShape best = shape;
    for (const auto& factor : std::span(factors, static_cast<std::size_t>(count))) {
        const int width = TJSCALED(shape.width, factor);
        const int height = TJSCALED(shape.height, factor);
        if (std::max(width, height) < limits::picture_side_max || width > best.width) continue;
        best.width = width;
        best.height = height;
    }
    return best;
}

/// Adobe's CMYK, which is stored inverted.
Bytes rgb_of_cmyk(const Bytes& cmyk) {
    Bytes rgb;
    rgb.reserve(cmyk.size() / 4 * 3);
    for (std::size_t at = 0; at < cmyk.size(); at += 4) {
        for (std::size_t c = 0; c < 3; ++c) rgb.push_back(static_cast<std::uint8_t>(cmyk[at + c] * cmyk[at + 3] / 255));
    }
    return rgb;
}

Result<Pixels> read_jpeg(ByteView bytes, bool progressive) {
    const Handle handle(tjInitDecompress(), &tjDestroy);
    QY_ASSERT(handle != nullptr);
    JpegShape shape;
    int sampling = 0;
    if (tjDecompressHeader3(handle.get(), bytes.data(), bytes.size(), &shape.width, &shape.height, &sampling,
                            &shape.colours) != 0) {
        return damaged();
    }
    QY_CHECK(check_pixels(shape.width, shape.height,
                          progressive ? limits::picture_flat_pixels_max : limits::picture_pixels_max));
    const bool cmyk = shape.colours == TJCS_CMYK || shape.colours == TJCS_YCCK;
    const auto size = reduced(shape);
    Pixels pixels{size.width, size.height, Bytes(area(size.width, size.height) * (cmyk ? 4 : 3))};
    const int format = cmyk ? TJPF_CMYK : TJPF_RGB;
    const int done = tjDecompress2(handle.get(), bytes.data(), bytes.size(), pixels.rgb.data(), size.width, 0,
                                   size.height, format, TJFLAG_LIMITSCANS);
    // Cameras write files that are warned of and yet whole; one that ends too early is not.
    const std::string_view said = done == 0 ? std::string_view() : tjGetErrorStr2(handle.get());
    const bool whole = tjGetErrorCode(handle.get()) == TJERR_WARNING && said.find("Premature end") == said.npos;
    if (done != 0 && !whole) return damaged();
    if (cmyk) pixels.rgb = rgb_of_cmyk(pixels.rgb);
    return pixels;
}

// PNG

struct PngImage {
    png_image image{};
    PngImage() { image.version = PNG_IMAGE_VERSION; }
    PngImage(const PngImage&) = delete;
    PngImage& operator=(const PngImage&) = delete;
    ~PngImage() { png_image_free(&image); }
};

Result<Pixels> read_png(ByteView bytes) {
    PngImage png;
    if (png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size()) == 0) return damaged();
    QY_CHECK(check_pixels(png.image.width, png.image.height, limits::picture_flat_pixels_max));
    png.image.format = PNG_FORMAT_RGB;
    const auto width = static_cast<int>(png.image.width);
    const auto height = static_cast<int>(png.image.height);
    Pixels pixels{width, height, Bytes(area(width, height) * 3)};
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&png.image, &white, pixels.rgb.data(), width * 3, nullptr) == 0) return damaged();
    return pixels;
}

// WebP

Bytes on_white(const Bytes& rgba) {
    Bytes rgb;
    rgb.reserve(rgba.size() / 4 * 3);
    for (std::size_t at = 0; at < rgba.size(); at += 4) {
        const int alpha = rgba[at + 3];
        for (std::size_t c = 0; c < 3; ++c) {
            rgb.push_back(static_cast<std::uint8_t>((rgba[at + c] * alpha + 255 * (255 - alpha) + 127) / 255));
        }
    }
    return rgb;
}

Result<Pixels> read_webp(ByteView bytes) {
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return damaged();
    if (WebPGetFeatures(bytes.data(), bytes.size(), &config.input) != VP8_STATUS_OK) return damaged();
    if (config.input.has_animation != 0) return invalid("media.animated");
    const int width = config.input.width;
    const int height = config.input.height;
    QY_CHECK(check_pixels(width, height, limits::picture_flat_pixels_max));
    const bool alpha = config.input.has_alpha != 0;
    const std::size_t depth = alpha ? 4 : 3;
    Pixels pixels{width, height, Bytes(area(width, height) * depth)};
    config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {pixels.rgb.data(), width * static_cast<int>(depth), pixels.rgb.size()};
    const auto status = WebPDecode(bytes.data(), bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK) return damaged();
    if (alpha) pixels.rgb = on_white(pixels.rgb);
    return pixels;
}

}  // namespace

Result<Pixels> read_pixels(FileFormat format, ByteView bytes, const PictureFacts& facts) {
    switch (format) {
        case FileFormat::jpeg:
            return read_jpeg(bytes, facts.progressive);
        case FileFormat::png:
            return read_png(bytes);
        case FileFormat::webp:
            return read_webp(bytes);
        case FileFormat::pdf:
            break;
    }
    QY_ASSERT(false);
    return damaged();
}

}  // namespace qy::collection
