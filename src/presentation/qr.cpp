#include "presentation/qr.h"

#include <png.h>

#include <csetjmp>
#include <vector>

#include "presentation/symbol.h"

namespace qy::presentation {
namespace {

/// Dark modules as horizontal strokes: "M4 4.5h7" per run.
std::string strokes_of(const SymbolMatrix& matrix) {
    std::string path;
    for (const auto& run : dark_runs(matrix)) {
        path += "M" + std::to_string(run.column + matrix.quiet) + " " + std::to_string(run.row + matrix.quiet) + ".5h" +
                std::to_string(run.length);
    }
    return path;
}

int modules_of(const SymbolMatrix& matrix) {
    return matrix.width + 2 * matrix.quiet;
}

/// One row of pixels, a bit each, 1 is white.
std::vector<png_byte> pixel_row(const SymbolMatrix& matrix, int row, int scale) {
    const int width = modules_of(matrix) * scale;
    std::vector<png_byte> bits(static_cast<std::size_t>((width + 7) / 8), 0xFF);
    if (row < 0 || row >= matrix.height) return bits;
    for (int column = 0; column < matrix.width; ++column) {
        if (!matrix.at(row, column)) continue;
        const int from = (column + matrix.quiet) * scale;
        for (int pixel = from; pixel < from + scale; ++pixel) {
            auto& byte = bits[static_cast<std::size_t>(pixel / 8)];
            byte = static_cast<png_byte>(byte & ~(0x80U >> static_cast<unsigned>(pixel % 8)));
        }
    }
    return bits;
}

extern "C" {
static void qy_png_append(png_structp png, png_bytep data, png_size_t size) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(data), size);
}
static void qy_png_flush(png_structp) {}
}

struct PngWriter {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    PngWriter() = default;
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;
    ~PngWriter() { png_destroy_write_struct(&png, &info); }
};

/// False when libpng jumped out with an error. Every object with a destructor lives in the caller: longjmp skips them.
bool write_png(PngWriter& writer, std::string& out, std::vector<png_bytep>& rows, int width) {
    if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
    const auto pixels = static_cast<png_uint_32>(width);
    png_set_write_fn(writer.png, &out, qy_png_append, qy_png_flush);
    png_set_IHDR(writer.png, writer.info, pixels, pixels, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer.png, writer.info);
    png_write_image(writer.png, rows.data());
    png_write_end(writer.png, writer.info);
    return true;
}

}  // namespace

Result<std::string> qr_svg(std::string_view text) {
    QY_TRY(matrix, symbol_of(SymbolKind::qr, text));
    const std::string side = std::to_string(modules_of(matrix));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
           "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
           "H0z\"/><path stroke=\"#000\" d=\"" + strokes_of(matrix) + "\"/></svg>";
}

Result<std::string> qr_png(std::string_view text, int scale) {
    QY_ASSERT(scale >= 1 && scale <= kQrScaleMax);
    QY_TRY(matrix, symbol_of(SymbolKind::qr, text));
    const int modules = modules_of(matrix);
    std::vector<std::vector<png_byte>> lines;
    for (int row = 0; row < modules; ++row) lines.push_back(pixel_row(matrix, row - matrix.quiet, scale));
    std::vector<png_bytep> rows;
    for (int pixel = 0; pixel < modules * scale; ++pixel) {
        rows.push_back(lines[static_cast<std::size_t>(pixel / scale)].data());
    }
    PngWriter writer;
    std::string out;
    if (writer.info == nullptr || !write_png(writer, out, rows, modules * scale)) {
        return internal("symbol.failed").because("libpng refused");
    }
    return out;
}

}  // namespace qy::presentation
