#pragma once
// What a page offers for showing a product to others, and the words of the picture by which it is shown. (clause 5.6)
#include "model/trace_answer.h"
#include "pages/page_writer.h"
#include "share_picture.h"

namespace qy::presentation {

/// Whether there is a picture: of a lot, and not of a code about which there is a warning.
[[nodiscard]] bool is_shared(const model::TraceAnswer& answer);

/// The link to the picture; with a script also what the browser has for sharing.
void write_share(PageWriter& page, const model::TraceAnswer& answer);

/// `base_url`: "https://host:8443". The link leads to the lot, never to the code: a picture that goes around would else
/// be a copy of the label, and each look at it a scan. REQUIRES: is_shared(answer).
[[nodiscard]] ShareWords share_words(const model::TraceAnswer& answer, const PageContext& context,
                                     const std::string& base_url);

}  // namespace qy::presentation
