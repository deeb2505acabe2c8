#pragma once
// A run of labels as a stream: PDF for sheets, ZPL II for label printers, CSV for print shops. Bytes come while labels
// are added; memory does not grow with the codes but by what a PDF must keep of its pages.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "business/label_print.h"
#include "label_template.h"
#include "presentation/symbol.h"

namespace qy::presentation {

enum class LabelFormat : std::uint8_t { pdf, zpl, csv };
[[nodiscard]] std::string_view to_string(LabelFormat format);
[[nodiscard]] std::optional<LabelFormat> parse_label_format(std::string_view name);
[[nodiscard]] std::string_view content_type_of(LabelFormat format);
[[nodiscard]] std::int64_t labels_max_of(LabelFormat format);

struct LabelMark;  // label_content.h

struct LabelSheet {
    const LabelTemplate* shape = nullptr;
    SymbolKind symbol = SymbolKind::qr;
    int dots_per_inch = 203;  ///< of the label printer: 203, 300 or 600; zpl only
    int used = 0;             ///< places of the first sheet that are empty already; pdf only
};

/// One thread at a time.
class LabelWriter {
 public:
    virtual ~LabelWriter() = default;
    /// Errors: those of content_of; internal `label.drawing`.
    virtual Result<void> add(const LabelMark& mark) = 0;
    /// Errors: internal `label.drawing`.
    virtual Result<void> finish() = 0;
    /// What was written since the last call.
    virtual std::string take() = 0;
};
std::unique_ptr<LabelWriter> new_label_writer(LabelFormat format, const LabelSheet& sheet,
                                              const business::LabelFacts& facts);

/// A PNG of one label, marked as a specimen, 300 dots per inch; its code is none of ours. Errors: those of content_of;
/// those of mark_of; internal `label.drawing`.
Result<std::string> label_preview(const LabelSheet& sheet, const business::LabelFacts& facts);

}  // namespace qy::presentation
