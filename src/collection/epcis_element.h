#pragma once
// One element of an XML event, and what it becomes.
#include <string>
#include <utility>
#include <vector>

#include "epcis_node.h"

namespace qy::collection {

struct XmlElement {
    NodeName name;
    std::vector<std::pair<NodeName, std::string>> attributes;
    std::vector<XmlElement> children;
    std::string text;
};

/// The tree that the JSON-LD form of the same event has: wrappers of EPCIS 1.2 (extension, baseExtension) are taken
/// off, lists are lists, numbers are numbers. `event` is the element of the event itself.
[[nodiscard]] Node event_node(const XmlElement& event);

}  // namespace qy::collection
