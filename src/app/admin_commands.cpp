// qiongyuan init | migrate | config | trace | user ….

#include "base/hide_passwords.h"
#include "base/text.h"
#include "commands.h"
#include "first_run.h"
#include "model/trace_code.h"
#include "operator_calls.h"
#include "platform.h"
#include "storage/store.h"

namespace qy::app {
namespace {

JsonArray texts(const std::vector<std::string>& list) {
    JsonArray array;
    for (const auto& item : list) array.push_back(boost::json::value(item));
    return array;
}

std::string text_at(const Json& value, std::string_view member) {
    const auto* const found = value.is_object() ? value.as_object().if_contains(member) : nullptr;
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

/// One line an event: time, step, who, what lot, where.
void print_story(const Json& answer) {
    if (!answer.at("authenticity").is_null()) print_line("state: " + text_at(answer.at("authenticity"), "state"));
    if (answer.at("product").is_object()) print_line("product: " + text_at(answer.at("product"), "name"));
    if (answer.at("party").is_object()) print_line("party: " + text_at(answer.at("party"), "name"));
    if (answer.at("lot").is_object()) print_line("lot: " + text_at(answer.at("lot"), "lot_number"));
    for (const auto& event : answer.at("events").as_array()) {
        std::string line = text_at(event, "event_time") + "  " + text_at(event, "step") + "  " +
                           text_at(event.at("party"), "name") + "  [" + text_at(event, "lot_number") + "]";
        if (const auto place = text_at(event, "place"); !place.empty()) line += "  " + place;
        print_line(line);
    }
    for (const auto& range : answer.at("ranges").as_array()) {
        print_line("codes " + text_at(range, "first_code") + " … " + text_at(range, "last_code") + " → " +
                   text_at(range, "lot_number") + " " + text_at(range, "consignee"));
    }
    for (const auto& node : answer.at("candidates").as_array()) {
        print_line("candidate: " + text_at(node, "id") + "  " + text_at(node, "product") + "  " +
                   text_at(node, "lot_number") + "  " + text_at(node, "party"));
    }
}

/// By code, else lot number, else the newest lot of the first product of that name.
Result<Json> trace_of(OperatorCalls& calls, const std::string& text) {
    if (model::TraceCode::parse(text).ok()) return calls.call("trace.query", {{"code", text}});
    auto by_lot = calls.call("trace.query", {{"lot_number", text}});
    if (by_lot.ok() || by_lot.error().kind != ErrorKind::not_found) return by_lot;
    QY_TRY(found, calls.call("trace.search", {{"name", text}}));
    for (const auto& item : found.at("items").as_array()) {
        const auto& lots = item.at("lots").as_array();
        if (lots.empty()) continue;
        return calls.call("trace.query",
                          {{"lot_number", lots.front().at("lot_number")}, {"product", item.at("product").at("id")}});
    }
    return std::move(by_lot).error();
}

Exit call_and_print(const CommandContext& context, std::string_view function, const JsonObject& body) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call(function, body);
    if (!data.ok()) return tell(data.error(), context.talk);
    print_json(*data);
    return Exit::done;
}

}  // namespace

Exit run_init(const CommandContext& context) {
    auto platform = Platform::open(context.folder, context.settings, true);
    if (!platform.ok()) return tell(platform.error(), context.talk);
    print_line(std::string(words(context.talk, "已就绪：", "ready: ")) + context.folder);
    if (auto told = tell_first_run(**platform, context.talk, ""); !told.ok()) return tell(told.error(), context.talk);
    return Exit::done;
}

Exit run_migrate(const CommandContext& context) {
    auto platform = Platform::open(context.folder, context.settings, false);
    if (!platform.ok()) return tell(platform.error(), context.talk);
    print_line((*platform)->use().services.store.description());
    return Exit::done;
}

Exit run_config(const CommandContext& context) {
    for (const auto& setting : settings_table()) {
        const std::string value = hide_passwords(context.settings.as_text(setting.name));
        const std::string origin(to_string(context.settings.origin(setting.name)));
        if (context.talk.json) {
            print_json(JsonObject{{"name", setting.name},
                                  {"value", value},
                                  {"origin", origin},
                                  {"default", setting.default_text},
                                  {"unit", setting.unit},
                                  {"help", words(context.talk, setting.help_zh, setting.help)}});
            continue;
        }
        print_line(std::string(setting.name) + " = \"" + value + "\"  # " + origin + "; " +
                   std::string(words(context.talk, setting.help_zh, setting.help)));
    }
    return Exit::done;
}

Exit run_trace(const CommandContext& context, const std::string& text) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto answer = trace_of(**calls, text);
    if (!answer.ok()) return tell(answer.error(), context.talk);
    if (context.talk.json) {
        print_json(*answer);
    } else {
        print_story(*answer);
    }
    return Exit::done;
}

Exit run_user_add(const CommandContext& context, const UserAddOptions& options) {
    const auto password = read_secret_line();
    JsonObject body{{"name", options.name}, {"roles", texts(options.roles)}, {"password", password.expose()}};
    if (!options.party.empty()) body["party"] = options.party;
    return call_and_print(context, "user.add", body);
}

Exit run_user_role(const CommandContext& context, const std::string& name, const std::vector<std::string>& add,
                   const std::vector<std::string>& remove) {
    return call_and_print(context, "user.role", {{"name", name}, {"add", texts(add)}, {"remove", texts(remove)}});
}

}  // namespace qy::app
