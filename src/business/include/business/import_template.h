#pragma once
// Workbooks to fill in: the columns that a category asks for, with choices, hints and an example. (clauses 5.2, 6.2.4)
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "base/result.h"
#include "business/services.h"
#include "model/field.h"

namespace qy::business {

struct TemplateColumn {
    model::Field field = model::Field::count_;
    std::string attribute = {};  ///< of the category, by name, when it is no field
    std::string title;           ///< as an import reads it
    bool required = false;
    std::string hint;
    std::string example;
    std::vector<std::string> choices;  ///< empty: anything may be written
    bool strict = false;               ///< nothing but a choice is taken
};

/// The columns of a category in the order of the field table: what names the lot, then the contents of the kinds of
/// information that its steps tell of (a service: its own kind), then the attributes of the category and of those above
/// it. Errors: not_found `category.not_found` {word}; those
/// of storage.
Result<std::vector<TemplateColumn>> template_columns(const Services& services, std::string_view category,
                                                     Language language);

/// Writes the workbook: a sheet to fill in, whose header is read by an import as it stands; a sheet that explains each
/// column with an example; the choices on a hidden sheet. Errors: as template_columns; unavailable `file.unwritable`
/// {path}.
Result<void> write_template(const Services& services, std::string_view category, Language language,
                            const std::filesystem::path& path);

}  // namespace qy::business
