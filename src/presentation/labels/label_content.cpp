#include "label_content.h"

#include <algorithm>

namespace qy::presentation {
namespace {

using business::LabelFacts;
using business::PrintedLabel;

Result<std::string> text_in(const PrintedLabel& label, const LabelFacts& facts, SymbolKind kind) {
    if (kind == SymbolKind::qr || kind == SymbolKind::han_xin) return label.address;
    if (facts.gtin.empty()) return invalid("label.no_gtin");
    return "[01]" + facts.gtin + "[21]" + std::string(label.code.text());
}

double module_min_of(SymbolKind kind) {
    return is_linear(kind) ? kCartonModuleMmMin : kModuleMmMin;
}

std::string labelled(std::string_view title, const std::string& value) {
    return value.empty() ? std::string() : std::string(title) + value;
}

}  // namespace

void draw_symbol(cairo_t* context, const SymbolMatrix& symbol, const LabelBox& box) {
    const double module = box.width / (symbol.width + 2 * symbol.quiet);
    const bool bars = symbol.height == 1;
    const double height = bars ? box.height : module;
    cairo_save(context);
    cairo_scale(context, kPointsPerMm, kPointsPerMm);
    cairo_translate(context, box.x + symbol.quiet * module, box.y + (bars ? 0 : symbol.quiet * module));
    for (const auto& run : dark_runs(symbol)) {
        cairo_rectangle(context, run.column * module, run.row * module, run.length * module, height);
    }
    cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE);  // no light seams between modules
    cairo_fill(context);
    cairo_restore(context);
}

std::vector<LabelLine> lines_of(const LabelFacts& facts, const LabelTemplate& shape) {
    const double unit = std::clamp(shape.height / 12, 1.9, 6.0);
    return {{facts.brand, unit, false, 4},
            {facts.product, 1.5 * unit, true, 9},
            {labelled("规格 ", facts.specification), unit, false, 3},
            {labelled("数量 ", facts.quantity), unit, false, 8},
            {labelled("批次 ", facts.lot_number), unit, false, 7},
            {labelled("日期 ", facts.produced_on), unit, false, 6},
            {facts.party, unit, false, 2}};
}

Result<LabelMark> mark_of(const PrintedLabel& label, const LabelFacts& facts, SymbolKind kind) {
    QY_TRY(text, text_in(label, facts, kind));
    std::string digits = label.code.grouped();
    if (!label.pin.empty()) digits += "  PIN " + label.pin;
    return LabelMark{std::move(text), std::move(digits), {std::string(label.code.text()), label.address, label.pin}};
}

LabelMark mark_of(const model::Carton& carton) {
    return {"[00]" + carton.sscc, model::shown_sscc(carton.sscc, carton.prefix_digits), {carton.sscc, carton.quantity}};
}

Result<LabelContent> content_of(const LabelMark& mark, SymbolKind kind, const LabelTemplate& shape) {
    QY_TRY(symbol, symbol_of(kind, mark.symbol));
    const auto layout = layout_of(shape, kind);
    if (layout.symbol.width < module_min_of(kind) * (symbol.width + 2 * symbol.quiet)) {
        return invalid("label.symbol_small", {std::string(shape.name)});
    }
    return LabelContent{layout, std::move(symbol), mark.digits};
}

Result<LabelContent> specimen_of(const LabelFacts& facts, SymbolKind kind, const LabelTemplate& shape) {
    QY_TRY(code, model::TraceCode::parse("10000000000000000000"));
    QY_TRY(mark, mark_of({code, facts.address + std::string(code.text()), ""}, facts, kind));
    QY_TRY(content, content_of(mark, kind, shape));
    content.digits = "样张 SPECIMEN";
    return content;
}

void draw_label_words(cairo_t* context, const LabelLayout& layout, const std::vector<LabelLine>& lines) {
    cairo_set_source_rgb(context, 0, 0, 0);
    draw_lines(context, layout.words, lines);
}

void draw_label(cairo_t* context, const std::vector<LabelLine>& lines, const LabelContent& content, double x,
                double y) {
    const auto& layout = content.layout;
    cairo_save(context);
    cairo_translate(context, x * kPointsPerMm, y * kPointsPerMm);
    draw_label_words(context, layout, lines);
    draw_symbol(context, content.symbol, layout.symbol);
    draw_centred(context, layout.digits, content.digits);
    cairo_restore(context);
}

}  // namespace qy::presentation
