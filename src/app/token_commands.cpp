// qiongyuan user token [list | revoke].
#include <algorithm>

#include "base/limits.h"
#include "commands.h"
#include "operator_calls.h"

namespace qy::app {
namespace {

std::string text_at(const JsonObject& object, std::string_view member) {
    const auto* const found = object.if_contains(member);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

/// Id, user, state, end, last use, who made it, what it is for.
std::string line_of(const JsonObject& token) {
    std::string line = text_at(token, "id");
    for (const auto* const member : {"name", "state", "expires_at", "last_used_at", "created_by", "label"}) {
        const auto text = text_at(token, member);
        line.append("  ").append(text.empty() ? "-" : text);
    }
    return line;
}

/// Page by page; JSON is one array.
Result<JsonArray> all_tokens(OperatorCalls& calls, const std::string& name) {
    JsonArray tokens;
    JsonObject asked{{"limit", limits::list_items_max}};
    if (!name.empty()) asked["name"] = name;
    while (true) {
        QY_TRY(page, calls.call("user.list_tokens", asked));
        auto& items = page.as_object().at("items").as_array();
        std::move(items.begin(), items.end(), std::back_inserter(tokens));
        const auto next = text_at(page.as_object(), "next_cursor");
        if (next.empty()) return tokens;
        asked["cursor"] = next;
    }
}

}  // namespace

Exit run_user_token(const CommandContext& context, const TokenOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonObject body{{"name", options.name}, {"label", options.label}};
    if (options.days > 0) body["days"] = options.days;
    auto data = (*calls)->call("user.token", body);
    if (!data.ok()) return tell(data.error(), context.talk);
    if (context.talk.json) {
        print_json(*data);
    } else {
        print_line(text_at(data->as_object(), "token"));
    }
    return Exit::done;
}

Exit run_user_token_list(const CommandContext& context, const TokenOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto tokens = all_tokens(**calls, options.name);
    if (!tokens.ok()) return tell(tokens.error(), context.talk);
    if (context.talk.json) {
        print_json(*std::move(tokens));
        return Exit::done;
    }
    for (const auto& token : *tokens) print_line(line_of(token.as_object()));
    return Exit::done;
}

Exit run_user_token_revoke(const CommandContext& context, const TokenOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call("user.revoke_token", {{"token", options.id}});
    if (!data.ok()) return tell(data.error(), context.talk);
    print_json(*data);
    return Exit::done;
}

}  // namespace qy::app
