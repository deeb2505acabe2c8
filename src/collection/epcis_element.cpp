#include "epcis_element.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "epcis_shape.h"

namespace qy::collection {
namespace {

bool is_own(const NodeName& name) {
    return name.space.empty() || name.space.starts_with("urn:epcglobal:epcis");
}

bool is_schema_instance(const NodeName& name) {
    return name.space == "http://www.w3.org/2001/XMLSchema-instance";
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// XML Schema's doubles as JSON writes them: "+5", ".5", "007" and "5." are "5", "0.5", "7" and "5".
std::string json_number(std::string_view text) {
    std::string_view rest = trim(text);
    std::string out;
    if (rest.starts_with('-')) out += '-';
    if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
    while (rest.size() > 1 && rest[0] == '0' && is_digit(rest[1])) rest.remove_prefix(1);
    if (rest.starts_with('.')) out += '0';
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const bool bare_point = rest[i] == '.' && (i + 1 == rest.size() || !is_digit(rest[i + 1]));
        if (!bare_point) out += rest[i];
    }
    return out;
}

// A number of JSON's grammar: [-] digits [. digits] [e [sign] digits].
bool is_json_number(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at > start;
    };
    if (!digits()) return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits()) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (!digits()) return false;
    }
    return at == text.size();
}

Node scalar_node(const Shape& shape, std::string_view text) {
    Node node = Node::of_text(std::string(trim(text)));
    if (shape.form == Form::number) {
        auto number = json_number(text);
        if (is_json_number(number)) node = {Node::Kind::number, std::move(number), {}, {}};
    }
    if (shape.form == Form::flag && (node.text == "true" || node.text == "1"))
        node = {Node::Kind::flag, "true", {}, {}};
    if (shape.form == Form::flag && (node.text == "false" || node.text == "0")) {
        node = {Node::Kind::flag, "false", {}, {}};
    }
    return node;
}

// Members of one name stand together: the second makes a list of them.
void add_extension(Node& object, const NodeName& name, Node value) {
    if (object.members.size() > limits::epcis_members_max) return;  // more than there may be: told by the check
    for (auto& [known, present] : object.members) {
        if (!known.same(name)) continue;
        if (present.kind != Node::Kind::list) present = Node::of_list({std::move(present)});
        present.items.push_back(std::move(value));
        return;
    }
    object.members.emplace_back(name, std::move(value));
}

Node extension_node(const XmlElement& element) {
    const auto text = trim(element.text);
    if (element.children.empty() && element.attributes.empty()) return Node::of_text(std::string(text));
    Node object = Node::of_object();
    for (const auto& [name, value] : element.attributes) {
        if (!is_schema_instance(name)) add_extension(object, name, Node::of_text(value));
    }
    for (const auto& child : element.children) add_extension(object, child.name, extension_node(child));
    if (!text.empty()) object.add("#text", Node::of_text(std::string(text)));
    return object;
}

Node object_node(const XmlElement& element, std::span<const Shape> shapes);

Node entry_node(const Shape& shape, const XmlElement& element) {
    if (shape.form == Form::extension) return object_node(element, {});
    if (shape.form != Form::object) return scalar_node(shape, element.text);
    Node node = object_node(element, shape.inner);
    // <source type="…">urn:…</source>: the text is the member that is called like the element.
    const auto* inner = find_shape(shape.inner, shape.item);
    const auto text = trim(element.text);
    if (inner != nullptr && !text.empty()) node.add(std::string(inner->name), scalar_node(*inner, text));
    return node;
}

void add_own(Node& object, const Shape& shape, const XmlElement& element) {
    auto* present = object.find(shape.name);
    if (shape.times == Times::wrapped) {
        if (present == nullptr) {
            object.add(std::string(shape.name), Node::of_list({}));
            present = object.find(shape.name);
        }
        for (const auto& child : element.children) present->items.push_back(entry_node(shape, child));
        return;
    }
    Node value = entry_node(shape, element);
    if (present == nullptr) {
        object.add(std::string(shape.name), shape.times == Times::repeated ? Node::of_list({std::move(value)}) : value);
    } else if (shape.times == Times::once) {
        object.add(std::string(shape.name), std::move(value));  // twice: told by the check
    } else {
        if (present->kind != Node::Kind::list) *present = Node::of_list({std::move(*present)});
        present->items.push_back(std::move(value));
    }
}

void add_children(Node& object, const XmlElement& element, std::span<const Shape> shapes) {
    for (const auto& child : element.children) {
        const auto* shape = is_own(child.name) ? find_shape(shapes, child.name.local) : nullptr;
        const bool wrapper = child.name.is("extension") || child.name.is("baseExtension");
        if (shape != nullptr) {
            add_own(object, *shape, child);
        } else if (wrapper && !shapes.empty()) {
            add_children(object, child, shapes);
        } else {
            add_extension(object, child.name, extension_node(child));
        }
    }
}

Node object_node(const XmlElement& element, std::span<const Shape> shapes) {
    Node object = Node::of_object();
    for (const auto& [name, value] : element.attributes) {
        if (is_schema_instance(name)) continue;
        const auto* shape = is_own(name) ? find_shape(shapes, name.local) : nullptr;
        if (shape != nullptr) {
            object.add(std::string(shape->name), scalar_node(*shape, value));
        } else {
            add_extension(object, name, Node::of_text(value));
        }
    }
    add_children(object, element, shapes);
    return object;
}

}  // namespace

Node event_node(const XmlElement& event) {
    Node node = object_node(event, event_shape());
    node.members.insert(node.members.begin(), {NodeName{{}, "type", {}}, Node::of_text(event.name.local)});
    return node;
}

}  // namespace qy::collection
