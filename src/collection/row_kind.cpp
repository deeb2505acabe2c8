#include "row_kind.h"

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"

namespace qy::collection {
namespace {

using model::Field;

constexpr std::string_view kTotals[] = {"合计",     "小计",      "总计",       "共计",   "累计", "本页合计",
                                        "本页小计", "本月合计",  "本月小计",   "总合计", "合共", "total",
                                        "subtotal", "sub-total", "grandtotal", "sum"};
constexpr std::string_view kNotes[] = {
    "制表",     "制表人",     "填表",     "填表人",   "填报人", "审核",       "审核人",    "复核",       "复核人",
    "负责人",   "单位负责人", "经办人",   "经手人",   "记录人", "核准",       "批准",      "保管员",     "仓管员",
    "备注",     "注",         "说明",     "填表说明", "注意",   "联系人",     "电话",      "打印时间",   "打印日期",
    "制表日期", "制表时间",   "填表日期", "note",     "notes",  "preparedby", "checkedby", "approvedby", "printed"};

std::string plain(std::string_view text) {
    std::string out;
    for (const char c : lower_ascii(fold_width(text))) {
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
    }
    return out;
}

/// The text is one of the words, or the word and then a colon or a bracket: "合计：", "小计(公斤)".
template <std::size_t size>
bool says(std::string_view text, const std::string_view (&words)[size], bool alone_counts) {
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
        if (!text.starts_with(word)) return false;
        const auto rest = text.substr(word.size());
        return rest.empty() ? alone_counts : rest[0] == ':' || (alone_counts && rest[0] == '(');
    });
}

/// What names the thing that a row speaks of.
bool names_something(Field field) {
    return field == Field::lot_number || field == Field::product_name || field == Field::container ||
           field == Field::event_key;
}

bool is_total(const GridRow& row, const SheetHeader& header) {
    bool any = false;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto text = row.text_of(i);
        if (text.empty() || row.cells[i].from_above) continue;
        if (says(plain(text), kTotals, true)) {
            any = true;
            continue;
        }
        const bool known = i < header.columns.size() && header.columns[i].field;
        if (known && names_something(*header.columns[i].field)) return false;
    }
    return any;
}

bool is_note(const GridRow& row, const SheetHeader& header) {
    std::size_t filled = 0;
    bool first_says_so = false;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto text = row.text_of(i);
        if (text.empty() || row.cells[i].from_above) continue;
        const bool says_so = says(plain(text), kNotes, false);
        if (++filled == 1) first_says_so = says_so;
        const bool known = i < header.columns.size() && header.columns[i].field;
        if (known && !says_so && *header.columns[i].field == Field::lot_number) return false;
    }
    return first_says_so && (filled * 2 <= header.known || filled == 1);
}

/// Every filled cell is the title of its column.
bool is_header_again(const GridRow& row, const SheetHeader& header) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto text = row.text_of(i);
        if (text.empty() || row.cells[i].from_above) continue;
        if (i >= header.columns.size()) return false;
        const auto& column = header.columns[i];
        const bool title = folded_title(text) == folded_title(column.own_title) ||
                           (column.field && model::find_field(text) == column.field);
        if (!title) return false;
        ++same;
    }
    return same > 0;
}

}  // namespace

RowKind kind_of(const GridRow& row, const SheetHeader& header) {
    if (row.malformed_quote) return RowKind::data;
    if (is_header_again(row, header)) return RowKind::header_again;
    if (is_total(row, header)) return RowKind::total;
    return is_note(row, header) ? RowKind::note : RowKind::data;
}

std::string_view code_of(RowKind kind) {
    switch (kind) {
        case RowKind::above_header:
            return "skipped.above_header";
        case RowKind::total:
            return "skipped.total";
        case RowKind::note:
            return "skipped.note";
        case RowKind::header_again:
            return "skipped.header_again";
        case RowKind::data:
            break;
    }
    QY_ASSERT(false);
}

}  // namespace qy::collection
