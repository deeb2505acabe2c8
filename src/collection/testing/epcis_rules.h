#pragma once
// What must be true of every EPCIS document that is read, for the fuzz targets of its two syntaxes.
#include "base/assert.h"
#include "base/text.h"
#include "collection/epcis.h"

namespace qy::collection {

inline void check_words(const model::RowFault& fault) {
    for (const auto language : {Language::zh, Language::en}) {
        const auto text = model::fault_text(fault, language);
        QY_ASSERT(!text.empty() && is_utf8(text));
    }
}

/// An event without faults, in the form that it is kept in, is read as the same event with the same hash.
inline void check_form(const EpcisEvent& event) {
    const auto again = decode_epcis_json(event.json);
    QY_ASSERT(again.ok() && again->events.size() == 1);
    const auto& same = again->events.front();
    QY_ASSERT(same.faults.empty());
    QY_ASSERT(same.json == event.json);
    QY_ASSERT(same.pre_hash == event.pre_hash);
    QY_ASSERT(same.hash == event.hash && same.event_id == event.event_id);
}

inline void check_document(const Result<EpcisDocument>& document) {
    if (!document.ok()) {
        check_words({"", document.error().code, document.error().arguments});
        return;
    }
    std::int64_t number = 0;
    for (const auto& event : document->events) {
        QY_ASSERT(event.number == ++number);
        for (const auto& fault : event.faults) check_words(fault);
        if (!event.faults.empty()) continue;
        QY_ASSERT(is_utf8(event.json) && is_utf8(event.pre_hash) && event.hash.starts_with("ni:///sha-256;"));
        check_form(event);
    }
}

}  // namespace qy::collection
