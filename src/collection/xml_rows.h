#pragma once
// Rows in XML: <rows><row><product_name>…</product_name>…</row>…</rows>. (clauses 5.2, 6.2.3)
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "xml_stream.h"

namespace qy::collection {

/// Names of the document's elements.
inline constexpr std::string_view kRowsElement = "rows";
inline constexpr std::string_view kRowElement = "row";

/// The local name of a document's root element, as far as its beginning tells; empty when it is no XML.
[[nodiscard]] std::string_view root_of(std::string_view content);

/// A text as a stream. It must outlive the stream.
class TextStream final : public ByteStream {
 public:
    explicit TextStream(std::string_view text) : rest_(text) {}
    Result<std::size_t> read(char* piece, std::size_t size) override;

 private:
    std::string_view rest_;
};

/// Whether a text in this encoding may say so of itself: its bytes were read as UTF-8 or GB18030. Errors: invalid
/// `xml.encoding` {name}.
Result<void> check_declared_encoding(std::string_view text);

}  // namespace qy::collection
