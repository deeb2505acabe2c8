#pragma once
// From the bytes of a file to rows of named cells. Pure functions of their input. (clauses 5.2, 6.2.3)
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "model/draft.h"
#include "model/field.h"
#include "model/table_reading.h"

namespace qy::collection {

/// A filled cell as it stands in the file: decoded, not yet cleaned. When a column's title names a unit
/// ("数量（公斤）") and the cell is a bare number, the unit is part of the text ("1200公斤").
struct Cell {
    model::Field field;
    std::string_view text;  ///< UTF-8; lives as long as the DecodedTable
};

/// A filled cell of a column that is no field but an attribute of some category; which one, the row's category says.
struct AttributeCell {
    std::string_view name;  ///< of the attribute that the title names first, see model::AttributeTitles
    std::string_view text;
};

struct DecodedRow {
    std::int64_t line = 0;    ///< CSV: the record's number, empty ones counted, the header being 1. JSON: from 1.
    std::vector<Cell> cells;  ///< ordered by field, each at most once, none blank
    std::vector<AttributeCell> attributes;  ///< ordered by name, each at most once, none blank
    /// SM3 over the canonical JSON object {field or attribute name: text} of the cells: the same row gives the same
    /// hash whatever the format, the order of the columns, the language of the titles and the ignored columns.
    std::array<std::uint8_t, 32> source_hash{};
    std::int64_t occurrence = 1;  ///< among rows of this table with the same hash, from 1
    std::vector<model::RowFault> faults;
    [[nodiscard]] std::string_view text_of(model::Field field) const;  ///< empty when not filled
};

/// Rows and what owns their texts. Blank records are left out.
class DecodedTable {
 public:
    std::vector<DecodedRow> rows;
    std::vector<std::string> ignored_columns;  ///< titles that are no column of ours (not of JSON)

    /// Keeps a text as long as the table, also when the table is moved, and returns where it lies now.
    std::string_view keep(std::string_view text);

 private:
    std::vector<std::unique_ptr<std::string>> large_;
    std::vector<std::unique_ptr<char[]>> blocks_;  // short texts, one behind the other
    std::size_t block_used_ = 0;
};

using model::AttributeTitles;
using model::ColumnMapping;
using model::FileKind;
using model::kIgnoredColumn;
using model::SkippedRow;
using model::TableColumn;
using model::TableFacts;
using model::TableOptions;

/// Numbers equal rows across the pieces of one file.
class RowIdentifier {
 public:
    RowIdentifier();
    ~RowIdentifier();
    RowIdentifier(RowIdentifier&&) noexcept;
    /// Sets source_hash and occurrence of every row. REQUIRES: cells are sorted.
    void identify(std::vector<DecodedRow>& rows);

 private:
    struct Seen;
    std::unique_ptr<Seen> seen_;
};

/// The rows of a file, piece by piece: memory does not grow with a sheet's or CSV's length, but for some fifty bytes a
/// row that tell equal rows apart. The bytes must outlive it.
class TableSource {
 public:
    virtual ~TableSource() = default;
    [[nodiscard]] const TableFacts& facts() const { return facts_; }
    /// Appends up to `rows_max` rows, without source_hash and occurrence; false when the file is at its end. Errors: as
    /// open_table, for what is found later.
    virtual Result<bool> read(std::size_t rows_max, DecodedTable& table) = 0;

 protected:
    explicit TableSource(TableFacts facts) : facts_(std::move(facts)) {}
    TableFacts facts_;
};

/// CSV, JSON, XML, XLSX or XLS, told by content, then by name. The header of a sheet or CSV is looked for among its
/// first rows; titles above it, totals, notes and repeated headers are skipped and told. Row faults besides those of
/// decode_csv: `<field>.merged` (an amount for several rows), `<field>.formula_error` {text}, `<field>.formula_empty`,
/// `<field>.digits_lost` {text} (a number of more than fifteen digits).
/// Errors: those of decode_csv, decode_json and decode_xml; invalid `file.damaged`, `file.password`,
/// `file.not_workbook`, `file.binary_workbook`, `file.old_workbook`, `file.open_document`, `file.et`, `file.web_page`,
/// `xml.doctype`, `sheet.not_found` {name, names}, `mapping.unknown_title` {title}, `mapping.unknown_field` {name};
/// too_large `sheet.too_large` {MiB}, `sheet.too_many_parts`, `sheet.too_many_texts`, `sheet.cell_too_large` {cell},
/// `sheet.token_too_large`, `xml.too_deep`.
Result<std::unique_ptr<TableSource>> open_table(std::string_view file_name, ByteView bytes,
                                                const TableOptions& options);

/// CSV (RFC 4180): separated by comma, tab or semicolon (whichever makes most known columns); LF, CRLF or CR; UTF-8
/// with or without byte order mark, else GB18030. A quote that is not closed, or closed inside a cell, spoils its own
/// line only. Rows with faults stay in the table. Row faults: `row.too_many_cells` {cells, columns},
/// `row.malformed_quote`, `<field>.too_long` {limit}. Errors: too_large `file.too_large` {MiB}, `file.too_many_rows`
/// {limit}, `file.too_many_columns` {limit}; invalid `encoding.unknown`, `encoding.utf16`, `file.empty`,
/// `file.no_known_column`, `column.doubled` {title, other title}.
Result<DecodedTable> decode_csv(ByteView bytes, const AttributeTitles* attributes = nullptr);

/// A JSON array of flat objects: {"产品名称": "…", "quantity": "1200公斤", "shelf_life_days": 30}. Numbers keep their
/// text; null and "" are not filled. Row faults: `row.not_an_object`, `column.unknown` {name}, `column.nested` {name},
/// `<field>.doubled`,
/// `<field>.too_long` {limit}.
/// Errors: as decode_csv, and invalid `json.malformed` {line:column}, `file.not_rows` (no array); too_large
/// `json.too_deep` {limit}.
Result<DecodedTable> decode_json(ByteView bytes, const AttributeTitles* attributes = nullptr);

/// XML: <rows><row><lot_number>LC-1</lot_number>…</row>…</rows>, elements named like the members of JSON rows, in any
/// order. Row faults: as decode_json, and `row.other_element` {name}, `row.loose_text` {text}, `column.attribute`
/// {name}: nothing that is said goes unread. Errors: as decode_csv, and invalid `xml.not_rows` {root element},
/// `xml.malformed` {line:column}, `xml.doctype`, `xml.encoding` {name}; too_large `xml.too_deep` {limit},
/// `sheet.token_too_large`.
Result<DecodedTable> decode_xml(ByteView bytes, const AttributeTitles* attributes = nullptr);

/// The same for rows that are parsed already (a request's body). Errors: too_large `file.too_many_rows` {limit}.
Result<DecodedTable> decode_rows(const JsonArray& rows, const AttributeTitles* attributes = nullptr);

/// The whole of open_table, identified. `facts`: how it was understood.
Result<DecodedTable> decode(std::string_view file_name, ByteView bytes, const TableOptions& options = {},
                            TableFacts* facts = nullptr);

/// The text of a file: strict UTF-8 (byte order mark removed), else strict GB18030.
/// Errors: invalid `encoding.unknown`, `encoding.utf16`. REQUIRES: at most limits::import_bytes_max.
Result<std::string> decode_text(ByteView bytes);

}  // namespace qy::collection
