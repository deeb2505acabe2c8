#pragma once
// Cells that hold several values: input lots, temperature readings, words of the dictionary.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collection/dictionary.h"
#include "faults.h"
#include "model/draft.h"

namespace qy::collection {

/// "[企业名称/][产品名称/]批次号[=数量单位]", separated by ; ；、 or line ends:
/// "QY-1=600公斤；某某合作社/咖啡鲜果/C-2". Problems: malformed, too_many, and those of quantities. REQUIRES: cleaned
/// with lines kept, punctuation not folded.
[[nodiscard]] std::variant<std::vector<model::InputRef>, FieldProblem> read_inputs(std::string_view text);

/// "2026-03-05 08:00=4.2；08:30=4.5": a time alone is of the day of the reading before it, or of the next day when it
/// goes back. The result is the canonical text, as model::parse_readings reads it. Problems: malformed, too_many.
[[nodiscard]] std::variant<std::string, FieldProblem> read_readings(std::string_view text);

/// "花生、牛奶" → the items' codes, in the order of the dictionary, each once; "无" is none.
/// Problems: unknown {word, allowed}.
[[nodiscard]] std::variant<std::vector<std::string>, FieldProblem> read_words(std::string_view text,
                                                                              std::string_view dictionary_type,
                                                                              const Dictionary& dictionary);

}  // namespace qy::collection
