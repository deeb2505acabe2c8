#include "base/text.h"
#include "model/draft.h"

namespace qy::model {

namespace {

std::string label_of(const RowFault& fault, std::optional<Field> field, Language language) {
    if (field) return std::string(language == Language::zh ? row_of(*field).zh : row_of(*field).en);
    const auto& label = language == Language::zh ? fault.label : fault.label_en;
    return label.empty() ? fault.field : label;
}

}  // namespace

std::string fault_text(const RowFault& fault, Language language) {
    const auto field = field_of_name(fault.field);
    const std::size_t dot = fault.code.find('.');
    if (fault.field.empty() || dot == std::string::npos) return message_text(fault.code, fault.arguments, language);
    for (const auto& row : messages()) {
        if (row.code == fault.code) return message_text(fault.code, fault.arguments, language);
    }
    std::vector<std::string> arguments{label_of(fault, field, language)};
    arguments.insert(arguments.end(), fault.arguments.begin(), fault.arguments.end());
    return message_text('*' + fault.code.substr(dot), arguments, language);
}

}  // namespace qy::model
