#include "picture_facts.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace qy::collection {
namespace {

constexpr std::string_view kExif("Exif\0\0", 6);
constexpr std::size_t kOrientationTag = 0x0112;
constexpr std::size_t kShort = 3;

enum class Order : std::uint8_t { little, big };

/// A number at a place; 0 where there is none.
std::size_t number_at(ByteView bytes, std::size_t at, std::size_t size, Order order) {
    if (at > bytes.size() || bytes.size() - at < size) return 0;
    std::size_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value = value << 8U | bytes[at + (order == Order::big ? i : size - 1 - i)];
    }
    return value;
}

ByteView piece(ByteView bytes, std::size_t at, std::size_t size) {
    if (at > bytes.size()) return {};
    return bytes.subspan(at, std::min(size, bytes.size() - at));
}

/// Of a TIFF block (TIFF 6.0, section 2): the entry of the first directory.
int orientation_in(ByteView tiff) {
    if (text_of(piece(tiff, 0, kExif.size())) == kExif) tiff = tiff.subspan(kExif.size());
    const auto mark = text_of(piece(tiff, 0, 2));
    if (mark != "II" && mark != "MM") return 1;
    const auto order = mark == "II" ? Order::little : Order::big;
    const auto directory = number_at(tiff, 4, 4, order);
    const auto entries = number_at(tiff, directory, 2, order);
    for (std::size_t i = 0; i < entries; ++i) {
        const auto at = directory + 2 + i * 12;
        if (at >= tiff.size()) break;
        if (number_at(tiff, at, 2, order) != kOrientationTag || number_at(tiff, at + 2, 2, order) != kShort) continue;
        const auto value = number_at(tiff, at + 8, 2, order);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

/// Segments of a JPEG up to its first scan (ITU-T T.81, annex B).
PictureFacts facts_of_jpeg(ByteView bytes) {
    PictureFacts facts;
    bool seen = false;
    for (std::size_t at = 2; number_at(bytes, at, 1, Order::big) == 0xFF;) {
        const auto marker = number_at(bytes, at + 1, 1, Order::big);
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        const auto size = number_at(bytes, at + 2, 2, Order::big);
        if (marker == 0xDA || size < 2) break;
        const auto content = piece(bytes, at + 4, size - 2);
        if (marker == 0xE1 && !seen && text_of(content).starts_with(kExif)) {
            facts.orientation = orientation_in(content);
            seen = true;
        }
        // Frames other than the sequential ones with Huffman coding.
        if (marker >= 0xC2 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            facts.progressive = true;
        }
        at += 2 + size;
    }
    return facts;
}

/// Chunks of a PNG: length, name, content, check.
PictureFacts facts_of_png(ByteView bytes) {
    for (std::size_t at = 8; at < bytes.size();) {
        const auto size = number_at(bytes, at, 4, Order::big);
        if (text_of(piece(bytes, at + 4, 4)) == "eXIf") return {orientation_in(piece(bytes, at + 8, size)), false};
        at += 12 + size;
    }
    return {};
}

/// Chunks of a RIFF file: name, length, content padded to an even size.
PictureFacts facts_of_webp(ByteView bytes) {
    for (std::size_t at = 12; at < bytes.size();) {
        const auto size = number_at(bytes, at + 4, 4, Order::little);
        if (text_of(piece(bytes, at, 4)) == "EXIF") return {orientation_in(piece(bytes, at + 8, size)), false};
        at += 8 + size + size % 2;
    }
    return {};
}

}  // namespace

PictureFacts picture_facts(FileFormat format, ByteView bytes) {
    switch (format) {
        case FileFormat::jpeg:
            return facts_of_jpeg(bytes);
        case FileFormat::png:
            return facts_of_png(bytes);
        case FileFormat::webp:
            return facts_of_webp(bytes);
        case FileFormat::pdf:
            break;
    }
    return {};
}

}  // namespace qy::collection
