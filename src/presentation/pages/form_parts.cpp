#include "pages/form_parts.h"

namespace qy::presentation {

std::string_view value_of(const FormState& state, std::string_view name) {
    const auto found = state.values.find(name);
    return found == state.values.end() ? std::string_view() : std::string_view(found->second);
}

void write_fault(PageWriter& page, std::string_view words) {
    if (!words.empty()) page.html.element("p", {{"class", "says bad"}, {"role", "alert"}}, words);
}

void write_fault_of(PageWriter& page, const FormState& state, std::string_view name) {
    const auto found = state.faults.find(name);
    if (found != state.faults.end()) write_fault(page, found->second);
}

void write_photo_input(PageWriter& page, PhotoFrom from, std::string_view note) {
    page.html.element("label", {{"for", "photo"}}, page.say(Text::ship_photo));
    page.html.leaf("input", {{"id", "photo"},
                             {"name", "photo"},
                             {"type", "file"},
                             {"accept", "image/jpeg,image/png,image/webp"},
                             from == PhotoFrom::camera ? Attribute("capture", "environment") : Attribute(),
                             {"aria-describedby", "photo-note"}});
    page.html.element("p", {{"id", "photo-note"}, {"class", "soft"}}, note);
}

}  // namespace qy::presentation
