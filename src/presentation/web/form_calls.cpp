#include "form_calls.h"

#include <algorithm>

#include "base/log.h"
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

std::string words_of(const Error& error, Language language) {
    return message_text(error.code, error.arguments, language);
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
    if (has_files_) {
        const auto content = file(name);
        if (!is_utf8(content)) return invalid("form.malformed");
        return std::string(content);
    }
    QY_TRY(value, transport::query_parameter(body_, name));
    return value.value_or("");
}

transport::HttpReply form_reply(const PageCall& page, int status, std::string html, std::string_view route) {
    auto reply = html_reply(page.request, status, std::move(html), route);
    reply.headers.set("Referrer-Policy", "no-referrer");
    return reply;
}

transport::HttpReply refused_form(const PageCall& page, const Error& error, std::string html, std::string_view route) {
    const int status = status_of(error.kind);
    if (status >= 500) {
        log::error("page.failed",
                   {{"code", error.code}, {"detail", error.detail.text}, {"request_id", page.request.request_id}});
    }
    auto reply = form_reply(page, status, std::move(html), route);
    reply.failure = error.kind == ErrorKind::unauthenticated && error.code != "login.captcha_required";
    reply.reason = error.code;
    return reply;
}

transport::HttpReply redirect_after_form(const PageCall& page, const std::string& path, std::string_view query) {
    std::string location = path + "?" + std::string(query);
    if (page.context.language_chosen) location += page.context.language == Language::en ? "&lang=en" : "&lang=zh";
    return page_redirect(303, location);
}

}  // namespace qy::presentation
