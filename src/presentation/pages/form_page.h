#pragma once
// Forms of people who are not signed in: each is a row of one table, and calls one function. (clause 6.5.1)
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/secret.h"
#include "pages/page_context.h"
#include "pages/page_texts.h"

namespace qy::presentation {

enum class FormInput : std::uint8_t { text, phone, mail, password, code, roles, consent };

struct FormField {
    std::string_view name;  ///< member of the function's body
    Text label;
    FormInput input = FormInput::text;
    bool required = true;
};

/// What is told when it is done, with the member of the answer that fills {0}.
struct FormDone {
    Text words;
    std::string_view member = {};
};

struct FormPage {
    std::string_view path;      ///< first segment
    std::string_view function;  ///< of the route table
    Text title;
    Text lead;
    FormDone done;
    std::span<const FormField> fields;
    bool proof = false;    ///< opened by a link's secret behind the path; without one it asks for phone and code
    bool captcha = false;  ///< a question comes with it
};
[[nodiscard]] std::span<const FormPage> form_pages();
/// Null when no form has this path.
[[nodiscard]] const FormPage* find_form(std::string_view path);
/// Those that a proof without a link adds.
[[nodiscard]] std::span<const FormField> proof_fields();
/// The roles that a firm may tick: their names, and what they are called.
struct FormRole {
    std::string_view name;
    Text label;
};
[[nodiscard]] std::span<const FormRole> form_roles();

/// What people are told of an error whose message tells programs what to call.
[[nodiscard]] std::optional<Text> words_for_people(std::string_view code);

/// What stands in the form.
struct FormState {
    std::map<std::string, std::string, std::less<>> values;  ///< by name; a ticked role as "role.NAME"
    SecretText secret;                                       ///< of the link, or empty
    std::string captcha_id;
    std::string captcha_question;
    std::string policy_version;                              ///< in force; empty: no consent is asked for
    std::string policy_url;                                  ///< where it is read, or empty
    std::string fault;                                       ///< of the whole, in words; or empty
    std::map<std::string, std::string, std::less<>> faults;  ///< of single fields
    std::string lead;                                        ///< {0} of the lead
};
[[nodiscard]] std::string form_page(const FormPage& form, const FormState& state, const PageContext& context);
[[nodiscard]] std::string form_done_page(const FormPage& form, std::string_view told, const PageContext& context);

}  // namespace qy::presentation
