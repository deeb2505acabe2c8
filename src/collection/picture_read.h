#pragma once
// Reads the pixels of picture files within the limits of memory.
#include "base/result.h"
#include "collection/picture.h"
#include "picture_facts.h"
#include "pixels.h"

namespace qy::collection {

/// As the file holds them, on white, not turned; a large picture comes smaller, yet not smaller than picture_side_max.
/// Errors: those of clean_picture.
Result<Pixels> read_pixels(FileFormat format, ByteView bytes, const PictureFacts& facts);

}  // namespace qy::collection
