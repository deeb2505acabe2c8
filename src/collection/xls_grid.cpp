// XLS workbooks of Excel 97 to 2003, with libfreexl, which reads a whole file at once; a sheet has at most 65,536 rows.
#include <freexl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"
#include "grid.h"
#include "number_format.h"
#include "ole_file.h"

namespace qy::collection {
namespace {

/// The library reads files only: a nameless one in memory.
class MemoryFile {
 public:
    explicit MemoryFile(ByteView bytes) : file_(::memfd_create("xls", MFD_CLOEXEC)) {
        for (std::size_t done = 0; file_ >= 0 && done < bytes.size();) {
            const auto written = ::write(file_, bytes.data() + done, bytes.size() - done);
            if (written <= 0) return;
            done += static_cast<std::size_t>(written);
            complete_ = done == bytes.size();
        }
    }
    ~MemoryFile() {
        if (file_ >= 0) ::close(file_);
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
    int file_;
    bool complete_ = false;
};

struct CloseXls {
    void operator()(const void* handle) const { freexl_close(handle); }
};
using XlsHandle = std::unique_ptr<const void, CloseXls>;

std::string text_of(const FreeXL_CellValue& cell) {
    switch (cell.type) {
        case FREEXL_CELL_INT:
            return std::to_string(cell.value.int_value);
        case FREEXL_CELL_DOUBLE:
            return plain_number(cell.value.double_value);
        case FREEXL_CELL_TEXT:
        case FREEXL_CELL_SST_TEXT:
        case FREEXL_CELL_DATE:
        case FREEXL_CELL_DATETIME:
        case FREEXL_CELL_TIME: {
            const std::string text = cell.value.text_value == nullptr ? "" : cell.value.text_value;
            return is_utf8(text) ? text : std::string();
        }
        default:
            return {};
    }
}

class XlsGrid final : public Grid {
 public:
    XlsGrid(const void* handle, unsigned sheet) : handle_(handle) {
        unsigned rows = 0;
        unsigned short columns = 0;
        const bool there = freexl_select_active_worksheet(handle, static_cast<unsigned short>(sheet)) == FREEXL_OK &&
                           freexl_worksheet_dimensions(handle, &rows, &columns) == FREEXL_OK;
        rows_ = there ? rows : 0;
        columns_ = std::min<unsigned short>(columns, limits::import_columns_max + 1);
        facts_.rows = rows_;
    }

    Result<bool> next(GridRow& row) override {
        if (at_ >= rows_) return false;
        row = {};
        row.line = static_cast<std::int64_t>(at_) + 1;
        row.cells.resize(columns_);
        for (unsigned short column = 0; column < columns_; ++column) {
            FreeXL_CellValue value{};
            if (freexl_get_cell_value(handle_, at_, column, &value) == FREEXL_OK)
                row.cells[column].text = text_of(value);
        }
        ++at_;
        return true;
    }

 private:
    const void* handle_;
    unsigned rows_ = 0;
    unsigned at_ = 0;
    unsigned short columns_ = 0;
};

class XlsWorkbook final : public Workbook {
 public:
    explicit XlsWorkbook(XlsHandle handle) : handle_(std::move(handle)) {
        unsigned count = 0;
        freexl_get_info(handle_.get(), FREEXL_BIFF_SHEET_COUNT, &count);
        for (unsigned i = 0; i < std::min<unsigned>(count, limits::sheets_max); ++i) {
            const char* name = nullptr;
            const bool named =
                freexl_get_worksheet_name(handle_.get(), static_cast<unsigned short>(i), &name) == FREEXL_OK &&
                name != nullptr && is_utf8(name);
            sheets_.push_back({named ? name : std::to_string(i + 1), false});
        }
    }
    Result<std::unique_ptr<Grid>> open(std::size_t sheet, bool) const override {
        return std::unique_ptr<Grid>(new XlsGrid(handle_.get(), static_cast<unsigned>(sheet)));
    }

 private:
    XlsHandle handle_;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_xls(ByteView bytes) {
    const auto kind = ole_kind(bytes);
    if (kind == OleKind::encrypted) return invalid("file.password");
    if (kind == OleKind::other) return invalid("file.not_workbook");
    const MemoryFile file(bytes);
    if (!file.complete()) return unavailable("file.unwritable", {"memory"});
    const void* opened = nullptr;
    const int outcome = freexl_open(file.path().c_str(), &opened);
    XlsHandle handle(opened);
    unsigned password = FREEXL_BIFF_PLAIN;
    if (opened != nullptr) freexl_get_info(opened, FREEXL_BIFF_PASSWORD, &password);
    if (password == FREEXL_BIFF_OBFUSCATED) return invalid("file.password");
    if (outcome != FREEXL_OK) return invalid("file.damaged").because("freexl " + std::to_string(outcome));
    auto workbook = std::make_unique<XlsWorkbook>(std::move(handle));
    if (workbook->sheets().empty()) return invalid("file.not_workbook");
    return std::unique_ptr<Workbook>(std::move(workbook));
}

}  // namespace qy::collection
