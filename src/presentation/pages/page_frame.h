#pragma once
// What all pages share: head, header with language switch, footer with filing numbers. (clause 5.6)
#include <functional>
#include <string>
#include <string_view>

#include "pages/page_writer.h"

namespace qy::presentation {

struct PageFrame {
    std::string title;                      ///< of the window; the platform's name is added
    std::string description;                ///< for search engines and shared links, or empty
    bool indexed = false;                   ///< whether search engines may list it: pages of single codes are not
    std::function<void(PageWriter&)> hero;  ///< inside the header, below the bar
    std::function<void(PageWriter&)> main;
};

/// The complete document.
[[nodiscard]] std::string framed_page(const PageContext& context, const PageFrame& frame);

/// The one search box. `query` is what stood in it, `label` what it asks for.
void write_search_form(PageWriter& page, std::string_view query);

}  // namespace qy::presentation
