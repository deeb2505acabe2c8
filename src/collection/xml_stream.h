#pragma once
// XML from a stream, in pieces, with expat: what a reader of large parts needs. Document types are refused, and with
// them entities; nothing is fetched.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct XML_ParserStruct;

namespace qy::collection {

/// Names without their namespaces, and attributes by name; valid during the call only.
class XmlAttributes {
 public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    [[nodiscard]] std::string_view get(std::string_view name) const;  ///< empty when absent
    /// The first one without a namespace; empty when there is none.
    [[nodiscard]] std::string_view first_plain() const;

 private:
    const char** pairs_;
};

/// Told what stands in the document, in its order. fail() ends the reading.
class XmlHandler {
 public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0;
};

/// Where the bytes come from.
class ByteStream {
 public:
    virtual ~ByteStream() = default;
    /// Reads into `piece`, at most its size; 0 at the end.
    virtual Result<std::size_t> read(char* piece, std::size_t size) = 0;
};

/// Reads one document piece by piece. The handler must outlive it.
class XmlStream {
 public:
    /// `is_utf8`: whatever the document says of itself. Else it is as it says.
    XmlStream(std::unique_ptr<ByteStream> bytes, XmlHandler& handler, bool is_utf8 = false);
    ~XmlStream();
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;

    /// Reads one piece and tells the handler; false when the document is at its end, or the handler stopped.
    /// Errors: those of the bytes and of fail(); invalid `file.damaged` (not well-formed), `xml.doctype`; too_large
    /// `xml.too_deep` {limit}.
    Result<bool> step();
    /// step() to the end.
    Result<void> read_all();
    /// Called by the handler: step() returns this error.
    void fail(Error error);
    /// Called by the handler: where in the document that stands which is being told.
    [[nodiscard]] std::uint64_t position() const;
    /// "line:column" of where the reading is.
    [[nodiscard]] std::string place() const;
    /// Called by the handler: nothing more is told.
    void stop();

 private:
    struct Callbacks;
    std::unique_ptr<ByteStream> bytes_;
    XmlHandler& handler_;
    XML_ParserStruct* parser_;
    std::uint64_t fed_ = 0;
    std::size_t depth_ = 0;
    bool ended_ = false;
    std::unique_ptr<Error> failure_;
};

}  // namespace qy::collection
