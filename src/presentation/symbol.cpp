#include "presentation/symbol.h"

#include <zint.h>

#include <algorithm>
#include <memory>

namespace qy::presentation {
namespace {

struct SymbolRow {
    SymbolKind kind;
    std::string_view name;
    int symbology;  ///< zint's number
    int level;      ///< of error correction; zint's option_1
    bool gs1;
    int quiet;  ///< as the symbol's standard asks
};
constexpr SymbolRow kRows[] = {
    {SymbolKind::qr, "qr", BARCODE_QRCODE, 2, false, 4},
    {SymbolKind::data_matrix, "data_matrix", BARCODE_DATAMATRIX, -1, true, 2},
    {SymbolKind::han_xin, "han_xin", BARCODE_HANXIN, 2, false, 3},
    {SymbolKind::gs1_128, "gs1_128", BARCODE_GS1_128, -1, true, 10},
};
constexpr int kEciUtf8 = 26;

const SymbolRow& row_of(SymbolKind kind) {
    return *std::ranges::find(kRows, kind, &SymbolRow::kind);
}

struct SymbolDeleter {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
using Symbol = std::unique_ptr<zint_symbol, SymbolDeleter>;

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

SymbolMatrix matrix_of(const zint_symbol& symbol, int quiet) {
    SymbolMatrix matrix{symbol.width, symbol.rows, quiet, {}};
    matrix.dark.reserve(static_cast<std::size_t>(symbol.rows) * static_cast<std::size_t>(symbol.width));
    for (int row = 0; row < symbol.rows; ++row) {
        for (int column = 0; column < symbol.width; ++column) {
            matrix.dark.push_back(((symbol.encoded_data[row][column / 8] >> (column % 8)) & 1) != 0);
        }
    }
    return matrix;
}

Result<void> check_done(const zint_symbol& symbol, const SymbolRow& row, int done) {
    if (done < ZINT_ERROR) return {};
    if (done == ZINT_ERROR_TOO_LONG) return too_large("symbol.too_long");
    if (row.gs1) return invalid("symbol.gs1", {symbol.errtxt});
    return internal("symbol.failed").because(symbol.errtxt);
}

}  // namespace

std::string_view to_string(SymbolKind kind) {
    return row_of(kind).name;
}

std::optional<SymbolKind> parse_symbol_kind(std::string_view name) {
    const auto* const row = std::ranges::find(kRows, name, &SymbolRow::name);
    if (row == std::end(kRows)) return std::nullopt;
    return row->kind;
}

Result<SymbolMatrix> symbol_of(SymbolKind kind, std::string_view text) {
    if (text.empty()) return invalid("symbol.empty");
    const auto& row = row_of(kind);
    const Symbol symbol(ZBarcode_Create());
    if (symbol == nullptr) return internal("symbol.failed").because("no memory for a symbol");
    symbol->symbology = row.symbology;
    symbol->option_1 = row.level;
    symbol->input_mode = row.gs1 ? GS1_MODE : UNICODE_MODE;
    if (kind == SymbolKind::data_matrix) symbol->option_3 = DM_SQUARE;
    if (!row.gs1 && !is_ascii(text)) symbol->eci = kEciUtf8;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    QY_CHECK(check_done(*symbol, row, ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size()))));
    return matrix_of(*symbol, row.quiet);
}

std::vector<DarkRun> dark_runs(const SymbolMatrix& symbol) {
    std::vector<DarkRun> runs;
    for (int row = 0; row < symbol.height; ++row) {
        for (int column = 0; column < symbol.width;) {
            int end = column;
            while (end < symbol.width && symbol.at(row, end)) ++end;
            if (end > column) runs.push_back({row, column, end - column});
            column = std::max(end, column + 1);
        }
    }
    return runs;
}

}  // namespace qy::presentation
