// EPCIS 1.2 and 2.0 XML, with expat: one event at a time. Document types are refused, and with them entities; nothing
// is fetched.
#include <expat.h>

#include <memory>

#include "base/limits.h"
#include "base/text.h"
#include "collection/epcis.h"
#include "epcis_element.h"
#include "epcis_event.h"

namespace qy::collection {
namespace {

constexpr char kSeparator = '\x01';  // no character of XML: parts of a name cannot be confused

// "namespace␁local␁prefix" as expat gives it.
NodeName name_of(std::string_view triplet) {
    const auto parts = split(triplet, kSeparator);
    if (parts.size() == 1) return {{}, std::string(parts[0]), {}};
    return {std::string(parts[0]), std::string(parts[1]), parts.size() > 2 ? std::string(parts[2]) : std::string()};
}

class XmlReader {
 public:
    XmlReader() : parser_(XML_ParserCreateNS(nullptr, kSeparator)) {
        QY_ASSERT(parser_ != nullptr);
        XML_SetReturnNSTriplet(parser_.get(), 1);
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &on_start, &on_end);
        XML_SetCharacterDataHandler(parser_.get(), &on_text);
        XML_SetStartNamespaceDeclHandler(parser_.get(), &on_namespace);
        XML_SetStartDoctypeDeclHandler(parser_.get(), &on_doctype);
    }

    Result<EpcisDocument> read(std::string_view text);

 private:
    struct Release {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    static XmlReader& self(void* data) { return *static_cast<XmlReader*>(data); }
    static void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
        self(data).start(name, attributes);
    }
    static void on_end(void* data, const XML_Char*) { self(data).end(); }
    static void on_text(void* data, const XML_Char* text, int size) {
        self(data).characters({text, static_cast<std::size_t>(size)});
    }
    static void on_namespace(void* data, const XML_Char* prefix, const XML_Char* address) {
        if (prefix != nullptr && address != nullptr) self(data).head_.context.define(prefix, address);
    }
    static void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        self(data).fail(invalid("xml.doctype"));
    }

    void fail(Error error) {
        if (failure_) return;
        failure_ = std::move(error);
        XML_StopParser(parser_.get(), XML_FALSE);
    }
    void start(const XML_Char* name, const XML_Char** attributes);
    void start_document(const XmlElement& root);
    void end();
    void characters(std::string_view text);
    void finish_one(XmlElement event);
    /// Where an event may stand: in an EventList, or in the extension of one (EPCIS 1.2).
    [[nodiscard]] bool is_event_place() const {
        if (path_.empty()) return false;
        if (path_.back() == "EventList") return true;
        return path_.size() > 1 && path_.back() == "extension" && path_[path_.size() - 2] == "EventList";
    }

    std::unique_ptr<XML_ParserStruct, Release> parser_;
    std::vector<std::string> path_;  // local names of the elements around events
    std::vector<XmlElement> open_;   // the event that is being read, and what is open in it
    std::size_t nodes_ = 0;
    bool bare_ = false;  // the root is the event
    EventFaults faults_;
    DocumentHead head_;
    EpcisDocument out_;
    std::optional<Error> failure_;
};

void XmlReader::start_document(const XmlElement& root) {
    const auto& name = root.name.local;
    if (name == "EPCISDocument" || name == "EPCISQueryDocument") {
        for (const auto& [attribute, value] : root.attributes) {
            if (attribute.local != "schemaVersion") continue;
            if (auto known = check_version(value); !known.ok()) fail(std::move(known).error());
        }
        return;
    }
    bare_ = name.ends_with("Event");
    if (!bare_) fail(invalid("epcis.not_epcis"));
}

void XmlReader::start(const XML_Char* name, const XML_Char** attributes) {
    XmlElement element;
    element.name = name_of(name);
    for (; *attributes != nullptr; attributes += 2)
        element.attributes.emplace_back(name_of(attributes[0]), attributes[1]);
    if (path_.size() + open_.size() >= limits::epcis_depth_max) {
        return fail(too_large("xml.too_deep", {std::to_string(limits::epcis_depth_max)}));
    }
    if (path_.empty() && open_.empty()) start_document(element);
    const bool event = open_.empty() && (bare_ || (is_event_place() && element.name.local != "extension"));
    if (event || !open_.empty()) {
        nodes_ = event ? 0 : nodes_;
        nodes_ += 1 + element.attributes.size();
        open_.push_back(std::move(element));
    } else {
        path_.push_back(element.name.local);
    }
}

void XmlReader::characters(std::string_view text) {
    if (!open_.empty()) open_.back().text.append(text);
}

void XmlReader::end() {
    if (open_.empty()) {
        path_.pop_back();
        return;
    }
    XmlElement element = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) return finish_one(std::move(element));
    if (nodes_ > limits::epcis_nodes_per_event_max) return;  // told when the event ends
    auto& siblings = open_.back().children;
    if (siblings.size() < limits::epcis_list_items_max) {
        siblings.push_back(std::move(element));
    } else if (siblings.size() == limits::epcis_list_items_max) {
        const auto& list = open_.back().name.local;
        faults_.add(list, "epcis.too_many", {list, std::to_string(limits::epcis_list_items_max)});
        siblings.push_back(std::move(element));  // told once: the next finds one more
    }
}

void XmlReader::finish_one(XmlElement event) {
    if (out_.events.size() == limits::epcis_events_per_document_max) {
        return fail(too_large("epcis.too_many_events", {std::to_string(limits::epcis_events_per_document_max)}));
    }
    if (nodes_ > limits::epcis_nodes_per_event_max) {
        faults_.add("", "epcis.event_too_large", {std::to_string(limits::epcis_event_bytes_max >> 10U)});
    }
    const auto number = static_cast<std::int64_t>(out_.events.size()) + 1;
    out_.events.push_back(finished_event(event_node(event), number, head_, std::exchange(faults_, {})));
}

Result<EpcisDocument> XmlReader::read(std::string_view text) {
    const auto status = XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
    if (failure_) return *std::move(failure_);
    if (status != XML_STATUS_OK) {
        return invalid("xml.malformed", {std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ":" +
                                         std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1)})
            .because(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    }
    return std::move(out_);
}

}  // namespace

Result<EpcisDocument> decode_epcis_xml(std::string_view text) {
    if (text.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    return XmlReader().read(text);
}

}  // namespace qy::collection
