#include "epcis_context.h"

#include <algorithm>

#include "base/limits.h"

namespace qy::collection {
namespace {

constexpr std::string_view kEpcis = "https://ref.gs1.org/epcis/";

constexpr std::pair<std::string_view, std::string_view> kBuiltIn[] = {
    {"gs1", "https://gs1.org/voc/"},
    {"cbv", "https://ref.gs1.org/cbv/"},
    {"epcis", kEpcis},
    {"cbvmda", "urn:epcglobal:cbv:mda"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"dcterms", "http://purl.org/dc/terms/"},
};

bool is_fixed(std::string_view prefix) {
    return prefix == "gs1" || prefix == "cbv" || prefix == "epcis";
}

// Schemes of addresses: never prefixes, whatever a document says.
bool is_scheme(std::string_view prefix) {
    return prefix == "http" || prefix == "https" || prefix == "urn" || prefix == "ni" || prefix == "geo";
}

bool ends_a_namespace(char c) {
    return c == '/' || c == '#' || c == ':';
}

}  // namespace

EpcisContext::EpcisContext() {
    for (const auto& [word, address] : kBuiltIn) entries_.emplace_back(word, address);
}

const std::string* EpcisContext::find(std::string_view word) const {
    const auto found =
        std::find_if(entries_.rbegin(), entries_.rend(), [&](const auto& entry) { return entry.first == word; });
    return found == entries_.rend() ? nullptr : &found->second;
}

void EpcisContext::define(std::string_view word, std::string_view address) {
    if (word.empty() || address.empty() || is_fixed(word) || is_scheme(word) || word.front() == '@') return;
    const auto known =
        std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == word; });
    if (known != entries_.end()) {
        known->second = address;
    } else if (entries_.size() < limits::epcis_context_entries_max) {
        entries_.emplace_back(word, address);
    }
}

void EpcisContext::take(const Node& context) {
    for (const auto& item : context.items) take(item);
    for (const auto& [name, value] : context.members) {
        if (value.kind == Node::Kind::text) define(name.local, value.text);
        if (value.kind != Node::Kind::object) continue;
        for (const auto& [key, inner] : value.members) {
            if (key.local == "@id") define(name.local, expanded(inner.text));
        }
    }
}

NodeName EpcisContext::name_of(std::string_view written) const {
    const auto colon = written.find(':');
    if (colon == std::string_view::npos) {
        const auto* address = find(written);
        const bool term = address != nullptr && address->find(':') != std::string::npos &&
                          !ends_a_namespace(address->back()) && address->ends_with(written);
        const auto space = term ? address->substr(0, address->size() - written.size()) : std::string();
        return {space == kEpcis ? std::string() : space, std::string(written), {}};
    }
    const auto prefix = written.substr(0, colon);
    const auto* space = is_scheme(prefix) ? nullptr : find(prefix);
    if (space == nullptr) return {{}, std::string(written), {}};
    if (prefix == "epcis") return {{}, std::string(written.substr(colon + 1)), {}};
    return {*space, std::string(written.substr(colon + 1)), std::string(prefix)};
}

std::string EpcisContext::expanded(std::string_view value) const {
    const auto colon = value.find(':');
    if (colon == std::string_view::npos) return std::string(value);
    const auto prefix = value.substr(0, colon);
    const auto* space = is_scheme(prefix) || value.substr(colon + 1).starts_with("//") ? nullptr : find(prefix);
    if (space == nullptr) return std::string(value);
    return *space + std::string(value.substr(colon + 1));
}

}  // namespace qy::collection
