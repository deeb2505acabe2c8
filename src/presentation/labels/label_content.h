#pragma once
// What one label holds, and its drawing on a cairo surface.
#include <cairo.h>

#include <memory>
#include <string>
#include <vector>

#include "business/label_print.h"
#include "label_words.h"
#include "model/carton.h"
#include "presentation/symbol.h"

namespace qy::presentation {

struct CairoDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using CairoSurface = std::unique_ptr<cairo_surface_t, CairoDeleter>;
using CairoContext = std::unique_ptr<cairo_t, CairoDeleter>;

/// What is a label's own: the content of its symbol, the digits below it, and its columns of a CSV.
struct LabelMark {
    std::string symbol;
    std::string digits;
    std::vector<std::string> columns;  ///< as LabelCsv heads them
};
/// Of a pack. Errors: invalid `label.no_gtin` (data_matrix of a product without GTIN).
Result<LabelMark> mark_of(const business::PrintedLabel& label, const business::LabelFacts& facts, SymbolKind kind);
/// Of a carton: its SSCC as GS1-128.
[[nodiscard]] LabelMark mark_of(const model::Carton& carton);

struct LabelContent {
    LabelLayout layout;
    SymbolMatrix symbol;
    std::string digits;  ///< of the code, for people, and the PIN
};

/// The lines that stand on every label of a run, in Chinese as the law asks of labels.
[[nodiscard]] std::vector<LabelLine> lines_of(const business::LabelFacts& facts, const LabelTemplate& shape);

/// The symbol of a mark and the digits below it. Errors: invalid `label.symbol_small` {template} (modules would be
/// smaller than kModuleMmMin, or kCartonModuleMmMin for bars); those of symbol_of.
Result<LabelContent> content_of(const LabelMark& mark, SymbolKind kind, const LabelTemplate& shape);

/// What phones and label printers of 203 dpi still manage: two dots.
inline constexpr double kModuleMmMin = 0.25;
/// What scanners of warehouses read from afar. (GS1 General Specifications, symbol specification table 5)
inline constexpr double kCartonModuleMmMin = 0.495;

/// A label with the facts' address and a code that is none of ours. Errors: as mark_of and content_of.
Result<LabelContent> specimen_of(const business::LabelFacts& facts, SymbolKind kind, const LabelTemplate& shape);

/// The dark modules in the context's colour, the quiet zone within the box. REQUIRES: symbol and box are square.
void draw_symbol(cairo_t* context, const SymbolMatrix& symbol, const LabelBox& box);

/// With its upper left corner at (x, y) millimetres of a context whose unit is the point.
void draw_label(cairo_t* context, const std::vector<LabelLine>& lines, const LabelContent& content, double x, double y);
/// The symbol alone, its quiet zone within the box.
void draw_symbol(cairo_t* context, const SymbolMatrix& symbol, const LabelBox& box);
/// The lines alone.
void draw_label_words(cairo_t* context, const LabelLayout& layout, const std::vector<LabelLine>& lines);

}  // namespace qy::presentation
