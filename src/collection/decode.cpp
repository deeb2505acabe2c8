#include "collection/decode.h"

#include "base/text.h"

namespace qy::collection {
namespace {

bool looks_like_json(ByteView bytes) {
    std::string_view text = qy::text_of(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && (text[at] == '[' || text[at] == '{');
}

}  // namespace

Result<DecodedTable> decode(std::string_view file_name, ByteView bytes) {
    const bool json = lower_ascii(file_name).ends_with(".json") || looks_like_json(bytes);
    return json ? decode_json(bytes) : decode_csv(bytes);
}

}  // namespace qy::collection
