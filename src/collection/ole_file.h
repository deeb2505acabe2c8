#pragma once
// What an OLE2 compound file holds: XLS workbooks of 1997 to 2003, and password-protected workbooks of later ones.
// (MS-CFB, 2.6: directory entries)
#include <cstdint>

#include "base/bytes.h"

namespace qy::collection {

enum class OleKind : std::uint8_t {
    workbook,   ///< XLS
    encrypted,  ///< a workbook that a password protects (MS-OFFCRYPTO: EncryptedPackage)
    other,
};
/// REQUIRES: is_ole(bytes).
[[nodiscard]] OleKind ole_kind(ByteView bytes);
[[nodiscard]] bool is_ole(ByteView bytes);

}  // namespace qy::collection
