#pragma once
// The address of a photo or document on this site.
#include <string>

#include "business/media_desk.h"

namespace qy::presentation {

/// "/media/ID" or "/media/ID/small".
[[nodiscard]] std::string media_path(const model::Media& media, business::MediaSize size);

}  // namespace qy::presentation
