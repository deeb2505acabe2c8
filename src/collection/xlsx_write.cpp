#include "collection/xlsx_write.h"

#include <xlsxwriter.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include "base/assert.h"
#include "base/limits.h"
#include "base/temporary_file.h"
#include "base/text.h"

namespace qy::collection {
namespace {

constexpr std::size_t kExactDigits = 15;  // a sheet's number is a double
constexpr std::size_t kDecimalPlaces = 9;
constexpr std::size_t kNameCharacters = 31;

/// The places behind the point when a sheet keeps the number as it is written, or nothing.
std::optional<std::size_t> exact_places(std::string_view decimal) {
    if (decimal.starts_with('-')) decimal.remove_prefix(1);
    const auto point = decimal.find('.');
    const auto whole = decimal.substr(0, point);
    const auto places = point == std::string_view::npos ? std::string_view() : decimal.substr(point + 1);
    const auto are_digits = [](std::string_view text) {
        return text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (whole.empty() || !are_digits(whole) || !are_digits(places)) return std::nullopt;
    if (point != std::string_view::npos && places.empty()) return std::nullopt;
    if (whole.size() > 1 && whole.front() == '0') return std::nullopt;
    if (whole.size() + places.size() > kExactDigits || places.size() > kDecimalPlaces) return std::nullopt;
    return places.size();
}

/// Days since 1899-12-30, as sheets count them from 1900-03-01 on.
std::optional<double> serial_of(std::string_view day) {
    int year = 0;
    unsigned month = 0;
    unsigned date = 0;
    if (day.size() != 10 || day[4] != '-' || day[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t size, auto& value) {
        const auto* const end = day.data() + at + size;
        return std::from_chars(day.data() + at, end, value).ptr == end;
    };
    if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, date)) return std::nullopt;
    const std::chrono::year_month_day when{std::chrono::year(year), std::chrono::month(month), std::chrono::day(date)};
    if (!when.ok()) return std::nullopt;
    const auto days = (std::chrono::sys_days(when) - std::chrono::sys_days(std::chrono::year(1899) / 12 / 30)).count();
    return days > 60 ? std::optional(static_cast<double>(days)) : std::nullopt;
}

/// A text that looks like an escape of the format ("_x0041_") must not become one.
std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto piece = text.substr(i, 7);
        const bool is_escape = piece.size() == 7 && piece[0] == '_' && piece[1] == 'x' && piece[6] == '_' &&
                               piece.substr(2, 4).find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
        if (is_escape) out += "_x005F";
        out += text[i];
    }
    return out;
}

std::string sheet_name(std::string_view name) {
    std::string out;
    std::size_t count = 0;
    for (const char c : name) {
        const bool starts = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (starts && ++count > kNameCharacters) break;
        out += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    }
    return out;
}

std::string column_name(std::size_t column) {
    std::string name;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

lxw_col_t col(std::size_t column) {
    QY_ASSERT(column < LXW_COL_MAX);
    return static_cast<lxw_col_t>(column);
}

}  // namespace

struct XlsxWriter::State {
    std::string path;
    std::string folder;
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    std::array<lxw_format*, 4> looks{};  // by RowLook
    lxw_format* day = nullptr;
    std::array<lxw_format*, kDecimalPlaces + 1> numbers{};
    lxw_row_t row = 0;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (book != nullptr) lxw_workbook_free(book);
    }

    [[nodiscard]] Error failed() const { return unavailable("file.unwritable", {path}); }

    void make_formats() {
        const auto make = [this](RowLook look) {
            auto* const format = workbook_add_format(book);
            looks[static_cast<std::size_t>(look)] = format;
            return format;
        };
        auto* const header = make(RowLook::header);
        format_set_bold(header);
        format_set_text_wrap(header);
        format_set_bg_color(header, 0xE6EFE9);
        format_set_border(header, LXW_BORDER_THIN);
        format_set_align(header, LXW_ALIGN_VERTICAL_CENTER);
        auto* const title = make(RowLook::title);
        format_set_bold(title);
        format_set_font_size(title, 16);
        format_set_align(title, LXW_ALIGN_CENTER);
        auto* const note = make(RowLook::note);
        format_set_font_color(note, 0x5A5A5A);
        format_set_text_wrap(note);
        format_set_align(note, LXW_ALIGN_VERTICAL_TOP);
        day = workbook_add_format(book);
        format_set_num_format(day, "yyyy-mm-dd");
        for (std::size_t places = 0; places < numbers.size(); ++places) {
            numbers[places] = workbook_add_format(book);
            const std::string form = places == 0 ? "0" : "0." + std::string(places, '0');
            format_set_num_format(numbers[places], form.c_str());
        }
    }

    Result<void> write_text(std::size_t column, std::string_view text, lxw_format* format) {
        const auto done = worksheet_write_string(sheet, row, col(column), escaped(text).c_str(), format);
        if (done == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
            return too_large("sheet.cell_too_large", {column_name(column) + std::to_string(row + 1)});
        }
        return done == LXW_NO_ERROR ? Result<void>() : failed();
    }

    Result<void> write_number(std::size_t column, double value, lxw_format* format) {
        const auto done = worksheet_write_number(sheet, row, col(column), value, format);
        return done == LXW_NO_ERROR ? Result<void>() : failed();
    }

    Result<void> write(std::size_t column, const SheetCell& cell, lxw_format* format) {
        if (const auto* const text = std::get_if<std::string_view>(&cell)) return write_text(column, *text, format);
        if (const auto* const number = std::get_if<SheetNumber>(&cell)) {
            const auto places = exact_places(number->decimal);
            if (!places) return write_text(column, number->decimal, format);
            return write_number(column, std::stod(std::string(number->decimal)), numbers[*places]);
        }
        if (const auto* const date = std::get_if<SheetDay>(&cell)) {
            const auto serial = serial_of(date->day);
            return serial ? write_number(column, *serial, day) : write_text(column, date->day, format);
        }
        return {};
    }

    Result<void> begin_row() const {
        if (row < LXW_ROW_MAX) return {};
        return too_large("file.too_many_rows", {std::to_string(LXW_ROW_MAX)});
    }
};

XlsxWriter::XlsxWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxWriter::XlsxWriter(XlsxWriter&&) noexcept = default;
XlsxWriter& XlsxWriter::operator=(XlsxWriter&&) noexcept = default;
XlsxWriter::~XlsxWriter() = default;

Result<XlsxWriter> XlsxWriter::create(const std::filesystem::path& path) {
    auto state = std::make_unique<State>();
    state->path = path.string();
    state->folder = TemporaryFile::folder();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE;
    options.tmpdir = state->folder.data();
    state->book = workbook_new_opt(state->path.c_str(), &options);
    if (state->book == nullptr) return state->failed();
    // The same content gives the same file: no time of writing.
    lxw_doc_properties properties{};
    properties.created = 946'684'800;  // 2000-01-01
    workbook_set_properties(state->book, &properties);
    state->make_formats();
    return XlsxWriter(std::move(state));
}

Result<void> XlsxWriter::add_sheet(const SheetShape& shape) {
    auto& state = *state_;
    state.sheet = workbook_add_worksheet(state.book, sheet_name(shape.name).c_str());
    if (state.sheet == nullptr) return state.failed();
    state.row = 0;
    for (std::size_t i = 0; i < shape.widths.size(); ++i) {
        worksheet_set_column(state.sheet, col(i), col(i), shape.widths[i], nullptr);
    }
    if (shape.header_rows > 0) {
        worksheet_freeze_panes(state.sheet, shape.header_rows, 0);
        worksheet_repeat_rows(state.sheet, 0, shape.header_rows - 1);
    }
    if (shape.hidden) worksheet_hide(state.sheet);
    if (!shape.printed) return {};
    worksheet_set_paper(state.sheet, 9);  // A4
    worksheet_set_landscape(state.sheet);
    worksheet_fit_to_pages(state.sheet, 1, 0);
    worksheet_set_footer(state.sheet, "&C&P / &N");
    return {};
}

Result<void> XlsxWriter::add_row(std::span<const SheetCell> cells, RowLook look) {
    auto& state = *state_;
    QY_ASSERT(state.sheet != nullptr);
    QY_CHECK(state.begin_row());
    auto* const format = state.looks[static_cast<std::size_t>(look)];
    for (std::size_t i = 0; i < cells.size(); ++i) QY_CHECK(state.write(i, cells[i], format));
    ++state.row;
    return {};
}

Result<void> XlsxWriter::add_banner(std::string_view text, std::size_t columns, RowLook look) {
    auto& state = *state_;
    QY_ASSERT(state.sheet != nullptr && columns > 0);
    QY_CHECK(state.begin_row());
    auto* const format = state.looks[static_cast<std::size_t>(look)];
    if (columns > 1) {
        worksheet_merge_range(state.sheet, state.row, 0, state.row, col(columns - 1), "", format);
    }
    QY_CHECK(state.write_text(0, text, format));
    ++state.row;
    return {};
}

Result<void> XlsxWriter::remark(std::size_t column, std::string_view text) {
    auto& state = *state_;
    QY_ASSERT(state.row > 0);
    lxw_comment_options options{};
    options.x_scale = 2;
    options.y_scale = 1.5;
    const auto done =
        worksheet_write_comment_opt(state.sheet, state.row - 1, col(column), std::string(text).c_str(), &options);
    return done == LXW_NO_ERROR ? Result<void>() : state.failed();
}

Result<void> XlsxWriter::offer(std::size_t column, std::size_t rows, std::string_view list, std::size_t from,
                               std::size_t count, bool strict) {
    auto& state = *state_;
    QY_ASSERT(rows > 0 && count > 0);
    std::string range =
        "='" + sheet_name(list) + "'!$A$" + std::to_string(from + 1) + ":$A$" + std::to_string(from + count);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = range.data();
    validation.error_type = strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_INFORMATION;
    const auto last = state.row + static_cast<lxw_row_t>(rows) - 1;
    const auto done =
        worksheet_data_validation_range(state.sheet, state.row, col(column), last, col(column), &validation);
    return done == LXW_NO_ERROR ? Result<void>() : state.failed();
}

std::size_t XlsxWriter::rows() const {
    return state_->row;
}

Result<void> XlsxWriter::close() {
    auto& state = *state_;
    QY_ASSERT(state.sheet != nullptr);
    const auto done = workbook_close(std::exchange(state.book, nullptr));
    return done == LXW_NO_ERROR ? Result<void>() : state.failed();
}

}  // namespace qy::collection
