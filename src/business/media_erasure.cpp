// Media that go with a person or with time. Their files go when nothing needs them any more (ObjectKeeper::sweep).
#include "business/media_desk.h"
#include "storage/media_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kPage = 200;

Result<void> remove_all(storage::Writer& writer, const std::vector<model::Media>& all) {
    for (const auto& one : all) {
        QY_TRY(gone, storage::media::remove(writer, one));
        (void)gone;
    }
    return {};
}

/// Page by page, until none is left.
template <class Page>
Result<void> remove_each(storage::Writer& writer, Page page) {
    while (true) {
        QY_TRY(some, page());
        QY_CHECK(remove_all(writer, some));
        if (static_cast<std::int64_t>(some.size()) < kPage) return {};
    }
}

}  // namespace

Result<void> erase_media_of_event(storage::Writer& writer, model::EventId event) {
    return remove_each(writer, [&] {
        return storage::media::of_subject(writer, model::Reach::everything(), model::MediaSubject::event,
                                          event.number(), kPage);
    });
}

Result<void> erase_media_of_submission(storage::Writer& writer, model::SubmissionId submission) {
    QY_CHECK(remove_each(
        writer, [&] { return storage::media::of_submission(writer, model::Reach::everything(), submission, kPage); }));
    return remove_each(writer, [&] {
        return storage::media::of_subject(writer, model::Reach::everything(), model::MediaSubject::submission,
                                          submission.number(), kPage);
    });
}

Result<void> erase_media_of_party(storage::Writer& writer, model::PartyId party) {
    return remove_each(writer, [&] { return storage::media::of_party(writer, party, kPage); });
}

Result<std::int64_t> erase_old_media(storage::Writer& writer, Time before, std::int64_t rows_max) {
    QY_TRY(old, storage::media::older(writer, before, rows_max));
    QY_CHECK(remove_all(writer, old));
    return static_cast<std::int64_t>(old.size());
}

}  // namespace qy::business
