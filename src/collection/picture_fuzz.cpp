// Any bytes as a file that a user sends: what is taken for a picture becomes one within the limits, that is read again
// as the same size and holds no metadata.
#include "collection/picture.h"

#include <algorithm>

#include "base/assert.h"
#include "base/media_limits.h"
#include "picture_facts.h"

namespace {

namespace limits = qy::limits;
using qy::collection::FileFormat;

void check_clean(const qy::collection::CleanPicture& picture) {
    QY_ASSERT(picture.width >= 1 && picture.height >= 1);
    QY_ASSERT(std::max(picture.width, picture.height) <= limits::picture_side_max);
    QY_ASSERT(qy::collection::file_format_of(picture.jpeg).value() == FileFormat::jpeg);
    QY_ASSERT(qy::text_of(picture.jpeg).find("Exif") == std::string_view::npos);
    const auto again = qy::collection::clean_picture(FileFormat::jpeg, picture.jpeg);
    QY_ASSERT(again.ok() && again->width == picture.width && again->height == picture.height);
    const auto small = qy::collection::clean_picture(FileFormat::jpeg, picture.small);
    QY_ASSERT(small.ok() && std::max(small->width, small->height) <= limits::picture_small_side_max);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const qy::ByteView bytes(data, size);
    for (const auto format : {FileFormat::jpeg, FileFormat::png, FileFormat::webp}) {
        const auto facts = qy::collection::picture_facts(format, bytes);
        QY_ASSERT(facts.orientation >= 1 && facts.orientation <= 8);
    }
    const auto format = qy::collection::file_format_of(bytes);
    if (!format.ok()) return 0;
    if (*format == FileFormat::pdf) {
        (void)qy::collection::check_document(bytes);
        return 0;
    }
    const auto picture = qy::collection::clean_picture(*format, bytes);
    if (picture.ok()) check_clean(*picture);
    return 0;
}
