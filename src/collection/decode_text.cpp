// Which encoding a file is in: strict UTF-8, else strict GB18030. Detectors guess wrong on short files, these two do
// not: text of one is almost never valid in the other.
#include <unicode/ucnv.h>

#include <memory>

#include "base/limits.h"
#include "base/text.h"
#include "collection/decode.h"
#include "text_encoding.h"

namespace qy::collection {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kGb18030Mark = "\x84\x31\x95\x33";

struct ConverterRelease {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

bool is_utf16(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
    // Without a mark: no text file has NUL among its first characters.
    return text.substr(0, 64).find('\0') != std::string_view::npos;
}

Result<std::string> from_gb18030(std::string_view text) {
    QY_ASSERT(text.size() <= limits::import_bytes_max);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, ConverterRelease> converter(ucnv_open("gb18030", &status));
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    if (U_FAILURE(status)) return internal("encoding.no_converter");
    // Two bytes become three at most, four become four, and one byte (0x80) two.
    std::string out(text.size() * 2 + 8, '\0');
    const auto size = ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), out.data(), static_cast<int32_t>(out.size()),
                                         text.data(), static_cast<int32_t>(text.size()), &status);
    if (U_FAILURE(status) || size < 0 || static_cast<std::size_t>(size) > out.size()) {
        return invalid("encoding.unknown");
    }
    out.resize(static_cast<std::size_t>(size));
    // What GB18030 cannot say would be U+FFFD: strictness must not depend on the converter's tables.
    if (out.find("\xEF\xBF\xBD") != std::string::npos || !is_utf8(out)) return invalid("encoding.unknown");
    return out;
}

Result<std::string> to_gb18030(std::string_view text) {
    QY_ASSERT(text.size() <= 2 * limits::import_bytes_max);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, ConverterRelease> converter(ucnv_open("gb18030", &status));
    if (U_FAILURE(status)) return internal("encoding.no_converter");
    std::string out(text.size() * 2 + 8, '\0');  // two bytes become four at most
    const auto size = ucnv_fromAlgorithmic(converter.get(), UCNV_UTF8, out.data(), static_cast<int32_t>(out.size()),
                                           text.data(), static_cast<int32_t>(text.size()), &status);
    if (U_FAILURE(status) || size < 0 || static_cast<std::size_t>(size) > out.size()) {
        return invalid("encoding.unknown");
    }
    out.resize(static_cast<std::size_t>(size));
    return out;
}

}  // namespace

TextEncoding encoding_of(ByteView bytes) {
    const std::string_view text = qy::text_of(bytes);
    if (text.starts_with(kUtf8Mark)) return TextEncoding::utf8_marked;
    if (is_utf8(text)) return TextEncoding::utf8;
    return text.starts_with(kGb18030Mark) ? TextEncoding::gb18030_marked : TextEncoding::gb18030;
}

std::string_view mark_of(TextEncoding encoding) {
    if (encoding == TextEncoding::utf8_marked) return kUtf8Mark;
    return encoding == TextEncoding::gb18030_marked ? kGb18030Mark : std::string_view{};
}

Result<std::string> encode_text(std::string_view text, TextEncoding encoding) {
    const bool is_gb = encoding == TextEncoding::gb18030 || encoding == TextEncoding::gb18030_marked;
    return is_gb ? to_gb18030(text) : std::string(text);
}

Result<std::string> decode_text(ByteView bytes) {
    std::string_view text = qy::text_of(bytes);
    if (is_utf16(text)) return invalid("encoding.utf16");
    if (text.starts_with(kUtf8Mark)) {
        text.remove_prefix(kUtf8Mark.size());
        if (!is_utf8(text)) return invalid("encoding.unknown");
        return std::string(text);
    }
    if (is_utf8(text)) return std::string(text);
    if (text.starts_with(kGb18030Mark)) text.remove_prefix(kGb18030Mark.size());
    return from_gb18030(text);
}

}  // namespace qy::collection
