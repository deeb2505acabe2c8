#pragma once
// The published form of answers as files (?format=xml, ?format=json), made from the table of what is sent: one schema
// for each function that answers with data. (clauses 4.3, 5.5)
#include <optional>
#include <string>
#include <string_view>

namespace qy::model {

/// The namespace of answers in XML.
inline constexpr std::string_view kAnswersSpace = "urn:qiongyuan:answers:1";

/// XML Schema 1.0 of <list> or <answer>: members stand in any order, each as often as it has values. Nothing when the
/// table has no row of the function.
[[nodiscard]] std::optional<std::string> answer_xsd(std::string_view function);
/// JSON Schema (draft 2020-12) of the same as JSON.
[[nodiscard]] std::optional<std::string> answer_json_schema(std::string_view function);

}  // namespace qy::model
