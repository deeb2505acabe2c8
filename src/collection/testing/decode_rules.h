#pragma once
// What must be true of every decoded table, for the fuzz targets of the decoders.
#include <cstddef>
#include <string>

#include "base/assert.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "collection/decode.h"

namespace qy::collection {

inline void check_rows(const DecodedTable& table) {
    std::int64_t line = 0;
    for (const auto& row : table.rows) {
        QY_ASSERT(row.line > line && row.occurrence >= 1);
        line = row.line;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            QY_ASSERT(i == 0 || row.cells[i - 1].field < row.cells[i].field);
            QY_ASSERT(is_utf8(row.cells[i].text) && !trim(row.cells[i].text).empty());
        }
        for (const auto& fault : row.faults) {
            QY_ASSERT(is_utf8(model::fault_text(fault, Language::zh)) && !fault.code.empty());
        }
    }
}

inline std::string json_of(const DecodedTable& table) {
    JsonArray rows;
    for (const auto& row : table.rows) {
        JsonObject cells;
        for (const auto& cell : row.cells) cells.emplace(model::row_of(cell.field).name, cell.text);
        rows.push_back(std::move(cells));
    }
    return to_text(rows);
}

/// The rows, written as JSON and read again, have the same content and so the same hashes.
inline void check_same_as_json(const DecodedTable& table) {
    for (const auto& row : table.rows) {
        if (!row.faults.empty() || row.cells.empty()) return;
    }
    const auto again = decode_json(bytes_of(json_of(table)));
    if (table.rows.empty()) return;
    QY_ASSERT(again.ok() && again->rows.size() == table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        QY_ASSERT(again->rows[i].source_hash == table.rows[i].source_hash);
        QY_ASSERT(again->rows[i].occurrence == table.rows[i].occurrence);
    }
}

inline bool same_rows(const DecodedTable& a, const DecodedTable& b) {
    if (a.rows.size() != b.rows.size()) return false;
    for (std::size_t i = 0; i < a.rows.size(); ++i) {
        if (a.rows[i].line != b.rows[i].line || a.rows[i].source_hash != b.rows[i].source_hash ||
            a.rows[i].faults.size() != b.rows[i].faults.size()) {
            return false;
        }
    }
    return true;
}

}  // namespace qy::collection
