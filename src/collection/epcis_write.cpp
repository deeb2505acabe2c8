#include "epcis_write.h"

#include <algorithm>

#include "base/json.h"

namespace qy::collection {
namespace {

using Prefixes = std::vector<std::pair<std::string, std::string>>;  // namespace → prefix, in order of appearance

bool is_prefix(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && letter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}

// Words that a prefix must not be: they have a meaning of their own in every document.
bool is_reserved(std::string_view text) {
    constexpr std::string_view kReserved[] = {"gs1", "cbv", "epcis", "http", "https", "urn", "ni", "geo", "type", "id"};
    return std::find(std::begin(kReserved), std::end(kReserved), text) != std::end(kReserved);
}

class Writer {
 public:
    std::string write(const Node& event) {
        collect(event);
        value(event, true);
        return std::move(out_);
    }

 private:
    [[nodiscard]] bool taken(std::string_view prefix) const {
        return std::any_of(prefixes_.begin(), prefixes_.end(),
                           [&](const auto& known) { return known.second == prefix; });
    }
    void know(const NodeName& name) {
        for (const auto& known : prefixes_) {
            if (known.first == name.space) return;
        }
        std::string prefix = name.prefix;
        if (!is_prefix(prefix) || is_reserved(prefix)) prefix.clear();
        for (std::size_t i = 1; prefix.empty() || taken(prefix); ++i) prefix = "ns" + std::to_string(i);
        prefixes_.emplace_back(name.space, std::move(prefix));
    }
    void collect(const Node& node) {
        for (const auto& item : node.items) collect(item);
        for (const auto& [name, inner] : node.members) {
            if (!name.space.empty() && !is_fixed(name)) know(name);
            collect(inner);
        }
    }
    static bool is_fixed(const NodeName& name) {
        return (name.prefix == "gs1" && name.space == "https://gs1.org/voc/") ||
               (name.prefix == "cbv" && name.space == "https://ref.gs1.org/cbv/");
    }
    [[nodiscard]] std::string written(const NodeName& name) const {
        if (name.space.empty()) return name.local;
        if (is_fixed(name)) return name.prefix + ":" + name.local;
        const auto known = std::find_if(prefixes_.begin(), prefixes_.end(),
                                        [&](const auto& pair) { return pair.first == name.space; });
        return known->second + ":" + name.local;
    }
    void text(std::string_view value) { out_ += to_text(Json(value)); }
    void context() {
        out_ += "\"@context\":[{";
        for (const auto& [space, prefix] : prefixes_) {
            if (out_.back() != '{') out_ += ',';
            text(prefix);
            out_ += ':';
            text(space);
        }
        out_ += "}],";
    }
    void object(const Node& node, bool top) {
        out_ += '{';
        if (top && !prefixes_.empty()) context();
        bool first = true;
        for (const auto& [name, inner] : node.members) {
            if (!first) out_ += ',';
            first = false;
            text(written(name));
            out_ += ':';
            value(inner, false);
        }
        out_ += '}';
    }
    void value(const Node& node, bool top) {
        switch (node.kind) {
            case Node::Kind::null:
                out_ += "null";
                return;
            case Node::Kind::text:
                return text(node.text);
            case Node::Kind::number:
            case Node::Kind::flag:
                out_ += node.text;
                return;
            case Node::Kind::list:
                out_ += '[';
                for (std::size_t i = 0; i < node.items.size(); ++i) {
                    if (i > 0) out_ += ',';
                    value(node.items[i], false);
                }
                out_ += ']';
                return;
            case Node::Kind::object:
                return object(node, top);
        }
    }

    Prefixes prefixes_;
    std::string out_;
};

}  // namespace

std::string json_of(const Node& event) {
    return Writer().write(event);
}

}  // namespace qy::collection
