#pragma once
// What stands around the pixels of a picture file and matters: how it is to be turned, and how it must be read. Pure.
#include "base/bytes.h"
#include "collection/picture.h"

namespace qy::collection {

struct PictureFacts {
    int orientation = 1;       ///< TIFF's 1 to 8, of the first Exif block; 1 when none says
    bool progressive = false;  ///< a JPEG that must be held whole while it is read
};
/// Of any bytes.
[[nodiscard]] PictureFacts picture_facts(FileFormat format, ByteView bytes);

}  // namespace qy::collection
