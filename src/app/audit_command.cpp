// qiongyuan audit verify | export | adopt. (clause 9.3.2)
#include <charconv>
#include <optional>

#include "commands.h"
#include "operator_calls.h"
#include "out_file.h"

namespace qy::app {
namespace {

std::string text_at(const JsonObject& object, std::string_view member) {
    const auto* const found = object.if_contains(member);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

/// "POSITION:HASH" as members of the call; nullopt when it is no such text.
std::optional<JsonObject> verify_body(const std::string& head) {
    if (head.empty()) return JsonObject();
    const auto colon = head.find(':');
    std::int64_t position = 0;
    const char* const end = head.data() + std::min(colon, head.size());
    const auto [stop, fault] = std::from_chars(head.data(), end, position);
    if (colon == std::string::npos || fault != std::errc() || stop != end) return std::nullopt;
    return JsonObject{{"head_position", position}, {"head_hash", head.substr(colon + 1)}};
}

void print_check(const JsonObject& check, const Talk& talk) {
    print_line(std::string(words(talk, "记录 ", "records ")) + text_at(check, "records") +
               std::string(words(talk, "，签名封条 ", ", seals ")) + text_at(check, "seals") +
               std::string(words(talk, "，链头 ", ", head ")) + text_at(check, "last") + ":" + text_at(check, "head"));
    for (const auto& fault : check.at("faults").as_array()) {
        const std::string code = text_at(fault.as_object(), "code");
        print_line(code + ": " + message_text(code, {text_at(fault.as_object(), "position")}, talk.language));
    }
}

}  // namespace

Exit run_audit_verify(const CommandContext& context, const std::string& head) {
    const auto body = verify_body(head);
    if (!body) {
        tell(invalid("audit.kept_head"), context.talk);
        return Exit::usage;
    }
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call("audit.verify", *body);
    if (!data.ok()) return tell(data.error(), context.talk);
    const auto& check = data->as_object();
    if (context.talk.json) {
        print_json(check);
    } else {
        print_check(check, context.talk);
    }
    return check.at("faults").as_array().empty() ? Exit::done : Exit::faults;
}

Exit run_audit_export(const CommandContext& context, const AuditExportOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonObject body;
    if (!options.format.empty()) body["format"] = options.format;
    if (!options.from.empty()) body["from"] = options.from;
    if (!options.until.empty()) body["until"] = options.until;
    auto written = download_to(**calls, "audit.export", body, options.file);
    return written.ok() ? Exit::done : tell(written.error(), context.talk);
}

Exit run_audit_adopt(const CommandContext& context, const std::string& reason) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call("audit.adopt", {{"reason", reason}});
    if (!data.ok()) return tell(data.error(), context.talk);
    print_json(*data);
    return Exit::done;
}

}  // namespace qy::app
