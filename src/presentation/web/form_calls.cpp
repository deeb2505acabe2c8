#include "form_calls.h"

#include <algorithm>

#include "base/settings.h"
#include "base/text.h"
#include "caller.h"
#include "presentation/error_response.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kFormBytesMax = 16U << 10U;

Call call_of(PageCall& page) {
    fill_client(page.visitor, page.request);
    return {page.core.parts.use, page.actor, page.context.language, page.core.parts.base_url(), page.visitor};
}

}  // namespace

Result<Json> ask(PageCall& page, std::string_view function, JsonObject body) {
    const auto* const route = find_route(function);
    QY_ASSERT(route != nullptr && route->door == Door::open);
    auto call = call_of(page);
    QY_TRY(answer, call_function(*route, body, call));
    return std::move(answer.data);
}

std::string text_in(const Json& value, std::string_view member) {
    const auto* const object = value.if_object();
    const auto* const found = object == nullptr ? nullptr : object->if_contains(member);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

void put_policy(const PageCall& page, FormState& state) {
    const auto& settings = page.core.parts.use.services.settings;
    state.policy_version = settings.text("privacy.policy_version");
    state.policy_url = settings.text("privacy.policy_url");
}

std::string words_of(const Error& error, Language language) {
    if (const auto words = words_for_people(error.code)) return std::string(page_text(*words, language));
    return message_text(error.code, error.arguments, language);
}

void put_faults(FormState& state, const Error& error, Language language,
                const std::function<bool(std::string_view name)>& has_field) {
    const auto note = [&](const Error& one) {
        (has_field(one.path) ? state.faults[one.path] : state.fault) = words_of(one, language);
    };
    if (error.others.empty()) return note(error);
    for (const auto& one : error.others) note(one);
}

Result<SentForm> SentForm::read(const transport::HttpRequest& request) {
    const auto type = request.headers.find("content-type").value_or("");
    SentForm form;
    form.body_ = request.body;
    form.has_files_ = is_multipart(type);
    if (form.has_files_) {
        QY_TRY(parts, parse_multipart(type, request.body));
        form.parts_ = std::move(parts);
    } else if (request.body.size() > kFormBytesMax) {
        return too_large("request.too_large");
    }
    return form;
}

std::string_view SentForm::file(std::string_view name) const {
    const auto found = std::ranges::find(parts_, name, &FormPart::name);
    return found == parts_.end() ? std::string_view() : found->content;
}

Result<std::string> SentForm::text(std::string_view name) const {
    std::string value(file(name));
    if (!has_files_) {
        auto found = transport::query_parameter(body_, name);
        if (!found.ok()) return invalid("form.malformed");
        value = std::move(*found).value_or("");
    }
    if (!is_utf8(value)) return invalid("form.malformed");
    return replace_all(value, "\r\n", "\n");
}

transport::HttpReply form_reply(const PageCall& page, int status, std::string html, std::string_view route) {
    auto reply = html_reply(page.request, status, std::move(html), route);
    reply.headers.set("Referrer-Policy", "no-referrer");
    return reply;
}

transport::HttpReply refused_form(const PageCall& page, const Error& error, std::string html, std::string_view route) {
    auto reply = form_reply(page, status_of(error.kind), std::move(html), route);
    mark_refusal(page, error, reply);
    return reply;
}

transport::HttpReply redirect_after_form(const PageCall& page, const std::string& path, std::string_view query) {
    std::string location = path + "?" + std::string(query);
    if (page.context.language_chosen) location += page.context.language == Language::en ? "&lang=en" : "&lang=zh";
    return page_redirect(303, location);
}

}  // namespace qy::presentation
