#include "transport/sms_gateway.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace qy::transport {
namespace {

using Values = std::array<std::pair<std::string_view, std::string_view>, 4>;

/// One pass: what a value holds is never filled in again.
std::string filled(std::string_view text, const Values& values) {
    std::string out;
    while (!text.empty()) {
        bool found = false;
        for (const auto& [name, value] : values) {
            if (!text.starts_with(name)) continue;
            out += value;
            text.remove_prefix(name.size());
            found = true;
            break;
        }
        if (found) continue;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

Json filled(const Json& value, const Values& values) {
    if (const auto* const text = value.if_string()) return Json(filled(std::string_view(*text), values));
    if (const auto* const list = value.if_array()) {
        JsonArray out;
        for (const auto& item : *list) out.push_back(filled(item, values));
        return out;
    }
    if (const auto* const object = value.if_object()) {
        JsonObject out;
        for (const auto& member : *object) out.emplace(member.key(), filled(member.value(), values));
        return out;
    }
    return value;
}

std::string plain_text(const Json& value) {
    return value.is_string() ? std::string(value.as_string()) : to_text(value);
}

}  // namespace

Result<SmsForm> SmsForm::make(std::string_view body, std::string_view expect,
                              const std::vector<std::string>& templates) {
    SmsForm form;
    auto parsed = parse_json(body);
    if (!parsed.ok() || !parsed->is_object()) return invalid("sms.body");
    form.body_ = *std::move(parsed);
    if (!expect.empty()) {
        const auto sign = expect.find('=');
        if (sign == std::string_view::npos || sign == 0) return invalid("sms.expect");
        for (const auto name : split(expect.substr(0, sign), '.')) form.expect_path_.emplace_back(trim(name));
        form.expect_value_ = trim(expect.substr(sign + 1));
    }
    for (const auto& one : templates) {
        const auto sign = one.find('=');
        if (sign == std::string::npos) return invalid("sms.templates", {one});
        form.templates_[std::string(trim(std::string_view(one).substr(0, sign)))] =
            trim(std::string_view(one).substr(sign + 1));
    }
    return form;
}

std::string SmsForm::body_of(const Sms& sms) const {
    const auto found = templates_.find(sms.kind);
    const std::string_view named = found == templates_.end() ? sms.kind : std::string_view(found->second);
    return to_text(
        filled(body_, {{{"{phone}", sms.phone}, {"{text}", sms.text}, {"{code}", sms.code}, {"{template}", named}}}));
}

bool SmsForm::is_accepted(std::string_view answer) const {
    if (expect_path_.empty()) return true;
    const auto parsed = parse_json(answer);
    if (!parsed.ok()) return false;
    const Json* at = &*parsed;
    for (const auto& name : expect_path_) {
        const auto* const object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains(name);
        if (at == nullptr) return false;
    }
    return plain_text(*at) == expect_value_;
}

SendReport SmsGateway::send(const Sms& sms) {
    const auto answer = client_->post({}, form_.body_of(sms));
    if (answer.report.sent != Sent::accepted) return answer.report;
    if (form_.is_accepted(answer.body)) return {Sent::accepted, {}};
    return {Sent::failed, "the gateway's answer is not the expected one"};
}

}  // namespace qy::transport
