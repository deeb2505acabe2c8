// Any bytes as a file, all the way to drafts: each row has faults with words or events with one stored form.
#include "collection/drafts.h"

#include "base/assert.h"
#include "base/limits.h"
#include "base/text.h"

namespace {

using namespace qy;

const collection::Rules& rules() {
    static const auto words = collection::built_in_dictionary();
    static const auto tree = collection::built_in_categories();
    static const collection::Dictionary dictionary({words.begin(), words.end()});
    static const collection::CategoryRules categories({tree.begin(), tree.end()});
    static const collection::Rules all{dictionary, categories, Time::from_seconds(1'772'294'400)};
    return all;
}

void check_faults(const model::RowDraft& draft) {
    QY_ASSERT(draft.events.empty() && draft.faults.size() <= limits::row_faults_max);
    for (const auto& fault : draft.faults) {
        for (const auto language : {Language::zh, Language::en}) {
            const auto text = model::fault_text(fault, language);
            QY_ASSERT(!text.empty() && is_utf8(text));
        }
    }
}

template <class Draft, class Read>
void check_stored(const Draft& draft, Read read) {
    const auto stored = canonical_text(to_json(draft));
    QY_ASSERT(is_utf8(stored));
    const auto back = read(parse_json(stored).value());
    QY_ASSERT(back.ok() && *back == draft);
}

void check_draft(const model::RowDraft& draft) {
    QY_ASSERT(draft.source_hash.size() == 64);
    if (!draft.faults.empty()) {
        check_faults(draft);
        return;
    }
    QY_ASSERT(!draft.events.empty() && draft.events.size() <= 5);
    check_stored(draft.lot, &model::lot_draft_from_json);
    for (const auto& event : draft.events) check_stored(event, &model::event_draft_from_json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto table = collection::decode("", {data, size});
    if (!table.ok()) {
        for (const auto language : {Language::zh, Language::en}) {
            QY_ASSERT(is_utf8(message_text(table.error().code, table.error().arguments, language)));
        }
        return 0;
    }
    for (const auto& draft : collection::to_drafts(*table, rules())) check_draft(draft);
    return 0;
}
