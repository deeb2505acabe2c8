// qiongyuan permissions; qiongyuan submissions; qiongyuan label-orders; qiongyuan user restore-role.
#include <cstdio>
#include <span>

#include "commands.h"
#include "model/answer_schema.h"
#include "model/label_order.h"
#include "model/rows_schema.h"
#include "model/submission.h"
#include "operator_calls.h"
#include "presentation/permission_matrix.h"

namespace qy::app {
namespace {

/// A table of states: its rows, or the picture of the documents.
template <class Transition>
Exit print_states(const CommandContext& context, std::span<const Transition> transitions, const std::string& picture) {
    if (!context.talk.json) {
        std::fputs(picture.c_str(), stdout);
        return Exit::done;
    }
    JsonArray rows;
    for (const auto& row : transitions) {
        rows.push_back(JsonObject{{"from", to_string(row.from)},
                                  {"verb", to_string(row.verb)},
                                  {"to", to_string(row.to)},
                                  {"who", to_string(row.hand)}});
    }
    print_json(rows);
    return Exit::done;
}

}  // namespace

Exit run_permissions(const CommandContext& context) {
    if (context.talk.json) {
        print_json(presentation::permission_matrix_json());
    } else {
        std::fputs(presentation::permission_matrix().c_str(), stdout);
    }
    return Exit::done;
}

Exit run_submissions(const CommandContext& context) {
    return print_states(context, model::submission_transitions(), model::submission_picture());
}

Exit run_label_orders(const CommandContext& context) {
    return print_states(context, model::label_order_transitions(), model::label_order_picture());
}

Exit run_schema(const CommandContext& context, const std::string& form, const std::string& function) {
    const bool xsd = form == "xsd";
    std::optional<std::string> schema;
    if (function.empty()) {
        schema = xsd ? model::rows_xsd() : model::rows_json_schema();
    } else {
        schema = xsd ? model::answer_xsd(function) : model::answer_json_schema(function);
    }
    if (!schema) return tell(not_found("route.unknown"), context.talk);
    std::fputs(schema->c_str(), stdout);
    return Exit::done;
}

Exit run_user_restore_role(const CommandContext& context, const std::string& role) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto done = (*calls)->call("role.restore", {{"role", role}});
    if (!done.ok()) return tell(done.error(), context.talk);
    print_json(*done);
    return Exit::done;
}

}  // namespace qy::app
