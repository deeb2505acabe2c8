#include "label_pdf.h"

#include <cairo-pdf.h>

namespace qy::presentation {
namespace {

extern "C" {
static cairo_status_t qy_label_append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}
}

Result<void> check(cairo_status_t status) {
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return internal("label.drawing").because(cairo_status_to_string(status));
}

}  // namespace

LabelPdf::LabelPdf(const LabelSheet& sheet, const business::LabelFacts& facts)
    : sheet_(sheet),
      lines_(lines_of(facts, *sheet.shape)),
      surface_(cairo_pdf_surface_create_for_stream(&qy_label_append, &out_, sheet.shape->page_width * kPointsPerMm,
                                                   sheet.shape->page_height * kPointsPerMm)),
      context_(cairo_create(surface_.get())),
      place_(sheet.used % sheet.shape->per_page()) {
    const std::string title = facts.product + " " + facts.lot_number;
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
}

Result<void> LabelPdf::add(const LabelMark& mark) {
    const auto& shape = *sheet_.shape;
    QY_TRY(content, content_of(mark, sheet_.symbol, shape));
    if (place_ == shape.per_page()) {
        cairo_show_page(context_.get());
        place_ = 0;
    }
    const double x = shape.left + (place_ % shape.columns) * shape.step_x;
    const double y = shape.top + (place_ / shape.columns) * shape.step_y;
    draw_label(context_.get(), lines_, content, x, y);
    ++place_;
    return check(cairo_status(context_.get()));
}

Result<void> LabelPdf::finish() {
    cairo_show_page(context_.get());
    context_.reset();
    cairo_surface_finish(surface_.get());
    return check(cairo_surface_status(surface_.get()));
}

Result<std::string> label_preview(const LabelSheet& sheet, const business::LabelFacts& facts) {
    constexpr double scale = 300.0 / 72;  // dots per point
    const auto& shape = *sheet.shape;
    QY_TRY(content, specimen_of(facts, sheet.symbol, shape));
    const auto dots = [&](double mm) { return static_cast<int>(mm * kPointsPerMm * scale); };
    const CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(shape.width), dots(shape.height)));
    const CairoContext context(cairo_create(surface.get()));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_scale(context.get(), scale, scale);
    draw_label(context.get(), lines_of(facts, shape), content, 0, 0);
    std::string png;
    QY_CHECK(check(cairo_status(context.get())));
    QY_CHECK(check(cairo_surface_write_to_png_stream(surface.get(), &qy_label_append, &png)));
    return png;
}

}  // namespace qy::presentation
