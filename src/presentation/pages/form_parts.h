#pragma once
// Parts that the forms of consumers, drivers and those who are not users yet share.
#include <string_view>

#include "pages/form_page.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// What was filled in under this name; empty when nothing was.
[[nodiscard]] std::string_view value_of(const FormState& state, std::string_view name);
/// An alert; nothing for no words.
void write_fault(PageWriter& page, std::string_view words);
/// The fault of one field, where it has one.
void write_fault_of(PageWriter& page, const FormState& state, std::string_view name);

enum class PhotoFrom { files, camera };  ///< camera: it opens at once on phones
/// An input named "photo" with its label and the note below it.
void write_photo_input(PageWriter& page, PhotoFrom from, std::string_view note);

}  // namespace qy::presentation
