#pragma once
// Public texts by code, Chinese and English: one table (messages.cpp).
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qy {

enum class Language { zh, en };

/// One row: what happened and, in the same sentence, what to change. {0}, {1} … are arguments; the argument "void" of
/// "code_range.state" is told by the row "code_range.state.void", if there is one.
struct Message {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

/// The whole table, sorted by code.
[[nodiscard]] std::span<const Message> messages();

/// The text of `code` in `language` with its arguments filled in. "field.problem" without a row is told by the row
/// "*.problem", with "field" as {0} and the arguments behind it; else the code itself.
[[nodiscard]] std::string message_text(std::string_view code, const std::vector<std::string>& arguments,
                                       Language language);

/// The best of zh and en for an Accept-Language header (RFC 9110 §12.5.4); zh when it names neither.
[[nodiscard]] Language language_of(std::string_view accept_language);

}  // namespace qy
