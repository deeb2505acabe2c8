#pragma once
// Two-dimensional and linear symbols as modules, for labels and pages: QR code (ISO/IEC 18004), GS1 DataMatrix (ISO/IEC
// 16022, FNC1 first), 汉信码 (GB/T 21049), GS1-128 (ISO/IEC 15417). (architecture §5)
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy::presentation {

enum class SymbolKind : std::uint8_t { qr, data_matrix, han_xin, gs1_128 };
[[nodiscard]] std::string_view to_string(SymbolKind kind);
/// Of bars: one row of modules, as high as one likes.
[[nodiscard]] constexpr bool is_linear(SymbolKind kind) {
    return kind == SymbolKind::gs1_128;
}
[[nodiscard]] std::optional<SymbolKind> parse_symbol_kind(std::string_view name);

/// Rectangle of modules without quiet zone; true is dark. A linear symbol has one row.
struct SymbolMatrix {
    int width = 0;
    int height = 0;
    int quiet = 0;           ///< modules around it that stay light; readers rely on them
    std::vector<bool> dark;  ///< row by row
    [[nodiscard]] bool at(int row, int column) const {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(column)];
    }
};

/// The smallest symbol that holds `text`: UTF-8 for qr (level M) and han_xin (level 2), with an ECI where it is not
/// ASCII; GS1 element strings with their identifiers in brackets, "[01]06901234567892[21]123", for the other two.
/// Errors: invalid `symbol.empty`, `symbol.gs1` {what the elements lack}; too_large `symbol.too_long`; internal
/// `symbol.failed` (the library's own fault). Safe from any thread.
Result<SymbolMatrix> symbol_of(SymbolKind kind, std::string_view text);

/// One row of modules as runs of dark ones: {column, length}.
struct DarkRun {
    int row = 0;
    int column = 0;
    int length = 0;
};
[[nodiscard]] std::vector<DarkRun> dark_runs(const SymbolMatrix& symbol);

}  // namespace qy::presentation
