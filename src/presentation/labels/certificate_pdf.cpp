#include "certificate_pdf.h"

#include <cairo-pdf.h>

#include <algorithm>

namespace qy::presentation {
namespace {

constexpr LabelTemplate kA4{"a4", "A4", "A4", 210, 297, 1, 1, 210, 297, 0, 0, 210, 297};
constexpr LabelTemplate kLabel{"roll_100x70", "", "", 100, 70, 1, 1, 100, 70, 0, 0, 100, 70};

constexpr int kRequired = 9;  // of the form: they go last when a page is too small
constexpr int kFurther = 2;

extern "C" {
static cairo_status_t qy_certificate_append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}
}

Result<void> check(cairo_status_t status) {
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return internal("label.drawing").because(cairo_status_to_string(status));
}

/// Words above, the symbol in the lower right corner with its digits below.
LabelLayout layout_of_certificate(const LabelTemplate& shape, bool with_code) {
    const double margin = shape.width > 150 ? 20 : 3;
    const double side = with_code ? 0.3 * shape.width : 0;
    const double line = with_code ? 3.5 : 0;
    LabelLayout layout;
    layout.words = {margin, margin, shape.width - 2 * margin - side, shape.height - 2 * margin - line};
    layout.symbol = {shape.width - margin - side, shape.height - margin - side - line, side, side};
    layout.digits = {margin, shape.height - margin - line, shape.width - 2 * margin, line};
    return layout;
}

std::string_view title_of(const LabelTemplate& shape) {
    return shape.width > 150 ? "A4" : "100 × 70 mm";
}

}  // namespace

std::vector<LabelLine> certificate_lines(const business::Certificate& certificate, double unit_mm,
                                         const std::function<std::string(std::string_view code)>& label_of) {
    std::vector<LabelLine> lines{{std::string(certificate_title(Language::zh)), 1.8 * unit_mm, true, kRequired}};
    for (const auto& promise : certificate_promises(Language::zh))
        lines.push_back({promise, unit_mm, false, kRequired});
    std::string basis = "承诺依据：";
    for (const auto& [code, ticked] : certificate_basis(certificate)) {
        basis += (ticked ? "■" : "□") + label_of(code) + " ";
    }
    lines.push_back({std::move(basis), unit_mm, false, kRequired});
    for (const auto& row : certificate_rows(certificate, Language::zh)) {
        lines.push_back({row.title + "：" + row.value, unit_mm, false, row.of_form ? kRequired : kFurther});
    }
    return lines;
}

CertificatePdf::CertificatePdf(const business::Certificate& certificate, CertificateSize size,
                               const std::function<std::string(std::string_view code)>& label_of)
    : shape_(size == CertificateSize::a4 ? kA4 : kLabel),
      lines_(certificate_lines(certificate, size == CertificateSize::a4 ? 5.5 : 2.3, label_of)),
      surface_(cairo_pdf_surface_create_for_stream(&qy_certificate_append, &out_, shape_.page_width * kPointsPerMm,
                                                   shape_.page_height * kPointsPerMm)),
      context_(cairo_create(surface_.get())) {
    const std::string title =
        std::string(certificate_title(Language::zh)) + " " + certificate.number + " " + std::string(title_of(shape_));
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
}

Result<void> CertificatePdf::add(const LabelContent* label) {
    const auto layout = layout_of_certificate(shape_, label != nullptr);
    cairo_set_source_rgb(context_.get(), 0, 0, 0);
    draw_lines(context_.get(), layout.words, lines_);
    if (label != nullptr) {
        draw_symbol(context_.get(), label->symbol, layout.symbol);
        draw_centred(context_.get(), layout.digits, label->digits);
    }
    cairo_show_page(context_.get());
    return check(cairo_status(context_.get()));
}

Result<void> CertificatePdf::finish() {
    context_.reset();
    cairo_surface_finish(surface_.get());
    return check(cairo_surface_status(surface_.get()));
}

}  // namespace qy::presentation
