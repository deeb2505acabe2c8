#include "ole_file.h"

#include <string>

namespace qy::collection {
namespace {

constexpr std::string_view kMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t kEntryBytes = 128;  // directory entries lie at multiples of their size
constexpr std::size_t kNameBytes = 64;

std::string utf16(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) out.append({c, '\0'});
    return out + std::string(2, '\0');
}

}  // namespace

bool is_ole(ByteView bytes) {
    return text_of(bytes).starts_with(kMark);
}

OleKind ole_kind(ByteView bytes) {
    static const std::string kEncrypted = utf16("EncryptedPackage");
    static const std::string kBook = utf16("Book");
    static const std::string kWorkbook = utf16("Workbook");
    OleKind kind = OleKind::other;
    const auto text = text_of(bytes);
    for (std::size_t at = 512; at + kNameBytes <= text.size(); at += kEntryBytes) {
        const auto name = text.substr(at, kNameBytes);
        if (name.starts_with(kEncrypted)) return OleKind::encrypted;
        if (name.starts_with(kWorkbook) || name.starts_with(kBook)) kind = OleKind::workbook;
    }
    return kind;
}

}  // namespace qy::collection
