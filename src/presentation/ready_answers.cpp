#include "ready_answers.h"

#include "business/change_feed.h"
#include "business/trace_query.h"

namespace qy::presentation {

// Both rise, so their sum stays only while both stay.
ReadyMark ready_mark(const UseCases& use) {
    return {use.trace.changes() + static_cast<std::uint64_t>(use.changes.seen()), use.services.clock.now()};
}

std::string ready_key(std::string_view code, Language language, bool chosen) {
    std::string key(code);
    key += language == Language::en ? 'e' : 'z';
    if (chosen) key += '!';
    return key;
}

}  // namespace qy::presentation
