#include "sheet_header.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "decoded_table.h"

namespace qy::collection {
namespace {

using model::Field;

constexpr std::string_view kUnitTitles[] = {"单位", "计量单位", "数量单位", "规格单位", "unit", "units", "uom"};
// "检测信息" over "日期": what a group's title says besides the word that counts.
constexpr std::string_view kGroupEndings[] = {"信息", "情况", "环节", "记录", "内容", "资料", "数据", "部分", "阶段"};

bool is_unit_title(std::string_view title) {
    const auto plain = folded_title(title);
    return std::find(std::begin(kUnitTitles), std::end(kUnitTitles), plain) != std::end(kUnitTitles);
}

std::string_view group_word(std::string_view group) {
    for (const auto ending : kGroupEndings) {
        if (group.size() > ending.size() && group.ends_with(ending))
            return group.substr(0, group.size() - ending.size());
    }
    return group;
}

struct Choice {
    std::string folded;
    std::string title;  // as the user wrote it
    Title column;       // neither field nor attribute: not to be read
};

/// What titles are read by.
struct Words {
    std::vector<Choice> choices;
    const AttributeTitles* attributes = nullptr;
};

Result<Words> words_of(const TableOptions& options) {
    Words words{{}, options.attributes};
    for (const auto& one : options.mapping.columns) {
        Choice choice{folded_title(one.title), one.title, {}};
        if (one.field != kIgnoredColumn) {
            choice.column = read_title(one.field, options.attributes);
            if (!choice.column.is_known()) return invalid("mapping.unknown_field", {one.field});
        }
        words.choices.push_back(std::move(choice));
    }
    return words;
}

const Choice* choice_for(const std::vector<Choice>& choices, const Column& column) {
    for (const auto& name : {folded_title(column.title), folded_title(column.own_title)}) {
        for (const auto& choice : choices) {
            if (!name.empty() && choice.folded == name) return &choice;
        }
    }
    return nullptr;
}

/// One or two rows of titles, with the groups of the upper one written out.
struct Titles {
    std::vector<std::string> own;
    std::vector<std::string> group;
};

Titles titles_of(const GridRow& row) {
    Titles out;
    for (std::size_t i = 0; i < row.cells.size(); ++i) out.own.emplace_back(row.text_of(i));
    out.group.resize(out.own.size());
    return out;
}

Titles titles_of(const GridRow& upper, const GridRow& lower) {
    Titles out;
    const std::size_t size = std::max(upper.filled(), lower.filled());
    std::string group;
    for (std::size_t i = 0; i < size; ++i) {
        const auto above = upper.text_of(i);
        const bool merged = i < lower.cells.size() && lower.cells[i].from_above;
        const auto below = merged ? std::string_view{} : lower.text_of(i);
        if (!above.empty()) group = above;
        out.own.emplace_back(below.empty() ? above : below);
        out.group.emplace_back(below.empty() ? std::string() : group);
    }
    return out;
}

Column read_column(const std::string& own, const std::string& group, const AttributeTitles* attributes) {
    Column column;
    column.own_title = own;
    column.title = group.empty() || group == own ? own : group + "/" + own;
    auto title = group.empty() ? Title{} : read_title(std::string(group_word(trim(group))) + own, attributes);
    if (!title.is_known()) title = read_title(own, attributes);
    column.field = title.field;
    column.attribute = std::move(title.attribute);
    column.unit = std::move(title.unit);
    column.holds_units = !column.is_known() && is_unit_title(own);
    return column;
}

bool takes_units(const Column& column) {
    return column.field && model::row_of(*column.field).type == model::FieldType::quantity;
}

// Below the titles of amounts, and nowhere else, a second row may name their units: "数量" over "公斤".
bool is_row_of_units(const Titles& upper, const GridRow& lower) {
    bool any = false;
    for (std::size_t i = 0; i < lower.filled(); ++i) {
        const auto text = lower.text_of(i);
        if (text.empty()) continue;
        const auto column = i < upper.own.size() ? read_column(upper.own[i], {}, nullptr) : Column{};
        const auto type = column.field ? model::row_of(*column.field).type : model::FieldType::text;
        const bool amount = type == model::FieldType::quantity || type == model::FieldType::money;
        if (!amount || text.find_first_of("0123456789") != std::string_view::npos) return false;
        any = true;
    }
    return any;
}

std::string without_brackets(std::string_view text) {
    auto plain = fold_width(trim(text));
    if (plain.size() > 2 && plain.front() == '(' && plain.back() == ')') plain = plain.substr(1, plain.size() - 2);
    return plain;
}

std::vector<Column> columns_of(const Titles& titles, const Words& words) {
    std::vector<Column> columns;
    std::optional<std::size_t> amount;
    for (std::size_t i = 0; i < titles.own.size(); ++i) {
        auto column = read_column(titles.own[i], titles.group[i], words.attributes);
        if (const auto* choice = choice_for(words.choices, column)) {
            column.field = choice->column.field;
            column.attribute = choice->column.attribute;
            column.mapped = true;
            column.holds_units = false;
        }
        if (takes_units(column)) amount = i;
        if (column.holds_units && !amount) column.holds_units = false;
        if (column.holds_units) column.unit_of = *amount;
        columns.push_back(std::move(column));
    }
    return columns;
}

std::size_t distinct_columns(const std::vector<Column>& columns) {
    std::set<std::string_view> seen;
    for (const auto& column : columns) {
        if (column.is_known()) seen.insert(column.name());
    }
    return seen.size();
}

SheetHeader header_of_one(const GridRow& row, std::size_t at, const Words& words) {
    SheetHeader header{columns_of(titles_of(row), words), at, 1, 0};
    header.known = distinct_columns(header.columns);
    return header;
}

SheetHeader header_of_two(const std::vector<GridRow>& rows, std::size_t at, const Words& words) {
    const auto upper = titles_of(rows[at]);
    if (!is_row_of_units(upper, rows[at + 1])) {
        SheetHeader header{columns_of(titles_of(rows[at], rows[at + 1]), words), at, 2, 0};
        header.known = distinct_columns(header.columns);
        return header;
    }
    auto header = header_of_one(rows[at], at, words);
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const auto unit = rows[at + 1].text_of(i);
        if (!unit.empty()) header.columns[i].unit = without_brackets(unit);
    }
    header.rows = 2;
    return header;
}

/// Two rows are better when they name more, or when the second says nothing but units.
bool is_better(const SheetHeader& header, const SheetHeader& best) {
    if (header.known != best.known) return header.known > best.known;
    return header.known > 0 && header.rows == 2 && best.rows == 1 && header.first == best.first &&
           std::any_of(header.columns.begin(), header.columns.end(), [&](const Column& column) {
               const auto at = static_cast<std::size_t>(&column - header.columns.data());
               return !column.unit.empty() && at < best.columns.size() && best.columns[at].unit.empty() &&
                      column.title == best.columns[at].title;
           });
}

SheetHeader best_header(const std::vector<GridRow>& rows, const Words& words) {
    SheetHeader best;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto one = header_of_one(rows[i], i, words);
        if (is_better(one, best)) best = std::move(one);
        if (i + 1 == rows.size() || rows[i + 1].line != rows[i].line + 1) continue;
        auto two = header_of_two(rows, i, words);
        const bool lower_is_enough = header_of_one(rows[i + 1], i + 1, words).known >= two.known;
        if (!lower_is_enough && is_better(two, best)) best = std::move(two);
    }
    return best;
}

Result<void> check_doubled(const SheetHeader& header) {
    std::map<std::string_view, const Column*> seen;
    for (const auto& column : header.columns) {
        if (!column.is_known()) continue;
        const auto [at, fresh] = seen.emplace(column.name(), &column);
        if (!fresh) return invalid("column.doubled", {column.title, at->second->title});
    }
    return {};
}

Result<void> check_all_used(const std::vector<Choice>& choices, const SheetHeader& header) {
    for (const auto& choice : choices) {
        const bool used = std::any_of(header.columns.begin(), header.columns.end(),
                                      [&](const Column& column) { return choice_for({choice}, column) != nullptr; });
        if (!used) return invalid("mapping.unknown_title", {choice.title});
    }
    return {};
}

}  // namespace

std::string folded_title(std::string_view title) {
    std::string plain;
    for (const char c : lower_ascii(fold_width(title))) {
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '*' && c != '_' && c != '-') plain += c;
    }
    while (plain.ends_with(':')) plain.pop_back();
    return std::string(trim(plain));
}

std::size_t known_columns(const std::vector<GridRow>& rows, const TableOptions& options) {
    const auto words = words_of(options);
    return words.ok() ? best_header(rows, *words).known : 0;
}

Result<SheetHeader> find_header(const std::vector<GridRow>& rows, const TableOptions& options) {
    QY_TRY(words, words_of(options));
    auto header = best_header(rows, words);
    const auto width = [](const GridRow& row) { return row.filled(); };
    const auto at = header.known == 0 ? 0 : header.first;
    if (!rows.empty() && width(rows[at]) > limits::import_columns_max) {
        return too_large("file.too_many_columns", {std::to_string(limits::import_columns_max)});
    }
    if (header.known == 0) return invalid("file.no_known_column");
    if (options.mapping.strict) QY_CHECK(check_all_used(words.choices, header));
    QY_CHECK(check_doubled(header));
    return header;
}

}  // namespace qy::collection
