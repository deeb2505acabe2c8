// qiongyuan keys list | rotate | rewrap | export-public. (interfaces: command line)
#include "commands.h"
#include "operator_calls.h"
#include "out_file.h"

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

/// PEM blocks, each below a line that says which key it is; readers of PEM pass over such lines.
std::string pem_text(const Json& data) {
    std::string text;
    for (const auto& key : data.at("keys").as_array()) {
        text += "# " + text_of(key, "purpose") + " epoch " + text_of(key, "epoch") + ", key " + text_of(key, "id") +
                ", " + text_of(key, "state") + ", made " + text_of(key, "created_at") + ", SM3 " +
                text_of(key, "fingerprint") + "\n" + text_of(key, "pem");
    }
    return text;
}

}  // namespace

Exit run_keys_export_public(const CommandContext& context, const std::string& path) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call("key.export_public", {});
    if (!data.ok()) return tell(data.error(), context.talk);
    OutFile file(path);
    auto written = file.put(context.talk.json ? to_text(*data) + "\n" : pem_text(*data));
    if (written.ok()) written = file.close();
    return written.ok() ? Exit::done : tell(written.error(), context.talk);
}

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
