#include "collection/picture.h"

#include <turbojpeg.h>

#include <array>
#include <memory>

#include "base/assert.h"
#include "base/media_limits.h"
#include "picture_facts.h"
#include "picture_read.h"

namespace qy::collection {
namespace {

constexpr int kQuality = 82;
constexpr int kSmallQuality = 75;
constexpr std::size_t kDocumentEndBytes = 1'024;  // where readers look for the end mark (ISO 32000-1, annex H.3)

struct Mark {
    FileFormat format;
    std::size_t at;
    std::string_view bytes;
};
constexpr Mark kMarks[] = {{FileFormat::jpeg, 0, "\xFF\xD8\xFF"},
                           {FileFormat::png, 0, "\x89PNG\r\n\x1A\n"},
                           {FileFormat::webp, 8, "WEBP"},
                           {FileFormat::pdf, 0, "%PDF-"}};

bool has_mark(ByteView bytes, std::size_t at, std::string_view mark) {
    return bytes.size() >= at + mark.size() && text_of(bytes.subspan(at, mark.size())) == mark;
}

bool is_heic(ByteView bytes) {
    for (const std::string_view brand : {"heic", "heix", "hevc", "mif1", "msf1", "avif"}) {
        if (has_mark(bytes, 4, "ftyp") && has_mark(bytes, 8, brand)) return true;
    }
    return false;
}

Bytes jpeg_of(const Pixels& pixels, int quality) {
    const std::unique_ptr<void, decltype(&tjDestroy)> handle(tjInitCompress(), &tjDestroy);
    QY_ASSERT(handle != nullptr);
    Bytes out(tjBufSize(pixels.width, pixels.height, TJSAMP_420));
    unsigned char* data = out.data();
    unsigned long size = out.size();
    const int done = tjCompress2(handle.get(), pixels.rgb.data(), pixels.width, 0, pixels.height, TJPF_RGB, &data,
                                 &size, TJSAMP_420, quality, TJFLAG_NOREALLOC);
    QY_ASSERT(done == 0);
    out.resize(size);
    return out;
}

}  // namespace

std::string_view media_type(FileFormat format) {
    constexpr std::array<std::string_view, 4> kTypes{"image/jpeg", "image/png", "image/webp", "application/pdf"};
    return kTypes.at(static_cast<std::size_t>(format));
}

Result<FileFormat> file_format_of(ByteView bytes) {
    for (const auto& mark : kMarks) {
        const bool riff = mark.format != FileFormat::webp || has_mark(bytes, 0, "RIFF");
        if (riff && has_mark(bytes, mark.at, mark.bytes)) return mark.format;
    }
    return invalid(is_heic(bytes) ? "media.heic" : "media.format");
}

Result<CleanPicture> clean_picture(FileFormat format, ByteView bytes) {
    const auto facts = picture_facts(format, bytes);
    QY_TRY(pixels, read_pixels(format, bytes, facts));
    const auto kept = upright(shrunk(pixels, limits::picture_side_max), facts.orientation);
    CleanPicture picture;
    picture.jpeg = jpeg_of(kept, kQuality);
    picture.width = kept.width;
    picture.height = kept.height;
    picture.small = jpeg_of(shrunk(kept, limits::picture_small_side_max), kSmallQuality);
    return picture;
}

Result<void> check_document(ByteView bytes) {
    const auto end = bytes.last(std::min(bytes.size(), kDocumentEndBytes));
    const bool whole = text_of(end).find("%%EOF") != std::string_view::npos;
    return whole ? Result<void>() : invalid("media.damaged");
}

}  // namespace qy::collection
