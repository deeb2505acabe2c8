// qiongyuan permissions; qiongyuan submissions; qiongyuan user restore-role.
#include <cstdio>

#include "commands.h"
#include "model/rows_schema.h"
#include "model/submission.h"
#include "operator_calls.h"
#include "presentation/permission_matrix.h"

namespace qy::app {

Exit run_permissions(const CommandContext& context) {
    if (context.talk.json) {
        print_json(presentation::permission_matrix_json());
    } else {
        std::fputs(presentation::permission_matrix().c_str(), stdout);
    }
    return Exit::done;
}

Exit run_submissions(const CommandContext& context) {
    if (context.talk.json) {
        JsonArray rows;
        for (const auto& row : model::submission_transitions()) {
            rows.push_back(JsonObject{{"from", model::to_string(row.from)},
                                      {"verb", model::to_string(row.verb)},
                                      {"to", model::to_string(row.to)},
                                      {"who", model::to_string(row.hand)}});
        }
        print_json(rows);
    } else {
        std::fputs(model::submission_picture().c_str(), stdout);
    }
    return Exit::done;
}

Exit run_schema(const std::string& form) {
    std::fputs((form == "xsd" ? model::rows_xsd() : model::rows_json_schema()).c_str(), stdout);
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
