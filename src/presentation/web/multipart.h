#pragma once
// Forms with files, as browsers send them: multipart/form-data (RFC 7578, RFC 2046 5.1). Pure.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy::presentation {

/// One field of a form. The content is a view into the body.
struct FormPart {
    std::string name;
    bool is_file = false;  ///< it has a file name, maybe an empty one: nothing was chosen
    std::string_view content;
};

[[nodiscard]] bool is_multipart(std::string_view content_type);
/// In the order they came. What a file is called is not kept. Errors: invalid `form.malformed` (no boundary, cut, a
/// part without a name, more than form_parts_max, a name that is not UTF-8).
Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace qy::presentation
