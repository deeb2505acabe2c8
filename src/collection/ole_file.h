#pragma once
// OLE2 compound files: XLS workbooks of 1997 to 2003, and password-protected workbooks of later ones. (MS-CFB)
#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace qy::collection {

enum class OleKind : std::uint8_t {
    workbook,   ///< XLS
    encrypted,  ///< a workbook that a password protects (MS-OFFCRYPTO: EncryptedPackage)
    other,
};
/// By the names in its directory, also of a damaged one. REQUIRES: is_ole(bytes).
[[nodiscard]] OleKind ole_kind(ByteView bytes);
[[nodiscard]] bool is_ole(ByteView bytes);

/// The content of the stream of this name. Errors: invalid `file.damaged` (also: no such stream).
Result<std::string> ole_stream(ByteView bytes, std::string_view name);

}  // namespace qy::collection
