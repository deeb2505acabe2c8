#pragma once
// Pictures and documents as users send them: what they are by their bytes, and pictures made anew, so that nothing but
// pixels is kept. (clauses 5.2, 7.2.2)
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace qy::collection {

enum class FileFormat : std::uint8_t { jpeg, png, webp, pdf };
[[nodiscard]] std::string_view media_type(FileFormat format);
/// By the first bytes, whatever the file is called. Errors: invalid `media.format`, `media.heic`.
Result<FileFormat> file_format_of(ByteView bytes);

struct CleanPicture {
    Bytes jpeg;
    int width = 0;
    int height = 0;
    Bytes small;  ///< a preview, JPEG
};

/// The picture turned upright, on white, no side longer than picture_side_max, without any metadata (place, camera,
/// time, comments, what stands behind its end). Memory stays bounded by the limits of pixels. Pure.
/// Errors: invalid `media.damaged`, `media.animated`; too_large `media.too_many_pixels` {million pixels}.
/// REQUIRES: a format of pictures.
Result<CleanPicture> clean_picture(FileFormat format, ByteView bytes);

/// A document is kept as it is: it is only asked whether it is whole. Errors: invalid `media.damaged`.
Result<void> check_document(ByteView bytes);

}  // namespace qy::collection
