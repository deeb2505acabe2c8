// XLS workbooks of Excel 97 to 2003 (BIFF8), by a reader of our own: the library at hand ends the program on damaged
// files. A sheet has at most 65,536 rows.
#include <cmath>
#include <map>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "biff.h"
#include "grid.h"
#include "merged_areas.h"
#include "number_format.h"
#include "ole_file.h"

namespace qy::collection {
namespace {

constexpr std::uint16_t kBiff8 = 0x0600;
constexpr std::uint16_t kHiddenRow = 0x20;
constexpr std::size_t kCellHead = 6;  // row, column, format
constexpr std::size_t kMulrkItem = 6;

/// What the sheets of a workbook share.
struct XlsParts {
    std::string stream;
    bool from_1904 = false;
    std::vector<NumberFormat> formats;  ///< by the number that cells name
    TextHeap texts;
    struct Sheet {
        std::string name;
        bool hidden = false;
        std::size_t at = 0;
    };
    std::vector<Sheet> sheets;
};

/// Reads the workbook's own records, up to the first sheet.
class GlobalsReader {
 public:
    explicit GlobalsReader(XlsParts& parts) : parts_(parts) {}

    Result<void> read() {
        BiffReader reader(parts_.stream, 0);
        BiffRecord record;
        QY_TRY(first, reader.next(record));
        if (!first || record.type != biff::bof || record.data.word(0) != kBiff8) return invalid("file.old_workbook");
        for (;;) {
            QY_TRY(more, reader.next(record));
            if (!more || record.type == biff::eof) break;
            QY_CHECK(take(record));
        }
        for (const auto id : cell_formats_) {
            const auto own = formats_.find(id);
            parts_.formats.push_back(own == formats_.end() ? built_in_format(id) : own->second);
        }
        return read_shared_texts(texts_, parts_.texts);
    }

 private:
    Result<void> take(const BiffRecord& record) {
        const auto& data = record.data;
        const bool continues_texts = record.type == biff::continued && last_ == biff::sst;
        if (record.type == biff::filepass) return invalid("file.password");
        if (record.type == biff::datemode) parts_.from_1904 = data.word(0) == 1;
        if (record.type == biff::xf && cell_formats_.size() < limits::sheet_formats_max) {
            cell_formats_.push_back(data.word(2));
        }
        if (record.type == biff::format) formats_[data.word(0)] = format_of_code(data.text(4, data.word(2)));
        if (record.type == biff::sst || continues_texts) texts_.push_back(data.bytes());
        if (record.type == biff::boundsheet) add_sheet(data);
        if (!continues_texts) last_ = record.type;
        return {};
    }

    void add_sheet(const BiffData& data) {
        if (data.byte(5) != 0 || parts_.sheets.size() >= limits::sheets_max) return;  // a chart, a macro
        parts_.sheets.push_back({data.text(7, data.byte(6)), data.byte(4) != 0, data.dword(0)});
    }

    XlsParts& parts_;
    std::map<int, NumberFormat> formats_;
    std::vector<int> cell_formats_;
    std::vector<std::string_view> texts_;
    std::uint16_t last_ = 0;
};

/// A chart inside of a sheet has a beginning and an end of its own.
class SheetDepth {
 public:
    /// False behind the sheet's end.
    bool inside(std::uint16_t type) {
        if (type == biff::bof) ++depth_;
        if (type == biff::eof) --depth_;
        return depth_ > 0;
    }
    [[nodiscard]] bool of_sheet() const { return depth_ == 1; }

 private:
    int depth_ = 0;
};

class XlsGrid final : public Grid {
 public:
    static Result<std::unique_ptr<Grid>> open(const XlsParts& parts, std::size_t at) {
        auto grid = std::unique_ptr<XlsGrid>(new XlsGrid(parts, at));
        QY_CHECK(grid->look_through());
        return std::unique_ptr<Grid>(std::move(grid));
    }

    Result<bool> next(GridRow& row) override {
        row = {};
        for (;;) {
            if (!has_record_) {
                QY_TRY(more, reader_.next(record_));
                if (!more || !depth_.inside(record_.type)) return finish(row);
                has_record_ = true;
            }
            if (is_cell(record_.type) && depth_.of_sheet()) {
                const std::int64_t line = std::int64_t{record_.data.word(0)} + 1;
                if (row.line == 0 && line <= last_line_) return invalid("file.damaged");  // rows go back
                if (row.line != 0 && line != row.line) return finish(row);
                row.line = line;
                waits_for_text_ = nullptr;
                take_cell(row);
            } else if (record_.type == biff::string && waits_for_text_ != nullptr) {
                waits_for_text_->text = record_.data.text(2, record_.data.word(0));
            }
            has_record_ = false;
        }
    }

 private:
    XlsGrid(const XlsParts& parts, std::size_t at) : parts_(parts), start_(at), reader_(parts.stream, at) {}

    static bool is_cell(std::uint16_t type) {
        switch (type) {
            case biff::labelsst:
            case biff::label:
            case biff::rstring:
            case biff::number:
            case biff::rk:
            case biff::mulrk:
            case biff::formula:
            case biff::boolerr:
                return true;
            default:
                return false;
        }
    }

    /// Merged areas and what is hidden stand behind the rows, or among them.
    Result<void> look_through() {
        BiffReader reader(parts_.stream, start_);
        BiffRecord record;
        std::int64_t last = -1;
        std::int64_t rows = 0;
        for (SheetDepth depth;;) {
            QY_TRY(more, reader.next(record));
            if (!more || !depth.inside(record.type)) break;
            if (!depth.of_sheet()) continue;
            const auto& data = record.data;
            if (record.type == biff::row && (data.word(12) & kHiddenRow) != 0) hidden_rows_.insert(data.word(0) + 1);
            if (record.type == biff::colinfo && (data.word(8) & 1U) != 0) hide(data.word(0), data.word(2));
            if (record.type == biff::mergedcells) add_areas(data);
            if (is_cell(record.type) && data.word(0) != last) {
                last = data.word(0);
                ++rows;
            }
        }
        areas_.sort();
        facts_.rows = rows;
        return {};
    }

    void hide(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i <= std::min(last, limits::import_columns_max); ++i) {
            facts_.hidden_columns.push_back(i);
        }
    }

    void add_areas(const BiffData& data) {
        for (std::size_t i = 0; i < data.word(0) && areas_.size() < limits::sheet_merges_max; ++i) {
            const std::size_t at = 2 + 8 * i;
            if (data.word(at) > data.word(at + 2)) continue;
            areas_.add({{std::int64_t{data.word(at)} + 1, data.word(at + 4)},
                        {std::int64_t{data.word(at + 2)} + 1, data.word(at + 6)}});
        }
    }

    bool finish(GridRow& row) {
        waits_for_text_ = nullptr;
        if (row.line == 0) return false;
        last_line_ = row.line;
        row.hidden = hidden_rows_.contains(row.line);
        areas_.fill(row);
        return true;
    }

    static GridCell& cell_at(GridRow& row, std::size_t column) {
        column = std::min(column, limits::import_columns_max);  // what is beyond is told as one too many
        if (row.cells.size() <= column) row.cells.resize(column + 1);
        return row.cells[column];
    }

    void put_number(GridCell& cell, double value, std::size_t style) const {
        static const NumberFormat kPlain;
        if (!std::isfinite(value)) return;
        cell.text =
            shown_number(value, style < parts_.formats.size() ? parts_.formats[style] : kPlain, parts_.from_1904);
        if (lost_digits(cell.text)) cell.problem = "digits_lost";
    }

    static void put_error(GridCell& cell, std::uint8_t code) {
        cell.text = biff_error(code);
        cell.problem = "formula_error";
    }

    void take_cell(GridRow& row) {
        const auto& data = record_.data;
        const std::size_t first = data.word(2);
        if (record_.type == biff::mulrk) {
            const std::size_t items = data.size() < kCellHead ? 0 : (data.size() - kCellHead) / kMulrkItem;
            for (std::size_t i = 0; i < items; ++i) {
                const std::size_t at = 4 + kMulrkItem * i;
                put_number(cell_at(row, first + i), rk_value(data.dword(at + 2)), data.word(at));
            }
            return;
        }
        auto& cell = cell_at(row, first);
        cell = {};
        if (record_.type == biff::labelsst) {
            if (data.dword(kCellHead) < parts_.texts.size()) cell.text = parts_.texts.at(data.dword(kCellHead));
        } else if (record_.type == biff::label || record_.type == biff::rstring) {
            cell.text = data.text(kCellHead + 2, data.word(kCellHead));
        } else if (record_.type == biff::number) {
            put_number(cell, data.real(kCellHead), data.word(4));
        } else if (record_.type == biff::rk) {
            put_number(cell, rk_value(data.dword(kCellHead)), data.word(4));
        } else if (record_.type == biff::boolerr) {
            if (data.byte(kCellHead + 1) != 0) {
                put_error(cell, data.byte(kCellHead));
            } else {
                cell.text = data.byte(kCellHead) != 0 ? "TRUE" : "FALSE";
            }
        } else {
            take_formula(cell);
        }
    }

    /// The last result: a number, or what the first byte says when the last two are FF. (MS-XLS, 2.5.133)
    void take_formula(GridCell& cell) {
        const auto& data = record_.data;
        if (data.word(kCellHead + 6) != 0xFFFF) return put_number(cell, data.real(kCellHead), data.word(4));
        switch (data.byte(kCellHead)) {
            case 0:
                waits_for_text_ = &cell;  // the next record of type string
                break;
            case 1:
                cell.text = data.byte(kCellHead + 2) != 0 ? "TRUE" : "FALSE";
                break;
            case 2:
                put_error(cell, data.byte(kCellHead + 2));
                break;
            default:
                break;  // an empty text
        }
    }

    const XlsParts& parts_;
    std::size_t start_;
    BiffReader reader_;
    BiffRecord record_;
    SheetDepth depth_;
    bool has_record_ = false;
    std::int64_t last_line_ = 0;
    GridCell* waits_for_text_ = nullptr;
    std::set<std::int64_t> hidden_rows_;
    MergedAreas areas_;
};

class XlsWorkbook final : public Workbook {
 public:
    explicit XlsWorkbook(std::unique_ptr<XlsParts> parts) : parts_(std::move(parts)) {
        for (const auto& sheet : parts_->sheets) sheets_.push_back({sheet.name, sheet.hidden});
    }
    Result<std::unique_ptr<Grid>> open(std::size_t sheet, bool) const override {
        return XlsGrid::open(*parts_, parts_->sheets[sheet].at);
    }

 private:
    std::unique_ptr<XlsParts> parts_;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_xls(ByteView bytes) {
    const auto kind = ole_kind(bytes);
    if (kind == OleKind::encrypted) return invalid("file.password");
    if (kind == OleKind::other) return invalid("file.not_workbook");
    auto parts = std::make_unique<XlsParts>();
    auto stream = ole_stream(bytes, "Workbook");
    if (!stream.ok()) {
        const bool older = ole_stream(bytes, "Book").ok();
        return older ? invalid("file.old_workbook") : std::move(stream).error();
    }
    parts->stream = *std::move(stream);
    QY_CHECK(GlobalsReader(*parts).read());
    if (parts->sheets.empty()) return invalid("file.not_workbook");
    return std::unique_ptr<Workbook>(new XlsWorkbook(std::move(parts)));
}

}  // namespace qy::collection
