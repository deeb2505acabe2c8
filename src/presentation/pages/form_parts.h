#pragma once
// Parts that the forms of consumers, drivers and those who are not users yet share.
#include <string>
#include <string_view>

#include "pages/form_page.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// What was filled in under this name; empty when nothing was.
[[nodiscard]] std::string_view value_of(const FormState& state, std::string_view name);
/// The fault of one field in words; empty when it has none.
[[nodiscard]] std::string_view fault_of(const FormState& state, std::string_view name);
/// An alert; nothing for no words.
void write_fault(PageWriter& page, std::string_view words);

/// The fault of one field: its words, and what ties its input to them for programs that read aloud. Without words it
/// writes nothing. Holds a view of them.
class FieldFault {
 public:
    /// `note`: the id of what describes the input besides; or empty.
    FieldFault(std::string_view name, std::string_view words, std::string_view note = {});
    [[nodiscard]] Attribute described() const {
        return ids_.empty() ? Attribute() : Attribute("aria-describedby", ids_);
    }
    [[nodiscard]] Attribute invalid() const { return words_.empty() ? Attribute() : Attribute("aria-invalid", "true"); }
    /// Below the input.
    void write(PageWriter& page) const;

 private:
    std::string id_;
    std::string ids_;
    std::string_view words_;
};

/// An input of one line. What is empty is left out.
struct TextInput {
    std::string_view name;  ///< its id too
    std::string_view label;
    std::string_view value = {};
    int length_max = 0;  ///< UTF-16 units, as browsers count
    std::string_view type = "text";
    std::string_view autocomplete = "off";
    std::string_view inputmode = {};
    bool required = false;
};
/// In a box of its own, with its label above and its fault, if any, below.
void write_text_input(PageWriter& page, const TextInput& input, std::string_view fault = {});

struct CheckBox {
    std::string_view name;
    std::string_view value;
    bool ticked = false;
    bool required = false;
};
void write_check_box(PageWriter& page, const CheckBox& box, std::string_view label, const FieldFault& fault);

enum class Consent { required, with_a_contact };
/// The box by which somebody consents to the privacy policy in force, and the way to its text; nothing where no consent
/// is asked for.
void write_consent(PageWriter& page, const FormState& state, std::string_view words, Consent consent);

/// The question that proves a person, where there is one.
void write_captcha(PageWriter& page, const FormState& state);

enum class PhotoFrom { files, camera };  ///< camera: it opens at once on phones
/// An input named "photo" with its label, the note and the fault below it.
void write_photo_input(PageWriter& page, PhotoFrom from, std::string_view note, std::string_view fault = {});

}  // namespace qy::presentation
