#include "epcis_check.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "epcis_hash.h"
#include "epcis_shape.h"
#include "gs1_identifier.h"

namespace qy::collection {
namespace {

/// What one kind of event may hold besides what all may, what it must hold, and what it must tell of (one of them).
struct EventKind {
    std::string_view type;
    std::string_view own;
    std::string_view required;
    std::string_view one_of;
};
constexpr auto kKinds = std::to_array<EventKind>({
    {"ObjectEvent", "epcList,quantityList,action,ilmd", "action", "epcList,quantityList,sensorElementList"},
    {"AggregationEvent", "parentID,childEPCs,childQuantityList,action", "action",
     "parentID,childEPCs,childQuantityList"},
    {"TransactionEvent", "parentID,epcList,quantityList,action", "action,bizTransactionList",
     "parentID,epcList,quantityList,sensorElementList"},
    {"TransformationEvent", "inputEPCList,inputQuantityList,outputEPCList,outputQuantityList,transformationID,ilmd", "",
     "inputEPCList,inputQuantityList,outputEPCList,outputQuantityList,transformationID"},
    {"AssociationEvent", "parentID,childEPCs,childQuantityList,action", "action,parentID", "parentID"},
});
constexpr std::string_view kOwnOfAnyKind =
    "epcList,quantityList,action,ilmd,parentID,childEPCs,childQuantityList,inputEPCList,inputQuantityList,"
    "outputEPCList,"
    "outputQuantityList,transformationID";

bool holds(std::string_view list, std::string_view word) {
    const auto words = split(list, ',');
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
    const int hours = digit(1) * 10 + digit(2);
    const int minutes = digit(4) * 10 + digit(5);
    return minutes < 60 && hours * 60 + minutes <= 14 * 60;
}

bool is_uri(std::string_view text) {
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
           std::none_of(text.begin(), text.end(),
                        [](char c) { return (c >= 0 && c <= ' ') || c == '<' || c == '>' || c == '"' || c == 0x7F; });
}

std::string_view wanted_kind(Form form) {
    switch (form) {
        case Form::number:
            return "number";
        case Form::flag:
            return "true | false";
        case Form::object:
        case Form::extension:
            return "object";
        default:
            return "string";
    }
}

class Checker {
 public:
    Checker(const EpcisContext& context, EventFaults& faults) : context_(context), faults_(faults) {}

    Node event(Node event);

 private:
    void fault(std::string_view path, std::string_view code, std::string_view value) {
        faults_.add(path, code, {std::string(path), std::string(value)});
    }
    Node object(Node node, std::span<const Shape> shapes, const std::string& path, std::string_view excluded);
    std::optional<Node> member(const Shape& shape, Node node, const std::string& path);
    std::optional<Node> entry(const Shape& shape, Node node, const std::string& path);
    std::optional<Node> scalar(const Shape& shape, Node node, const std::string& path);
    void identifier(const std::string& uri, const std::string& path);
    void word(const Shape& shape, Node& node, const std::string& path);
    void name(const NodeName& name);
    void extension(const Node& node, const std::string& path);
    void kind_rules(const EventKind& kind, const Node& event);
    void inner_rules(const Shape& shape, const Node& node, const std::string& path);

    const EpcisContext& context_;
    EventFaults& faults_;
    std::vector<std::string> spaces_;  // namespaces of extensions
};

void Checker::identifier(const std::string& uri, const std::string& path) {
    if (!is_uri(uri)) return fault(path, "epcis.identifier", uri);
    const auto key = read_gs1_key(uri);
    if (key && has_wrong_check_digit(*key)) return fault(path, "epcis.check_digit", uri);
    if (!key && is_gs1_urn(uri)) fault(path, "epcis.identifier", uri);
}

void Checker::word(const Shape& shape, Node& node, const std::string& path) {
    const auto text = context_.expanded(node.text);
    node.text = short_word(shape.vocabulary, text);
    const bool known =
        node.text.find(':') != std::string::npos ? is_uri(node.text) : is_known_word(shape.vocabulary, node.text);
    if (!known) faults_.add(path, "epcis.word", {path, node.text, some_words(shape.vocabulary)});
}

std::optional<Node> Checker::scalar(const Shape& shape, Node node, const std::string& path) {
    const auto kind = shape.form == Form::number ? Node::Kind::number
                      : shape.form == Form::flag ? Node::Kind::flag
                                                 : Node::Kind::text;
    if (node.kind != kind) {
        fault(path, "epcis.wrong_type", wanted_kind(shape.form));
        return std::nullopt;
    }
    node.text = std::string(trim(node.text));
    const auto longest =
        shape.form == Form::text ? limits::long_text_code_points_max : limits::epcis_uri_code_points_max;
    if (node.text.size() > longest && length_of(node.text) > longest) {
        faults_.add(path, "epcis.value_too_long", {path, std::to_string(longest)});
        return std::nullopt;
    }
    switch (shape.form) {
        case Form::time:
            if (!read_timestamp(node.text)) fault(path, "epcis.time", node.text);
            break;
        case Form::offset:
            if (!is_offset(node.text)) fault(path, "epcis.offset", node.text);
            break;
        case Form::action:
            if (!holds("ADD,OBSERVE,DELETE", node.text)) fault(path, "epcis.action", node.text);
            break;
        case Form::word:
            word(shape, node, path);
            break;
        case Form::uri:
            node.text = context_.expanded(node.text);
            identifier(node.text, path);
            break;
        default:
            break;
    }
    return node;
}

void Checker::name(const NodeName& name) {
    if (name.space.empty() || spaces_.size() > limits::epcis_namespaces_per_event_max) return;
    if (std::find(spaces_.begin(), spaces_.end(), name.space) != spaces_.end()) return;
    spaces_.push_back(name.space);
    if (spaces_.size() > limits::epcis_namespaces_per_event_max) {
        faults_.add("", "epcis.too_many", {"xmlns", std::to_string(limits::epcis_namespaces_per_event_max)});
    }
}

void Checker::extension(const Node& node, const std::string& path) {
    if (node.members.size() > limits::epcis_members_max) {
        faults_.add(path, "epcis.too_many", {path, std::to_string(limits::epcis_members_max)});
        return;
    }
    for (const auto& [inner, value] : node.members) name(inner);
    for (std::size_t i = 0; i < node.items.size(); ++i) extension(node.items[i], path_to(path, i));
    for (const auto& [name, value] : node.members) extension(value, path_to(path, name.local));
    if (node.is_scalar() && node.text.size() > limits::epcis_event_bytes_max / 4) {
        faults_.add(path, "epcis.value_too_long", {path, std::to_string(limits::epcis_event_bytes_max / 4)});
    }
}

void Checker::inner_rules(const Shape& shape, const Node& node, const std::string& path) {
    const auto need = [&](std::string_view name) {
        if (node.find(name) == nullptr) faults_.add(path_to(path, name), "epcis.missing", {path_to(path, name)});
    };
    if (shape.item == "quantityElement") need("epcClass");
    if (shape.name == "readPoint" || shape.name == "bizLocation") need("id");
    if (shape.item == "bizTransaction" || shape.item == "source" || shape.item == "destination") need(shape.item);
    if (shape.item == "source" || shape.item == "destination") need("type");
    if (shape.name == "errorDeclaration") need("declarationTime");
    if (shape.item == "sensorElement") need("sensorReport");
    if (shape.name == "sensorReport" && node.find("exception") == nullptr) need("type");
    const auto unit = node.text_of("uom");
    if (!unit.empty() && (unit.size() > 3 || unit != std::string(trim(unit)))) {
        fault(path_to(path, "uom"), "epcis.unit", unit);
    }
}

std::optional<Node> Checker::entry(const Shape& shape, Node node, const std::string& path) {
    if (shape.form != Form::object && shape.form != Form::extension) return scalar(shape, std::move(node), path);
    if (node.kind != Node::Kind::object) {
        fault(path, "epcis.wrong_type", wanted_kind(shape.form));
        return std::nullopt;
    }
    if (shape.form == Form::extension) {
        extension(node, path);
        return node;
    }
    auto checked = object(std::move(node), shape.inner, path, "");
    inner_rules(shape, checked, path);
    return checked;
}

std::optional<Node> Checker::member(const Shape& shape, Node node, const std::string& path) {
    const bool list = node.kind == Node::Kind::list;
    if (shape.times == Times::once || (shape.times == Times::either && !list))
        return entry(shape, std::move(node), path);
    if (!list) {
        fault(path, "epcis.wrong_type", "array");
        return std::nullopt;
    }
    Node out = Node::of_list({});
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        auto item = entry(shape, std::move(node.items[i]), path_to(path, i));
        if (item) out.items.push_back(*std::move(item));
    }
    return out;
}

// `excluded`: members of the table that this kind of event does not have, as a comma list.
Node Checker::object(Node node, std::span<const Shape> shapes, const std::string& path, std::string_view excluded) {
    if (node.members.size() > limits::epcis_members_max) {
        faults_.add(path, "epcis.too_many", {path, std::to_string(limits::epcis_members_max)});
        node.members.resize(limits::epcis_members_max);
    }
    Node out = Node::of_object();
    for (const auto& shape : shapes) {
        auto* value = node.find(shape.name);
        if (value == nullptr || value->kind == Node::Kind::null || holds(excluded, shape.name)) continue;
        auto checked = member(shape, std::move(*value), path_to(path, shape.name));
        if (checked) out.add(std::string(shape.name), *std::move(checked));
    }
    for (const auto& shape : shapes) {
        const auto times = std::count_if(node.members.begin(), node.members.end(),
                                         [&](const auto& member) { return member.first.is(shape.name); });
        const auto where = path_to(path, shape.name);
        if (times > 1) faults_.add(where, "epcis.doubled_member", {where});
    }
    for (auto& [name, value] : node.members) {
        const bool own =
            name.space.empty() && find_shape(shapes, name.local) != nullptr && !holds(excluded, name.local);
        if (own || name.is("@context") || (path.empty() && name.is("type"))) continue;
        const auto where = path_to(path, name.local);
        if (name.space.empty() && name.local.find(':') == std::string::npos) {
            faults_.add(where, "epcis.unknown_member", {where});
            continue;
        }
        this->name(name);
        extension(value, where);
        out.members.emplace_back(std::move(name), std::move(value));
    }
    return out;
}

void Checker::kind_rules(const EventKind& kind, const Node& event) {
    std::string required = "eventTime,eventTimeZoneOffset";
    if (!kind.required.empty()) required += "," + std::string(kind.required);
    for (const auto name : split(required, ',')) {
        if (event.find(name) == nullptr) faults_.add(name, "epcis.missing", {std::string(name)});
    }
    bool tells = false;
    for (const auto name : split(kind.one_of, ',')) tells = tells || event.find(name) != nullptr;
    if (!tells) faults_.add("", "epcis.subject_missing", {replace_all(kind.one_of, ",", ", ")});
    const auto action = event.text_of("action");
    if (kind.type == "AggregationEvent" && (action == "ADD" || action == "DELETE") &&
        event.find("parentID") == nullptr) {
        faults_.add("parentID", "epcis.missing", {"parentID"});
    }
}

Node Checker::event(Node event) {
    const auto type = event.kind == Node::Kind::object ? event.text_of("type") : std::string_view();
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& row) { return row.type == type; });
    if (kind == kKinds.end()) {
        faults_.add("type", "epcis.event_type", {std::string(type)});
        return Node::of_object();
    }
    std::string excluded;
    for (const auto name : split(kOwnOfAnyKind, ',')) {
        if (!holds(kind->own, name)) excluded += (excluded.empty() ? "" : ",") + std::string(name);
    }
    Node out = Node::of_object();
    out.add("type", Node::of_text(std::string(kind->type)));
    auto body = object(std::move(event), event_shape(), "", excluded);
    // The id comes first, for people who look for it; everything else in the order of the table.
    if (auto* id = body.find("eventID")) out.add("eventID", *id);
    for (auto& [name, value] : body.members) {
        if (!name.is("eventID")) out.members.emplace_back(std::move(name), std::move(value));
    }
    kind_rules(*kind, out);
    return out;
}

}  // namespace

Node checked_event(Node event, const EpcisContext& context, EventFaults& faults) {
    return Checker(context, faults).event(std::move(event));
}

}  // namespace qy::collection
