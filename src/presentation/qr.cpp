#include "presentation/qr.h"

#include <png.h>
#include <zint.h>

#include <algorithm>
#include <csetjmp>
#include <memory>

namespace qy::presentation {
namespace {

constexpr int kLevelM = 2;
constexpr int kEciUtf8 = 26;

struct SymbolDeleter {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
using Symbol = std::unique_ptr<zint_symbol, SymbolDeleter>;

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

QrMatrix matrix_of(const zint_symbol& symbol) {
    QrMatrix matrix;
    matrix.size = symbol.rows;
    matrix.dark.reserve(static_cast<std::size_t>(symbol.rows) * static_cast<std::size_t>(symbol.width));
    for (int row = 0; row < symbol.rows; ++row) {
        for (int column = 0; column < symbol.width; ++column) {
            matrix.dark.push_back(((symbol.encoded_data[row][column / 8] >> (column % 8)) & 1) != 0);
        }
    }
    return matrix;
}

/// Dark modules as horizontal strokes: "M4 4.5h7" per run.
std::string strokes_of(const QrMatrix& matrix) {
    std::string path;
    for (int row = 0; row < matrix.size; ++row) {
        for (int column = 0; column < matrix.size;) {
            if (!matrix.at(row, column)) {
                ++column;
                continue;
            }
            int end = column;
            while (end < matrix.size && matrix.at(row, end)) ++end;
            path += "M" + std::to_string(column + kQrQuietZone) + " " + std::to_string(row + kQrQuietZone) + ".5h" +
                    std::to_string(end - column);
            column = end;
        }
    }
    return path;
}

/// One row of pixels, a bit each, 1 is white.
std::vector<png_byte> pixel_row(const QrMatrix& matrix, int row, int scale) {
    const int width = (matrix.size + 2 * kQrQuietZone) * scale;
    std::vector<png_byte> bits(static_cast<std::size_t>((width + 7) / 8), 0xFF);
    if (row < 0 || row >= matrix.size) return bits;
    for (int column = 0; column < matrix.size; ++column) {
        if (!matrix.at(row, column)) continue;
        const int from = (column + kQrQuietZone) * scale;
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

Result<QrMatrix> qr_matrix(std::string_view text) {
    if (text.empty()) return invalid("qr.empty");
    if (text.size() > kQrBytesMax) return too_large("qr.too_long", {std::to_string(kQrBytesMax)});
    const Symbol symbol(ZBarcode_Create());
    if (symbol == nullptr) return internal("qr.failed").because("no memory for a symbol");
    symbol->symbology = BARCODE_QRCODE;
    symbol->option_1 = kLevelM;
    symbol->input_mode = UNICODE_MODE;
    if (!is_ascii(text)) symbol->eci = kEciUtf8;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const int done = ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size()));
    if (done == ZINT_ERROR_TOO_LONG) return too_large("qr.too_long", {std::to_string(kQrBytesMax)});
    if (done >= ZINT_ERROR) return internal("qr.failed").because(symbol->errtxt);
    return matrix_of(*symbol);
}

Result<std::string> qr_svg(std::string_view text) {
    QY_TRY(matrix, qr_matrix(text));
    const std::string side = std::to_string(matrix.size + 2 * kQrQuietZone);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
           "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
           "H0z\"/><path stroke=\"#000\" d=\"" + strokes_of(matrix) + "\"/></svg>";
}

Result<std::string> qr_png(std::string_view text, int scale) {
    QY_ASSERT(scale >= 1 && scale <= kQrScaleMax);
    QY_TRY(matrix, qr_matrix(text));
    const int modules = matrix.size + 2 * kQrQuietZone;
    std::vector<std::vector<png_byte>> lines;
    for (int row = 0; row < modules; ++row) lines.push_back(pixel_row(matrix, row - kQrQuietZone, scale));
    std::vector<png_bytep> rows;
    for (int pixel = 0; pixel < modules * scale; ++pixel) {
        rows.push_back(lines[static_cast<std::size_t>(pixel / scale)].data());
    }
    PngWriter writer;
    std::string out;
    if (writer.info == nullptr || !write_png(writer, out, rows, modules * scale)) {
        return internal("qr.failed").because("libpng refused");
    }
    return out;
}

}  // namespace qy::presentation
