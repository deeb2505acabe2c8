#pragma once
// QR codes (ISO/IEC 18004) as SVG and PNG, for labels and pages. (architecture §5)
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy::presentation {

/// Modules around the symbol that stay light; readers rely on them.
inline constexpr int kQrQuietZone = 4;
/// What level M holds in byte mode at the largest size (version 40).
inline constexpr std::size_t kQrBytesMax = 2'331;
inline constexpr int kQrScaleMax = 64;

/// Square of modules without quiet zone; true is dark.
struct QrMatrix {
    int size = 0;
    std::vector<bool> dark;  ///< row by row, size × size
    [[nodiscard]] bool at(int row, int column) const {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) + static_cast<std::size_t>(column)];
    }
};

/// The smallest symbol of error correction level M that holds `text` (UTF-8; ECI 26 is written when it is not ASCII).
/// Errors: invalid `qr.empty`; too_large `qr.too_long` {bytes}; internal `qr.failed` (the library's own fault).
/// Safe from any thread.
Result<QrMatrix> qr_matrix(std::string_view text);

/// A complete SVG document, one unit per module, quiet zone included; black on white whatever surrounds it.
/// Errors: as qr_matrix.
Result<std::string> qr_svg(std::string_view text);

/// A PNG of one bit per pixel, `scale` pixels per module, quiet zone included. REQUIRES: scale in [1, kQrScaleMax].
/// Errors: as qr_matrix.
Result<std::string> qr_png(std::string_view text, int scale);

}  // namespace qy::presentation
