#include "xml_stream.h"

#include <expat.h>

#include <algorithm>

#include "base/assert.h"
#include "base/limits.h"

namespace qy::collection {
namespace {

constexpr char kSeparator = '\x01';  // no character of XML: parts of a name cannot be confused
constexpr int kPieceBytes = 64 << 10;

std::string_view local_name(std::string_view name) {
    const auto at = name.rfind(kSeparator);
    return at == std::string_view::npos ? name : name.substr(at + 1);
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
    for (const char** at = pairs_; *at != nullptr; at += 2) {
        if (local_name(at[0]) == name) return at[1];
    }
    return {};
}

std::string_view XmlAttributes::first_plain() const {
    for (const char** at = pairs_; *at != nullptr; at += 2) {
        if (std::string_view(at[0]).find(kSeparator) == std::string_view::npos) return at[0];
    }
    return {};
}

struct XmlStream::Callbacks {
    static void start(void* data, const XML_Char* name, const XML_Char** attributes) {
        auto& self = *static_cast<XmlStream*>(data);
        if (++self.depth_ > limits::sheet_xml_depth_max) {
            return self.fail(too_large("xml.too_deep", {std::to_string(limits::sheet_xml_depth_max)}));
        }
        self.handler_.start(local_name(name), XmlAttributes(attributes));
    }
    static void end(void* data, const XML_Char* name) {
        auto& self = *static_cast<XmlStream*>(data);
        --self.depth_;
        self.handler_.end(local_name(name));
    }
    static void text(void* data, const XML_Char* text, int size) {
        static_cast<XmlStream*>(data)->handler_.text({text, static_cast<std::size_t>(size)});
    }
    static void doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        static_cast<XmlStream*>(data)->fail(invalid("xml.doctype"));
    }
};

XmlStream::XmlStream(std::unique_ptr<ByteStream> bytes, XmlHandler& handler, bool is_utf8)
    : bytes_(std::move(bytes)),
      handler_(handler),
      parser_(XML_ParserCreateNS(is_utf8 ? "UTF-8" : nullptr, kSeparator)) {
    QY_ASSERT(parser_ != nullptr);
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &Callbacks::start, &Callbacks::end);
    XML_SetCharacterDataHandler(parser_, &Callbacks::text);
    XML_SetStartDoctypeDeclHandler(parser_, &Callbacks::doctype);
}

XmlStream::~XmlStream() {
    XML_ParserFree(parser_);
}

void XmlStream::fail(Error error) {
    if (!failure_) failure_ = std::make_unique<Error>(std::move(error));
    stop();
}

std::uint64_t XmlStream::position() const {
    return static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
}

std::string XmlStream::place() const {
    return std::to_string(XML_GetCurrentLineNumber(parser_)) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_) + 1);
}

void XmlStream::stop() {
    ended_ = true;
    XML_StopParser(parser_, XML_FALSE);
}

Result<bool> XmlStream::step() {
    if (ended_) return false;
    void* const piece = XML_GetBuffer(parser_, kPieceBytes);
    if (piece == nullptr) return too_large("sheet.token_too_large");
    QY_TRY(size, bytes_->read(static_cast<char*>(piece), kPieceBytes));
    fed_ += size;
    const auto status = XML_ParseBuffer(parser_, static_cast<int>(size), size == 0 ? XML_TRUE : XML_FALSE);
    if (failure_) return *failure_;
    if (ended_) return false;
    if (status != XML_STATUS_OK) {
        ended_ = true;
        return invalid("file.damaged").because(XML_ErrorString(XML_GetErrorCode(parser_)));
    }
    ended_ = size == 0;
    // A name or value that goes on and on would be kept whole.
    const auto told = position();
    if (!ended_ && fed_ - std::min(fed_, told) > limits::sheet_token_bytes_max) {
        return too_large("sheet.token_too_large");
    }
    return !ended_;
}

Result<void> XmlStream::read_all() {
    for (;;) {
        QY_TRY(more, step());
        if (!more) return {};
    }
}

}  // namespace qy::collection
