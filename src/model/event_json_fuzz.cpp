// Any JSON as a stored record: what is accepted is written in one form, and that form is read as the same.
#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"
#include "model/draft.h"
#include "model/trace_event.h"

namespace {

template <class Read>
void check_form(const qy::Json& record, Read read) {
    const auto first = read(record);
    if (!first.ok()) {
        QY_ASSERT(first.error().kind == qy::ErrorKind::corrupt);
        return;
    }
    const auto form = qy::canonical_text(to_json(*first));
    const auto stored = qy::parse_json(form);
    QY_ASSERT(stored.ok());
    const auto again = read(*stored);
    QY_ASSERT(again.ok());
    QY_ASSERT(qy::canonical_text(to_json(*again)) == form);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto record = qy::parse_json(qy::text_of({data, size}));
    if (!record.ok()) return 0;
    check_form(*record, &qy::model::event_from_json);
    check_form(*record, &qy::model::event_draft_from_json);
    check_form(*record, &qy::model::lot_draft_from_json);
    return 0;
}
