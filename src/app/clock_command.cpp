// qiongyuan clock: whether the clock is believed where long spans count, and an operator's word that it is right.
#include "commands.h"
#include "operator_calls.h"

namespace qy::app {

Exit run_clock(const CommandContext& context, const std::string& reason) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    const JsonObject body = reason.empty() ? JsonObject() : JsonObject{{"reason", reason}};
    auto data = (*calls)->call(reason.empty() ? "clock.show" : "clock.confirm", body);
    if (!data.ok()) return tell(data.error(), context.talk);
    print_json(*data);
    return data->at("ahead").as_bool() ? Exit::faults : Exit::done;
}

}  // namespace qy::app
