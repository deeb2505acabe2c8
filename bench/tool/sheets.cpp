// Workbooks: written beside the library alone, read beside unpacking and parsing alone.
#include <expat.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "collection/decode.h"
#include "collection/xlsx_write.h"
#include "measure.h"
#include "tasks.h"

namespace qy::bench {
namespace {

constexpr std::size_t kColumns = 20;

/// Titles that an import knows; most cells are texts, as in ledgers that firms keep.
std::vector<std::string> titles() {
    std::vector<std::string> out;
    for (const auto& row : model::fields()) {
        if (!row.document_only && out.size() < kColumns) out.emplace_back(row.zh);
    }
    return out;
}

std::string cell_of(std::int64_t row, std::size_t column) {
    return "记录" + std::to_string(row) + "-" + std::to_string(column);
}

Result<void> write_ours(const std::string& path, std::int64_t rows) {
    QY_TRY(book, collection::XlsxWriter::create(path));
    QY_CHECK(book.add_sheet({.name = "记录"}));
    const auto names = titles();
    std::vector<collection::SheetCell> cells;
    for (const auto& name : names) cells.emplace_back(std::string_view(name));
    QY_CHECK(book.add_row(cells, collection::RowLook::header));
    std::vector<std::string> texts(kColumns);
    for (std::int64_t row = 0; row < rows; ++row) {
        cells.clear();
        for (std::size_t i = 0; i < kColumns; ++i) {
            texts[i] = cell_of(row, i);
            cells.emplace_back(std::string_view(texts[i]));
        }
        QY_CHECK(book.add_row(cells));
    }
    return book.close();
}

void write_bare(const std::string& path, std::int64_t rows) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    lxw_workbook* const book = workbook_new_opt(path.c_str(), &options);
    lxw_worksheet* const sheet = workbook_add_worksheet(book, nullptr);
    const auto names = titles();
    for (std::size_t i = 0; i < names.size(); ++i) {
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), names[i].c_str(), nullptr);
    }
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < kColumns; ++i) {
            worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i),
                                   cell_of(row, i).c_str(), nullptr);
        }
    }
    workbook_close(book);
}

Result<std::int64_t> read_ours(ByteView bytes) {
    QY_TRY(source, collection::open_table("a.xlsx", bytes, {}));
    std::int64_t rows = 0;
    bool more = true;
    while (more) {
        collection::DecodedTable piece;
        QY_TRY(further, source->read(1'000, piece));
        more = further;
        rows += static_cast<std::int64_t>(piece.rows.size());
    }
    return rows;
}

void count_row(void* count, const XML_Char* name, const XML_Char**) {
    if (std::string_view(name) == "row") ++*static_cast<std::int64_t*>(count);
}

/// The sheet's XML unpacked and parsed; what its cells mean is not asked.
std::int64_t read_bare(const std::string& path) {
    int fault = 0;
    zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, &fault);
    zip_file_t* const part = zip_fopen(archive, "xl/worksheets/sheet1.xml", 0);
    XML_Parser const parser = XML_ParserCreate(nullptr);
    std::int64_t rows = 0;
    XML_SetUserData(parser, &rows);
    XML_SetElementHandler(parser, &count_row, nullptr);
    std::vector<char> piece(64U << 10U);
    for (zip_int64_t got = 0; (got = zip_fread(part, piece.data(), piece.size())) > 0;) {
        XML_Parse(parser, piece.data(), static_cast<int>(got), 0);
    }
    XML_Parse(parser, nullptr, 0, 1);
    XML_ParserFree(parser);
    zip_fclose(part);
    zip_discard(archive);
    return rows - 1;
}

std::string content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Result<JsonObject> sheets(const Arguments& arguments) {
    const auto rows = arguments.number("rows", 100'000);
    const auto turns = arguments.number("turns", 5);
    const std::string folder = arguments.text("folder");
    Series write_series;
    Series write_peer;
    Series read_series;
    Series read_peer;
    std::int64_t read = 0;
    std::int64_t parsed = 0;
    for (std::int64_t turn = 0; turn < turns; ++turn) {
        const auto begin = Moment::now();
        QY_CHECK(write_ours(folder + "/ours.xlsx", rows));
        const auto written = Moment::now();
        write_bare(folder + "/bare.xlsx", rows);
        write_series.add(begin, written);
        write_peer.add(written, Moment::now());
        const auto text = content_of(folder + "/ours.xlsx");
        const auto start = Moment::now();
        QY_TRY(count, read_ours(bytes_of(text)));
        const auto middle = Moment::now();
        parsed = read_bare(folder + "/ours.xlsx");
        read_series.add(start, middle);
        read_peer.add(middle, Moment::now());
        read = count;
    }
    return JsonObject{{"rows", read},
                      {"parsed", parsed},
                      {"write", write_series.json()},
                      {"write_peer", write_peer.json()},
                      {"read", read_series.json()},
                      {"read_peer", read_peer.json()}};
}

}  // namespace qy::bench
