#pragma once
// The published form of rows, made from the field table: what a program that sends JSON or XML should send. Imports
// take more than this (dates as people write them, titles in Chinese); whatever these schemas accept is read as it
// stands. (clauses 5.2, 6.2.3)
#include <string>

namespace qy::model {

/// JSON Schema (draft 2020-12) of an array of rows.
[[nodiscard]] std::string rows_json_schema();
/// XML Schema 1.0 of <rows><row>…</row>…</rows>.
[[nodiscard]] std::string rows_xsd();

}  // namespace qy::model
