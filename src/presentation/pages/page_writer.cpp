#include "pages/page_writer.h"

#include "pages/format.h"

namespace qy::presentation {

Attribute PageWriter::language_of(std::string_view contents) const {
    if (language() == Language::zh || !has_chinese(contents)) return {};
    return {"lang", "zh-CN"};
}

std::string PageWriter::link(std::string_view path_and_query) const {
    std::string made(path_and_query);
    if (!context.language_chosen) return made;
    made += made.find('?') == std::string::npos ? '?' : '&';
    made += language() == Language::en ? "lang=en" : "lang=zh";
    return made;
}

std::string PageWriter::label(std::string_view dictionary, std::string_view code) const {
    if (context.label_of) {
        if (auto found = context.label_of(dictionary, code, language()); !found.empty()) return found;
    }
    return std::string(code);
}

}  // namespace qy::presentation
