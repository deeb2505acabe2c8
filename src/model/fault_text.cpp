#include "base/text.h"
#include "model/draft.h"

namespace qy::model {

std::string fault_text(const RowFault& fault, Language language) {
    const auto field = field_of_name(fault.field);
    const std::size_t dot = fault.code.find('.');
    if (!field || dot == std::string::npos) return message_text(fault.code, fault.arguments, language);
    for (const auto& row : messages()) {
        if (row.code == fault.code) return message_text(fault.code, fault.arguments, language);
    }
    const auto& row = row_of(*field);
    std::vector<std::string> arguments{std::string(language == Language::zh ? row.zh : row.en)};
    arguments.insert(arguments.end(), fault.arguments.begin(), fault.arguments.end());
    return message_text('*' + fault.code.substr(dot), arguments, language);
}

}  // namespace qy::model
