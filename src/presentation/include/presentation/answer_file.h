#pragma once
// What a function answers as a file to keep: JSON, XML, CSV or XLSX. One mechanism for all functions that ask: a list's
// columns are its rows of the table of what is sent, so a new list has all four. (clauses 5.6, 7.2.1)
#include <string>

#include "presentation/api.h"

namespace qy::presentation {

/// Whether the function only asks: answers of others are no files.
[[nodiscard]] bool is_question(const Route& route);

struct FileOrder {
    std::string format;      ///< json, xml, csv or xlsx
    std::string table = {};  ///< of an answer that holds several lists, the one for CSV; empty: the first
};

/// Runs the function as call_function does; its answer is a download. A list is followed from page to page to its end;
/// with `limit` in the body it is one page. JSON and XML nest as the answer does; CSV has one table, XLSX one sheet
/// for each list of the answer and one for the rest. Who is signed in leaves an audit record. Errors besides those of
/// call_function: invalid `format.unknown` {format}, `format.not_here` {function}, `format.no_table` {table}; too_large
/// `format.too_long` {limit}; unavailable `file.unwritable`.
Result<Answer> call_for_file(const Route& route, const Json& body, Call& call, const FileOrder& order);

}  // namespace qy::presentation
