// qiongyuan classes: the class and audience of everything that is stored or sent, for whoever assesses an installation.
// (clause 9.2.1)
#include <initializer_list>

#include "base/text.h"
#include "commands.h"
#include "model/data_table.h"
#include "model/field.h"

namespace qy::app {
namespace {

using model::to_string;

JsonArray stored_json() {
    JsonArray all;
    for (const auto& row : model::data_rows()) {
        for (const auto column : split(row.names, ',')) {
            all.push_back(JsonObject{{"table", row.table},
                                     {"column", column},
                                     {"class", to_string(row.data_class)},
                                     {"audience", to_string(row.audience)},
                                     {"kept", to_string(row.kept)}});
        }
    }
    return all;
}

JsonArray fields_json() {
    JsonArray all;
    for (const auto& row : model::fields()) {
        all.push_back(JsonObject{{"field", row.name},
                                 {"zh", row.zh},
                                 {"class", to_string(row.data_class)},
                                 {"audience", to_string(row.audience)},
                                 {"openable", row.openable},
                                 {"closable", model::is_closable(row)}});
    }
    return all;
}

JsonArray sent_json() {
    JsonArray all;
    for (const auto& one : model::sent_members()) {
        all.push_back(JsonObject{{"function", one.function},
                                 {"member", one.member},
                                 {"class", to_string(one.data_class)},
                                 {"audience", to_string(one.audience)}});
    }
    return all;
}

/// "stored party.identity_number personal recorder sealed".
void print_rows(std::string_view kind, const JsonArray& rows, std::initializer_list<std::string_view> members) {
    for (const auto& row : rows) {
        std::string line(kind);
        std::string_view before = " ";
        for (const auto member : members) {
            line.append(before).append(std::string(row.at(member).as_string()));
            before = member == "table" || member == "function" ? "." : " ";
        }
        print_line(line);
    }
}

}  // namespace

Exit run_classes(const CommandContext& context) {
    const auto stored = stored_json();
    const auto fields = fields_json();
    const auto sent = sent_json();
    if (context.talk.json) {
        print_json(JsonObject{{"stored", stored}, {"fields", fields}, {"sent", sent}});
        return Exit::done;
    }
    print_rows("stored", stored, {"table", "column", "class", "audience", "kept"});
    print_rows("field", fields, {"field", "class", "audience"});
    print_rows("sent", sent, {"function", "member", "class", "audience"});
    return Exit::done;
}

}  // namespace qy::app
