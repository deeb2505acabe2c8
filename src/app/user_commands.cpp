// qiongyuan user list | reset | lock.

#include "base/limits.h"
#include "base/text.h"
#include "commands.h"
#include "operator_calls.h"

namespace qy::app {
namespace {

std::string text_at(const JsonObject& object, std::string_view member) {
    const auto* const found = object.if_contains(member);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::string joined(const JsonObject& user, std::string_view member) {
    std::vector<std::string> texts;
    for (const auto& text : user.at(member).as_array()) texts.emplace_back(text.as_string());
    return texts.empty() ? "-" : join(texts, ",");
}

/// Who, state, roles, how far they reach, party, second factors, how many tokens, when last seen.
std::string line_of(const JsonObject& user) {
    std::string line = text_at(user, "name") + "  " + text_at(user, "state") + "  " + joined(user, "roles");
    if (user.at("damaged").as_bool()) line += " (roles damaged)";  // changed behind the program's back: it has none
    line += "  " + joined(user, "scopes") + "  " + text_at(user, "party") + "  " + joined(user, "second_factors");
    line += "  tokens:" + std::to_string(user.at("tokens").as_int64());
    const auto seen = text_at(user, "last_active_at");
    return line + "  " + (seen.empty() ? "-" : seen);
}

/// Every user, page by page; JSON is one array.
Result<JsonArray> all_users(OperatorCalls& calls) {
    JsonArray users;
    JsonObject asked{{"limit", limits::list_items_max}};
    while (true) {
        QY_TRY(page, calls.call("user.list", asked));
        for (auto& user : page.as_object().at("items").as_array()) users.push_back(std::move(user));
        const auto next = text_at(page.as_object(), "next_cursor");
        if (next.empty()) return users;
        asked["cursor"] = next;
    }
}

}  // namespace

Exit run_user_list(const CommandContext& context) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto users = all_users(**calls);
    if (!users.ok()) return tell(users.error(), context.talk);
    if (context.talk.json) {
        print_json(*std::move(users));
        return Exit::done;
    }
    for (const auto& user : *users) print_line(line_of(user.as_object()));
    return Exit::done;
}

Exit run_user_reset(const CommandContext& context, const UserResetOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonObject body{{"name", options.name}};
    if (options.password_stdin) {
        body["password"] = read_secret_line().expose();
        auto done = (*calls)->call("user.set_password", body);
        if (!done.ok()) return tell(done.error(), context.talk);
        print_json(*done);
        return Exit::done;
    }
    body["factors"] = options.factors;
    auto secret = (*calls)->call("user.reset", body);
    if (!secret.ok()) return tell(secret.error(), context.talk);
    if (context.talk.json) {
        print_json(*secret);
    } else {
        print_line(text_at(secret->as_object(), "secret"));
    }
    return Exit::done;
}

Exit run_user_lock(const CommandContext& context, const std::string& name, bool lift) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto done = (*calls)->call(lift ? "user.unlock" : "user.lock", {{"name", name}});
    if (!done.ok()) return tell(done.error(), context.talk);
    print_json(*done);
    return Exit::done;
}

}  // namespace qy::app
