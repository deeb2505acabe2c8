#pragma once
// What kind of file it is: by its content first, by its name where the content leaves it open.
#include <string_view>

#include "base/bytes.h"
#include "collection/decode.h"

namespace qy::collection {

/// Errors: invalid `file.et` (a table of WPS in a form of its own), `file.binary_workbook`, `file.open_document`,
/// `file.web_page` (what many programs call .xls).
Result<FileKind> file_kind(std::string_view file_name, ByteView bytes);

}  // namespace qy::collection
