#include "epcis_node.h"

#include <algorithm>

#include "base/limits.h"

namespace qy::collection {

const Node* Node::find(std::string_view word) const {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first.is(word); });
    return found == members.end() ? nullptr : &found->second;
}

Node* Node::find(std::string_view word) {
    return const_cast<Node*>(std::as_const(*this).find(word));
}

std::string_view Node::text_of(std::string_view word) const {
    const auto* member = find(word);
    return member != nullptr && member->is_scalar() ? std::string_view(member->text) : std::string_view();
}

void EventFaults::add(std::string_view path, std::string_view code, std::vector<std::string> arguments) {
    const bool known = std::any_of(list_.begin(), list_.end(),
                                   [&](const auto& fault) { return fault.code == code && fault.field == path; });
    if (!known && list_.size() < limits::row_faults_max) {
        list_.push_back({std::string(path), std::string(code), std::move(arguments)});
    }
}

std::string path_to(std::string_view parent, std::string_view member) {
    return parent.empty() ? std::string(member) : std::string(parent) + '.' + std::string(member);
}

std::string path_to(std::string_view parent, std::size_t index) {
    return std::string(parent) + '[' + std::to_string(index) + ']';
}

}  // namespace qy::collection
