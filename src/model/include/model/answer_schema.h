#pragma once
// The published form of answers as files (?format=xml, ?format=json), made from the table of what is sent
// (data_table.h: sent_members()): one schema for each function that answers with data. (clauses 4.3, 5.5) Pure
// functions: safe from any thread. `function`: its name, "lot.list".
#include <optional>
#include <string>
#include <string_view>

namespace qy::model {

/// The namespace of answers in XML.
inline constexpr std::string_view kAnswersSpace = "urn:qiongyuan:answers:1";

/// XML Schema 1.0 of <list> with <item> below it, for a function that answers with `items`, else of <answer>: members
/// are elements in any order, each as often as it has values, all of them texts; what the table leaves open takes
/// anything. The attribute `function` names the function. Nothing when the table has no row of it.
[[nodiscard]] std::optional<std::string> answer_xsd(std::string_view function);
/// JSON Schema (draft 2020-12) of the same as JSON, with a line end: an array of the items, or the object. A member is
/// a value, a list of them, or null; what the table leaves open is anything. Nothing when the table has no row.
[[nodiscard]] std::optional<std::string> answer_json_schema(std::string_view function);

}  // namespace qy::model
