#include "size_rules.h"

#include <algorithm>
#include <regex>

namespace qy::checks {
namespace {

enum class Scope { space, type, function, other };

// By what stands between the last ; { or } and the brace.
Scope scope_of(const std::string& head) {
    static const std::regex kSpace(R"(\b(namespace|extern)\b[^()=]*$)");
    static const std::regex kType(R"(\b(class|struct|enum|union)\b[^()=]*$)");
    if (std::regex_search(head, kSpace)) return Scope::space;
    if (std::regex_search(head, kType)) return Scope::type;
    return head.find(')') != std::string::npos ? Scope::function : Scope::other;
}

std::string shortened(std::string head) {
    static const std::regex kSpaces(R"(\s+)");
    head = std::regex_replace(head, kSpaces, " ");
    return head.size() > 100 ? head.substr(0, 100) : head;
}

struct Open {
    Scope scope;
    std::string head;
    std::size_t line;
    std::size_t rows = 0;  // of a table inside the body
};

}  // namespace

std::vector<FunctionSize> functions_of(std::string_view text) {
    std::vector<FunctionSize> out;
    std::vector<Open> open;
    std::string head;
    std::size_t line = 1;
    int depth = 0;  // of braces inside a function or an initializer
    bool line_begins = true;
    for (const char c : code_only(text)) {
        if (c == '\n') ++line;
        if (line_begins && c == '{' && !open.empty()) ++open.back().rows;
        if (c != ' ') line_begins = c == '\n';
        const bool inside = !open.empty() && open.back().scope >= Scope::function;
        if (c == '{' && inside) {
            ++depth;
        } else if (c == '{') {
            open.push_back({scope_of(head), shortened(head), line});
            head.clear();
        } else if (c == '}' && inside && depth > 0) {
            --depth;
        } else if (c == '}' && !open.empty()) {
            const Open body = open.back();
            open.pop_back();
            if (body.scope == Scope::function) out.push_back({body.head, body.line, line - body.line + 1 - body.rows});
            head.clear();
        } else if (c == ';' && !inside) {
            head.clear();
        } else if (!inside) {
            head += c;
        }
    }
    return out;
}

}  // namespace qy::checks
