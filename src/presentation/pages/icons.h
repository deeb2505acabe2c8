#pragma once
// Drawings of the pages as constant SVG, 24 units wide, in the colour of the text around them. Hidden from screen
// readers: a word always stands beside them.
#include "model/vocabulary.h"
#include "pages/html.h"

namespace qy::presentation::icons {

/// The platform's mark: a spring's drop over a wave.
[[nodiscard]] Trusted mark();
// What a code is (verdict).
[[nodiscard]] Trusted check();
[[nodiscard]] Trusted checks();
[[nodiscard]] Trusted cross();
[[nodiscard]] Trusted question();
[[nodiscard]] Trusted stop();
[[nodiscard]] Trusted back();
[[nodiscard]] Trusted chain();
[[nodiscard]] Trusted alert();
// Kinds of information.
[[nodiscard]] Trusted stage(model::InfoKind kind);
[[nodiscard]] Trusted processing();
// Sections.
[[nodiscard]] Trusted key();
[[nodiscard]] Trusted search();

}  // namespace qy::presentation::icons
