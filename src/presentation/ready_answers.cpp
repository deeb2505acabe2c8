#include "ready_answers.h"

namespace qy::presentation {

std::string ready_key(std::string_view code, Language language, bool chosen) {
    std::string key(code);
    key += language == Language::en ? 'e' : 'z';
    if (chosen) key += '!';
    return key;
}

}  // namespace qy::presentation
