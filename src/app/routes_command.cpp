// qiongyuan routes: every function with who may call it and what it leaves behind, and every path beside them.
// (clauses 8, 9.4.2)
#include <array>

#include "commands.h"
#include "presentation/api.h"
#include "presentation/web_app.h"

namespace qy::app {
namespace {

using presentation::Audit;
using presentation::Door;
using presentation::Needs;
using presentation::Once;

constexpr std::array<std::string_view, 3> kDoors{"open", "partner", "machine"};
constexpr std::array<std::string_view, 3> kOnce{"no", "with_answer", "by_rows"};
constexpr std::array<std::string_view, 3> kAudit{"no", "yes", "personal"};
static_assert(static_cast<std::size_t>(Door::machine) + 1 == kDoors.size());
static_assert(static_cast<std::size_t>(Once::by_rows) + 1 == kOnce.size());
static_assert(static_cast<std::size_t>(Audit::personal) + 1 == kAudit.size());

struct NeedName {
    Needs need;
    std::string_view name;
};
constexpr NeedName kNeeds[] = {{Needs::session, "session"},
                               {Needs::recent, "recent"},
                               {Needs::open_while_bound, "open_while_bound"},
                               {Needs::no_csrf_token, "no_csrf_token"},
                               {Needs::same_site, "same_site"},
                               {Needs::no_use, "no_use"}};

template <class Names, class Enum>
std::string_view name_of(const Names& names, Enum value) {
    return names.at(static_cast<std::size_t>(value));
}

JsonArray functions() {
    JsonArray all;
    for (const auto& route : presentation::routes()) {
        JsonArray needs;
        for (const auto& [need, name] : kNeeds) {
            if (has(route.needs, need)) needs.push_back(Json(name));
        }
        all.push_back(JsonObject{{"function", route.name},
                                 {"permission", model::to_string(route.permission)},
                                 {"door", name_of(kDoors, route.door)},
                                 {"once", name_of(kOnce, route.once)},
                                 {"audit", name_of(kAudit, route.audit)},
                                 {"needs", std::move(needs)},
                                 {"zh", route.zh},
                                 {"en", route.en}});
    }
    return all;
}

JsonArray paths() {
    JsonArray all;
    for (const auto& one : presentation::site_paths()) {
        const std::string_view listener = one.operations ? "operations" : "public";
        all.push_back(JsonObject{{"path", one.path}, {"methods", one.methods}, {"listener", listener}});
    }
    return all;
}

/// "function code.issue issue_codes partner with_answer yes".
void print_rows(std::string_view kind, const JsonArray& rows, std::initializer_list<std::string_view> members) {
    for (const auto& row : rows) {
        std::string line(kind);
        for (const auto member : members) line.append(" ").append(std::string(row.at(member).as_string()));
        print_line(line);
    }
}

}  // namespace

Exit run_routes(const CommandContext& context) {
    if (context.talk.json) {
        print_json(JsonObject{{"functions", functions()}, {"paths", paths()}});
        return Exit::done;
    }
    print_rows("function", functions(), {"function", "permission", "door", "once", "audit"});
    print_rows("path", paths(), {"path", "listener", "methods"});
    return Exit::done;
}

}  // namespace qy::app
