#pragma once
// What all pages share: head, header with language switch, footer with filing numbers. (clause 5.6)
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pages/page_writer.h"

namespace qy::presentation {

struct PageFrame {
    std::string title;                      ///< of the window; the platform's name is added
    std::string description;                ///< for search engines and shared links, or empty
    bool indexed = false;                   ///< whether search engines may list it: pages of single codes are not
    std::function<void(PageWriter&)> hero;  ///< inside the header, below the bar
    std::function<void(PageWriter&)> main;
};

/// A document with the places of its parts that change from look to look: beginnings and ends by turns, the beacon's
/// last. Everything else follows from answer and context without `beacon_url`.
struct LivePage {
    std::string text;
    std::vector<std::size_t> live_edges;
};

/// The complete document.
[[nodiscard]] LivePage framed_live_page(const PageContext& context, const PageFrame& frame);
[[nodiscard]] std::string framed_page(const PageContext& context, const PageFrame& frame);

/// The image that counts the look, when it is to be counted.
void write_beacon(PageWriter& page);

/// The one search box. `query` is what stood in it, `label` what it asks for.
void write_search_form(PageWriter& page, std::string_view query);

}  // namespace qy::presentation
