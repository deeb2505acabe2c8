// EPCIS 2.0 JSON-LD. Read by a handler of our own: numbers must keep their text, a doubled member must spoil its event
// only, and events are finished one after the other, so that a large document is never in memory as a tree.
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>

#include "base/limits.h"
#include "collection/epcis.h"
#include "epcis_event.h"

namespace qy::collection {
namespace {

using boost::json::error_code;
using JsonText = boost::json::string_view;

/// Names as they stand become names with namespaces; contexts inside hold for what is inside.
void resolve(Node& node, const EpcisContext& context) {
    for (auto& item : node.items) resolve(item, context);
    const auto* inner = node.find("@context");
    if (inner != nullptr) {
        EpcisContext own = context;
        own.take(*inner);
        std::erase_if(node.members, [](const auto& member) { return member.first.is("@context"); });
        return resolve(node, own);
    }
    for (auto& [name, value] : node.members) {
        if (name.local == "@type" || name.local == "@id") name.local.erase(0, 1);
        name = context.name_of(name.local);
        resolve(value, context);
    }
}

/// "epcis:ObjectEvent" and the full address are the plain word.
void shorten_type(Node& event) {
    auto* type = event.find("type");
    if (type == nullptr) return;
    for (const std::string_view start : {"epcis:", "https://ref.gs1.org/epcis/"}) {
        if (type->text.starts_with(start)) type->text.erase(0, start.size());
    }
}

class DocumentHandler {
 public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return open(Node::of_object()); }
    bool on_array_begin(error_code&) { return open(Node::of_list({})); }
    bool on_object_end(std::size_t, error_code& stop) { return close(stop); }
    bool on_array_end(std::size_t, error_code& stop) { return close(stop); }
    bool on_key_part(JsonText part, std::size_t, error_code&) { return gather(part); }
    bool on_key(JsonText part, std::size_t, error_code&) {
        gather(part);
        open_.back().key.swap(gathered_);
        gathered_.clear();
        return true;
    }
    bool on_string_part(JsonText part, std::size_t, error_code&) { return gather(part); }
    bool on_string(JsonText part, std::size_t, error_code& stop) { return scalar(Node::Kind::text, part, stop); }
    bool on_number_part(JsonText part, error_code&) { return gather(part); }
    bool on_int64(std::int64_t, JsonText part, error_code& stop) { return scalar(Node::Kind::number, part, stop); }
    bool on_uint64(std::uint64_t, JsonText part, error_code& stop) { return scalar(Node::Kind::number, part, stop); }
    bool on_double(double, JsonText part, error_code& stop) { return scalar(Node::Kind::number, part, stop); }
    bool on_bool(bool flag, error_code& stop) { return scalar(Node::Kind::flag, flag ? "true" : "false", stop); }
    bool on_null(error_code& stop) { return scalar(Node::Kind::null, "", stop); }
    bool on_comment_part(JsonText, error_code&) { return true; }
    bool on_comment(JsonText, error_code&) { return true; }

    [[nodiscard]] const Error* failure() const { return failure_ ? &*failure_ : nullptr; }
    /// The rest of the document: what waited for its context, a single event.
    Result<EpcisDocument> finish();

 private:
    struct Open {
        Node node;
        std::string key;          // of the member that is being read
        std::size_t dropped = 0;  // items or members over a limit
    };
    struct Waiting {
        Node event;
        EventFaults faults;
    };

    bool gather(JsonText part) {
        gathered_.append(part.data(), part.size());
        return true;
    }
    bool scalar(Node::Kind kind, JsonText part, error_code& stop) {
        gather(part);
        Node node{kind, {}, {}, {}};
        node.text.swap(gathered_);
        gathered_.clear();
        return add(std::move(node), stop);
    }
    bool open(Node node) {
        if (event_depth_ == 0 && node.kind == Node::Kind::object && is_event_place()) {
            event_depth_ = open_.size() + 1;
            event_nodes_ = 0;
        }
        open_.push_back({std::move(node), {}, 0});
        return true;
    }
    bool close(error_code& stop);
    bool add(Node node, error_code& stop);
    bool fail(Error error, error_code& stop) {
        failure_ = std::move(error);
        stop = boost::json::error::syntax;
        return false;
    }
    /// An entry of the root array, or of an eventList.
    [[nodiscard]] bool is_event_place() const {
        if (open_.empty() || open_.back().node.kind != Node::Kind::list) return false;
        return open_.size() == 1 || open_[open_.size() - 2].key == "eventList";
    }
    [[nodiscard]] std::string event_path() const;
    bool check_doubled(const Node& object, error_code& stop);
    bool event_done(Node event, error_code& stop);
    void take_head();
    void finish_one(Node event, EventFaults faults);

    std::vector<Open> open_;
    std::string gathered_;
    std::size_t event_depth_ = 0;  // how many are open when the event is; 0: outside of events
    std::size_t event_nodes_ = 0;
    EventFaults faults_;  // of the event that is being read
    std::vector<Waiting> waiting_;
    DocumentHead head_;
    bool has_head_ = false;
    std::int64_t events_ = 0;
    std::optional<Error> failure_;
    Node root_;
    EpcisDocument out_;
};

std::string DocumentHandler::event_path() const {
    std::string path;
    for (std::size_t i = event_depth_ == 0 ? open_.size() : event_depth_ - 1; i < open_.size(); ++i) {
        const auto& level = open_[i];
        path = level.node.kind == Node::Kind::list ? path_to(path, level.node.items.size()) : path_to(path, level.key);
    }
    return path;
}

bool DocumentHandler::check_doubled(const Node& object, error_code& stop) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : object.members) names.emplace_back(name.local);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice == names.end()) return true;
    if (event_depth_ == 0) return fail(invalid("json.doubled_member", {std::string(*twice)}), stop);
    const auto path = path_to(event_path(), *twice);
    faults_.add(path, "epcis.doubled_member", {path});
    return true;
}

bool DocumentHandler::close(error_code& stop) {
    Node node = std::move(open_.back().node);
    const bool event = event_depth_ == open_.size();
    const bool dropped = open_.back().dropped > 0;
    open_.pop_back();
    if (node.kind == Node::Kind::object && !check_doubled(node, stop)) return false;
    if (dropped) {
        const bool list = node.kind == Node::Kind::list;
        const auto limit = list ? limits::epcis_list_items_max : limits::epcis_members_max;
        faults_.add(event_path(), "epcis.too_many", {event_path(), std::to_string(limit)});
    }
    if (event) {
        event_depth_ = 0;
        return event_done(std::move(node), stop);
    }
    return add(std::move(node), stop);
}

bool DocumentHandler::add(Node node, error_code& stop) {
    if (open_.empty()) {
        root_ = std::move(node);
        return true;
    }
    auto& parent = open_.back();
    if (event_depth_ == 0 && is_event_place()) return event_done(std::move(node), stop);  // no object: told there
    if (event_depth_ != 0 && ++event_nodes_ > limits::epcis_nodes_per_event_max) {
        if (event_nodes_ == limits::epcis_nodes_per_event_max + 1) {
            faults_.add("", "epcis.event_too_large", {std::to_string(limits::epcis_event_bytes_max >> 10U)});
        }
        return true;
    }
    if (parent.node.kind == Node::Kind::list) {
        if (parent.node.items.size() < limits::epcis_list_items_max) {
            parent.node.items.push_back(std::move(node));
        } else {
            ++parent.dropped;
        }
        return true;
    }
    if (parent.node.members.size() < limits::epcis_members_max) {
        parent.node.members.emplace_back(NodeName{{}, parent.key, {}}, std::move(node));
    } else {
        ++parent.dropped;
    }
    return true;
}

// What the head says, once its @context is there: the root object is the first that is open.
void DocumentHandler::take_head() {
    if (has_head_ || open_.empty()) return;
    const auto& root = open_.front().node;
    const auto* context = root.find("@context");
    if (context == nullptr && root.kind == Node::Kind::object) return;
    if (context != nullptr) head_.context.take(*context);
    for (const auto& [name, value] : root.members) {
        if (name.local.ends_with(":ignoreFields")) take_ignored(value, head_);
    }
    has_head_ = true;
}

bool DocumentHandler::event_done(Node event, error_code& stop) {
    if (events_ + static_cast<std::int64_t>(waiting_.size()) ==
        static_cast<std::int64_t>(limits::epcis_events_per_document_max)) {
        return fail(too_large("epcis.too_many_events", {std::to_string(limits::epcis_events_per_document_max)}), stop);
    }
    EventFaults faults = std::exchange(faults_, {});
    take_head();
    if (has_head_) {
        finish_one(std::move(event), std::move(faults));
    } else {
        waiting_.push_back({std::move(event), std::move(faults)});
    }
    return true;
}

void DocumentHandler::finish_one(Node event, EventFaults faults) {
    resolve(event, head_.context);
    shorten_type(event);
    out_.events.push_back(finished_event(std::move(event), ++events_, head_, std::move(faults)));
}

Result<EpcisDocument> DocumentHandler::finish() {
    open_.push_back({std::move(root_), {}, 0});
    if (!has_head_) {
        take_head();
        has_head_ = true;
    }
    for (auto& waiting : waiting_) finish_one(std::move(waiting.event), std::move(waiting.faults));
    Node root = std::move(open_.front().node);
    if (root.kind == Node::Kind::list) return std::move(out_);
    shorten_type(root);
    const auto type = root.text_of("type");
    if (type == "EPCISDocument" || type == "EPCISQueryDocument") {
        QY_CHECK(check_version(root.text_of("schemaVersion")));
        if (auto* body = root.find("epcisBody"); body != nullptr && body->find("event") != nullptr) {
            finish_one(std::move(*body->find("event")), std::exchange(faults_, {}));
        } else if (body == nullptr) {
            return invalid("epcis.not_epcis");
        }
        return std::move(out_);
    }
    if (!type.ends_with("Event") && root.find("eventTime") == nullptr) return invalid("epcis.not_epcis");
    finish_one(std::move(root), std::exchange(faults_, {}));
    return std::move(out_);
}

std::string line_and_column(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
    return std::to_string(line) + ":" + std::to_string(offset - start + 1);
}

}  // namespace

Result<EpcisDocument> decode_epcis_json(std::string_view text) {
    if (text.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    boost::json::parse_options options;
    options.max_depth = limits::epcis_depth_max;
    boost::json::basic_parser<DocumentHandler> parser(options);
    error_code fault;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), fault);
    if (const auto* failure = parser.handler().failure()) return *failure;
    if (fault == boost::json::error::too_deep) {
        return too_large("json.too_deep", {std::to_string(limits::epcis_depth_max)});
    }
    if (fault || read != text.size()) return invalid("json.malformed", {line_and_column(text, read)});
    return parser.handler().finish();
}

}  // namespace qy::collection
