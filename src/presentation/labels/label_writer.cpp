#include "label_writer.h"

#include <algorithm>

#include "base/limits.h"
#include "label_csv.h"
#include "label_pdf.h"
#include "label_zpl.h"

namespace qy::presentation {
namespace {

struct FormatRow {
    LabelFormat format;
    std::string_view name;
    std::string_view content_type;
    std::int64_t labels_max;
};
constexpr FormatRow kFormats[] = {
    {LabelFormat::pdf, "pdf", "application/pdf", limits::labels_per_pdf_max},
    {LabelFormat::zpl, "zpl", "application/vnd.zebra.zpl", limits::labels_per_zpl_max},
    {LabelFormat::csv, "csv", "text/csv; charset=utf-8", limits::codes_per_range_max},
};

const FormatRow& row_of(LabelFormat format) {
    return *std::ranges::find(kFormats, format, &FormatRow::format);
}

}  // namespace

std::string_view to_string(LabelFormat format) {
    return row_of(format).name;
}

std::optional<LabelFormat> parse_label_format(std::string_view name) {
    const auto* const row = std::ranges::find(kFormats, name, &FormatRow::name);
    if (row == std::end(kFormats)) return std::nullopt;
    return row->format;
}

std::string_view content_type_of(LabelFormat format) {
    return row_of(format).content_type;
}

std::int64_t labels_max_of(LabelFormat format) {
    return row_of(format).labels_max;
}

std::unique_ptr<LabelWriter> new_label_writer(LabelFormat format, const LabelSheet& sheet,
                                              const business::LabelFacts& facts) {
    switch (format) {
        case LabelFormat::pdf:
            return std::make_unique<LabelPdf>(sheet, facts);
        case LabelFormat::zpl:
            return std::make_unique<LabelZpl>(sheet, facts);
        case LabelFormat::csv:
            break;
    }
    return std::make_unique<LabelCsv>(is_linear(sheet.symbol) ? "sscc,quantity" : "code,url,pin", facts);
}

}  // namespace qy::presentation
