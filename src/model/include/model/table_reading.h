#pragma once
// How a file of rows is to be read, and how it was understood: header, columns, what was left out. (clause 6.2.3)
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/field.h"

namespace qy::model {

/// What the user says of columns, before their titles are asked: the field of a title by its name, Chinese name or
/// alias, an attribute's likewise, or kIgnoredColumn. A title under a group may be written with it ("检测信息/日期") or
/// alone.
inline constexpr std::string_view kIgnoredColumn = "-";
struct ColumnMapping {
    struct One {
        std::string title;
        std::string field;
    };
    std::vector<One> columns;
    bool strict = false;  ///< a title that no column has is an error: else it is one of another file of this party
};
/// Titles that are attributes of categories: folded_column of a name, label or alias, to the attribute's name.
using AttributeTitles = std::map<std::string, std::string, std::less<>>;
struct TableOptions {
    std::string sheet;  ///< of a workbook; empty: that one, of those not hidden, whose header names most columns
    ColumnMapping mapping;
    const AttributeTitles* attributes = nullptr;  ///< of all categories; must live until the table is open
};

enum class FileKind : std::uint8_t { csv, json, xlsx, xls, xml };
[[nodiscard]] std::string_view to_string(FileKind kind);

struct TableColumn {
    std::string letter;  ///< "C"
    std::string title;
    std::optional<model::Field> field;
    std::string attribute = {};  ///< its name, when it is no field but an attribute of some category
    std::string unit = {};
    bool holds_units = false;
    bool mapped = false;  ///< by the user
    bool hidden = false;
};
struct SkippedRow {
    std::int64_t line = 0;
    std::string_view code;  ///< `skipped.total`, `skipped.note`, `skipped.above_header`, `skipped.header_again`
};
/// How a file was understood. What is hidden is read like the rest: filters hide rows that count; hidden sheets are
/// read when named only.
struct TableFacts {
    FileKind format = FileKind::csv;
    std::string sheet;
    std::vector<std::string> sheets;
    std::vector<std::string> hidden_sheets;
    std::int64_t header_line = 0;
    std::vector<TableColumn> columns;
    std::optional<std::int64_t> rows;  ///< with any content, the header too; when known before they are read
    // So far:
    std::int64_t hidden_rows = 0;
    std::int64_t skipped_rows = 0;
    std::vector<SkippedRow> skipped;  ///< the first limits::import_skipped_told_max
};

}  // namespace qy::model
