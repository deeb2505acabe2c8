#pragma once
// The category tree as CSV, for people who keep it in a spreadsheet: a row for each category and, below it, one for
// each of its attributes. What was written is read as the same again. (clause 6.1)
#include <string>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"

namespace qy::collection {

/// `categories`: as export_categories gives it. UTF-8 with byte order mark, CRLF.
[[nodiscard]] std::string categories_to_csv(const JsonArray& categories);

/// Back to {"categories": […]}, the members as they are in JSON. Columns may stand in any order and be left out;
/// encodings as decode_text. Errors: invalid `category_csv.column` {title}, `category_csv.doubled` {title},
/// `category_csv.no_code`; `category_csv.record` {line, text}: neither category nor attribute; `category_csv.order`
/// {line, code}: an attribute that does not stand below its category; `category_csv.value` {line, column, text};
/// `category_csv.quote` {line}; those of decode_text; too_large `file.too_many_rows` {limit}.
Result<JsonObject> categories_from_csv(ByteView bytes);

}  // namespace qy::collection
