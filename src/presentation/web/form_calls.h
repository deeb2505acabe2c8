#pragma once
// What pages with forms for people who are not signed in share: each sends what was filled in to a function, as a
// program would. (clause 6.5.1)
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "multipart.h"
#include "pages/form_page.h"
#include "site_pages.h"

namespace qy::presentation {

/// Asks a function of the open door as the page's visitor.
Result<Json> ask(PageCall& page, std::string_view function, JsonObject body);
/// A text member of an answer; empty when it is none.
[[nodiscard]] std::string text_in(const Json& value, std::string_view member);
/// The privacy policy in force, to which the form asks consent.
void put_policy(const PageCall& page, FormState& state);
/// For people: where a function tells programs what to call, they are told what to do.
[[nodiscard]] std::string words_of(const Error& error, Language language);
/// Puts the faults of an error into the form: beside their fields where it has them, the others above.
void put_faults(FormState& state, const Error& error, Language language,
                const std::function<bool(std::string_view name)>& has_field);

/// A form as it was sent: with files (multipart), or as browsers send it without. Views into the request's body.
class SentForm {
 public:
    /// Errors: invalid `form.malformed`; too_large `request.too_large` (16 KiB without files).
    static Result<SentForm> read(const transport::HttpRequest& request);
    /// Empty when it is not there. Lines end in "\n", however they came: browsers send two characters for what they
    /// count as one. Errors: invalid `form.malformed` (not UTF-8, or not percent-encoded as it should be).
    Result<std::string> text(std::string_view name) const;
    [[nodiscard]] std::string_view file(std::string_view name) const;

 private:
    std::string_view body_;
    std::vector<FormPart> parts_;
    bool has_files_ = false;
};

/// The reply to a form: what is secret in its address goes to no other site and into no cache.
[[nodiscard]] transport::HttpReply form_reply(const PageCall& page, int status, std::string html,
                                              std::string_view route);
/// The same with the status of an error; a wrong secret counts as a failure of the address.
[[nodiscard]] transport::HttpReply refused_form(const PageCall& page, const Error& error, std::string html,
                                                std::string_view route);
/// After a form: reloading the page must not send it again. `query`: "sent=1".
[[nodiscard]] transport::HttpReply redirect_after_form(const PageCall& page, const std::string& path,
                                                       std::string_view query);

}  // namespace qy::presentation
