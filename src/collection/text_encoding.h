#pragma once
// The encoding of a text file, and the way back to it.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace qy::collection {

enum class TextEncoding : std::uint8_t { utf8, utf8_marked, gb18030, gb18030_marked };

/// That by which decode_text reads it. REQUIRES: decode_text reads it.
[[nodiscard]] TextEncoding encoding_of(ByteView bytes);
/// The byte order mark that begins such a file; empty: none.
[[nodiscard]] std::string_view mark_of(TextEncoding encoding);
/// A piece of UTF-8 text in this encoding, without a mark. Errors: invalid `encoding.unknown`.
Result<std::string> encode_text(std::string_view text, TextEncoding encoding);

}  // namespace qy::collection
