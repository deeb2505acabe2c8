// qiongyuan keys list | rotate | rewrap. (interfaces: command line)
#include "commands.h"
#include "operator_calls.h"

namespace qy::app {
namespace {

std::string text_of(const Json& object, std::string_view member) {
    const auto& value = object.at(member);
    if (value.is_string()) return std::string(value.as_string());
    return value.is_int64() ? std::to_string(value.as_int64()) : std::string();
}

void print_keys(const Json& data) {
    for (const auto& key : data.at("keys").as_array()) {
        print_line(text_of(key, "purpose") + "  " + text_of(key, "epoch") + "  " + text_of(key, "id") + "  " +
                   text_of(key, "state") + "  " + text_of(key, "created_at"));
    }
    for (const auto& one : data.at("sealing").as_array()) {
        const std::string state =
            one.at("done").as_bool() ? "done" : text_of(one, "passed") + " looked at in this pass";
        print_line("sealing " + text_of(one, "relation") + ": epoch " + text_of(one, "epoch") + ", " +
                   text_of(one, "renewed") + " sealed anew, " + text_of(one, "damaged") + " damaged, " + state);
    }
}

}  // namespace

Exit run_keys(const CommandContext& context, std::string_view function, const JsonObject& body) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call(function, body);
    if (!data.ok()) return tell(data.error(), context.talk);
    if (context.talk.json || function != "key.list") {
        print_json(*data);
    } else {
        print_keys(*data);
    }
    return Exit::done;
}

}  // namespace qy::app
