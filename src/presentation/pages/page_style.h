#pragma once
// The style sheet of all pages and the Content-Security-Policy that allows it and nothing else. (clause 9; ASVS 3.4)
#include <string>
#include <string_view>

namespace qy::presentation {

struct PageStyle {
    std::string css;            ///< without comments and needless spaces
    std::string script;         ///< news.js, on pages that can hear of a change
    std::string report_script;  ///< report.js, on the form of a report
    std::string share_script;   ///< share.js, on pages that can be shared
    std::string policy;         ///< value of the Content-Security-Policy header of every page of this folder
};

/// Made from page.css at the first call; a constant of the program. Safe from any thread.
[[nodiscard]] const PageStyle& page_style();

/// Value of the Content-Security-Policy header: the one style sheet and each script by their SHA-256, images, forms and
/// streams of this site only.
[[nodiscard]] std::string_view content_security_policy();

/// Without whole lines of comment, indentation and line ends. REQUIRES: every statement ends with `;` or `}`.
[[nodiscard]] std::string minified_script(std::string_view js);

/// Without comments, line ends, indentation and spaces around punctuation. Strings in `css` must not hold any of these.
[[nodiscard]] std::string minified_css(std::string_view css);

}  // namespace qy::presentation
