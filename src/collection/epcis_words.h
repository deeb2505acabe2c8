#pragma once
// The vocabularies of CBV 2.0 and of GS1: short words, their web addresses and the URNs of EPCIS 1.2.
#include <optional>
#include <string>
#include <string_view>

namespace qy::collection {

enum class Vocabulary : std::uint8_t { step, disposition, transaction, party, error, measurement, component, alarm };

/// The short form ("receiving") of whichever form of a standard word: URN, web address, CURIE under cbv: or gs1:, or
/// the word itself. Anything else comes back as it is.
[[nodiscard]] std::string short_word(Vocabulary vocabulary, std::string_view text);

/// "https://ref.gs1.org/cbv/BizStep-receiving" for a short word; a text with a colon is an address already.
[[nodiscard]] std::string full_word(Vocabulary vocabulary, std::string_view word);

/// Whether the word is a standard one. Kinds of measurement and component are many and grow: any plain word is known.
[[nodiscard]] bool is_known_word(Vocabulary vocabulary, std::string_view word);

/// A few of the words, for messages.
[[nodiscard]] std::string some_words(Vocabulary vocabulary);

}  // namespace qy::collection
