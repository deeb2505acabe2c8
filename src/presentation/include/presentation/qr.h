#pragma once
// QR codes (ISO/IEC 18004) as SVG and PNG, for labels and pages. (architecture §5)
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy::presentation {

inline constexpr int kQrScaleMax = 64;

/// A complete SVG document, one unit per module, quiet zone included; black on white whatever surrounds it.
/// Errors: those of symbol_of.
/// Safe from any thread.
Result<std::string> qr_svg(std::string_view text);

/// A PNG of one bit per pixel, `scale` pixels per module, quiet zone included. REQUIRES: scale in [1, kQrScaleMax].
/// Errors: as qr_svg.
Result<std::string> qr_png(std::string_view text, int scale);

}  // namespace qy::presentation
