#pragma once
// What prefixes and terms of a document mean: the entries of JSON-LD contexts and the namespaces of XML.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "epcis_node.h"

namespace qy::collection {

/// Prefixes and terms in scope. Built in: those of the EPCIS 2.0 context. Later entries win; gs1, cbv and epcis are
/// fixed.
class EpcisContext {
 public:
    EpcisContext();
    /// A prefix ("example" → "https://ns.example.com/epcis/") or a term ("myField" → "https://…/myField").
    void define(std::string_view word, std::string_view address);
    /// Takes an @context: an address, an object of entries, or a list of them. Addresses are not read.
    void take(const Node& context);
    /// "example:myField" or a defined term, as its namespace and local name.
    [[nodiscard]] NodeName name_of(std::string_view written) const;
    /// A CURIE under a prefix of the document, as its whole address; any other text as it is.
    [[nodiscard]] std::string expanded(std::string_view value) const;

 private:
    [[nodiscard]] const std::string* find(std::string_view word) const;
    std::vector<std::pair<std::string, std::string>> entries_;
};

}  // namespace qy::collection
