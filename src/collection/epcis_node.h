#pragma once
// One EPCIS event as a tree: what JSON-LD and XML say alike. Numbers keep their text; names know their namespace.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/draft.h"

namespace qy::collection {

/// A member's name. `space` is the namespace of an extension ("https://ns.example.com/epcis/"), empty for the words of
/// EPCIS itself and for names without a known namespace, which then stand whole in `local`. `prefix` is what the
/// document called the namespace: a hint for writing, no part of the name.
struct NodeName {
    std::string space;
    std::string local;
    std::string prefix;
    [[nodiscard]] bool is(std::string_view word) const { return space.empty() && local == word; }
    [[nodiscard]] bool same(const NodeName& other) const { return space == other.space && local == other.local; }
    /// "{https://ns.example.com/epcis/}myField", or the local name alone.
    [[nodiscard]] std::string braced() const { return space.empty() ? local : "{" + space + "}" + local; }
};

struct Node {
    enum class Kind : std::uint8_t { null, text, number, flag, list, object };
    using Member = std::pair<NodeName, Node>;

    Kind kind = Kind::null;
    std::string text;             ///< of a text; of a number as it was written; "true" or "false" of a flag
    std::vector<Node> items;      ///< of a list
    std::vector<Member> members;  ///< of an object, in the order of the document

    // Declared, because a member holds a whole node: what is generated inside the type would need the type to be whole.
    Node();
    Node(Kind what, std::string written, std::vector<Node> list, std::vector<Member> object);
    [[nodiscard]] static Node of_text(std::string value);
    [[nodiscard]] static Node of_list(std::vector<Node> values);
    [[nodiscard]] static Node of_object();
    [[nodiscard]] bool is_scalar() const { return kind != Kind::list && kind != Kind::object; }
    /// A member of EPCIS's own by its name; null when it is not there.
    [[nodiscard]] const Node* find(std::string_view word) const;
    [[nodiscard]] Node* find(std::string_view word);
    /// The text of a scalar member; "" when it is not there.
    [[nodiscard]] std::string_view text_of(std::string_view word) const;
    void add(std::string word, Node value);
};

inline Node::Node() = default;
inline Node::Node(Kind what, std::string written, std::vector<Node> list, std::vector<Member> object)
    : kind(what), text(std::move(written)), items(std::move(list)), members(std::move(object)) {}
inline Node Node::of_text(std::string value) {
    return {Kind::text, std::move(value), {}, {}};
}
inline Node Node::of_list(std::vector<Node> values) {
    return {Kind::list, {}, std::move(values), {}};
}
inline Node Node::of_object() {
    return {Kind::object, {}, {}, {}};
}
inline void Node::add(std::string word, Node value) {
    members.emplace_back(NodeName{{}, std::move(word), {}}, std::move(value));
}

/// Faults of one event, at most limits::row_faults_max; `field` of each is its path in the event.
class EventFaults {
 public:
    void add(std::string_view path, std::string_view code, std::vector<std::string> arguments = {});
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] std::vector<model::RowFault> take() && { return std::move(list_); }

 private:
    std::vector<model::RowFault> list_;
};

/// "sensorElementList[0].sensorReport": the path of a member, of an item.
[[nodiscard]] std::string path_to(std::string_view parent, std::string_view member);
[[nodiscard]] std::string path_to(std::string_view parent, std::size_t index);

}  // namespace qy::collection
