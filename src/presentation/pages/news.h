#pragma once
// The line of a page that appears when what the page tells was updated. (clause 6.2.1)
#include "pages/page_writer.h"

namespace qy::presentation {

/// Hidden until the page's own script hears of a change; nothing when the page has no stream.
void write_news(PageWriter& page);

}  // namespace qy::presentation
