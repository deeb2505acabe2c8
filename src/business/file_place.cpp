#include "file_place.h"

#include <utility>

#include "base/media_limits.h"
#include "product_told.h"
#include "storage/catalogue_store.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/media_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::MediaSubject;
using storage::Reader;

constexpr std::pair<FilePlace, std::string_view> kOccasions[] = {{FilePlace::lot, ""},
                                                                 {FilePlace::product, "product"},
                                                                 {FilePlace::report, "report"},
                                                                 {FilePlace::record, "record"}};

std::string occasion_of(FilePlace place) {
    for (const auto& [one, name] : kOccasions) {
        if (one == place) return std::string(name);
    }
    return {};
}

FilePlace place_of_occasion(std::string_view occasion) {
    for (const auto& [one, name] : kOccasions) {
        if (name == occasion) return one;
    }
    return FilePlace::lot;
}

/// Of the events that a row made: with its lot, if that is the sender's; else with what the sender recorded. `own`: the
/// sender's, with whose things alone its files lie.
Result<std::optional<MediaPlace>> place_among(Reader& reader, const std::vector<model::EventId>& events,
                                              FilePlace wanted, const model::Reach& own) {
    std::optional<MediaPlace> own_event;
    std::optional<MediaPlace> own_lot;
    for (const auto id : events) {
        QY_TRY(event, storage::events::find(reader, model::Reach::everything(), id));
        if (!event) continue;
        const MediaPlace here{MediaSubject::event, id.number()};
        const bool mine = own.all || event->recorder == own.party;
        if (mine && wanted == FilePlace::report && model::kind_of(event->step) == model::InfoKind::inspection) {
            return std::optional(here);
        }
        if (mine && wanted == FilePlace::record) return std::optional(here);
        if (mine && !own_event) own_event = here;
        if (own_lot || !event->lot) continue;
        QY_TRY(lot, storage::lots::find(reader, own, event->lot));
        if (!lot) continue;
        own_lot = MediaPlace{MediaSubject::lot, lot->id.number()};
        if (wanted != FilePlace::product || !lot->product) continue;
        QY_TRY(product, storage::catalogue::find_product(reader, own, lot->product));
        if (product) return std::optional(MediaPlace{MediaSubject::product, product->id.number()});
    }
    return own_lot ? own_lot : own_event;
}

/// The key under which a row's event was taken; it may have been reserved before its recorder had an id.
Result<std::optional<storage::events::EventKey>> known_key(Reader& reader, const RowKey& key) {
    QY_TRY(found, storage::events::find_key(reader, key.recorder, key.reserved_key()));
    if (found || !key.recorder) return found;
    const RowKey unnamed{{}, key.recorder_name, key.key};
    return storage::events::find_key(reader, {}, unnamed.reserved_key());
}

/// The product of a row that speaks of it alone, if it is the owner's.
Result<std::optional<MediaPlace>> place_of_product(Reader& reader, const RowContent& row, const model::Reach& own) {
    QY_TRY(product, product_of(reader, row));
    if (!product || !(own.all || product->owner == own.party)) return std::optional<MediaPlace>();
    return std::optional(MediaPlace{MediaSubject::product, product->id.number()});
}

}  // namespace

Result<std::optional<MediaPlace>> place_of(Reader& reader, const FileTarget& target, const model::Actor& actor) {
    const model::Reach own{.all = actor.is_operator(), .party = actor.party};
    if (target.content.is_of_product()) {
        QY_TRY(place, place_of_product(reader, target.content, own));
        if (place) return place;
    }
    QY_TRY(keys, row_keys(reader, target.content));
    std::vector<model::EventId> events;
    model::SubmissionId submission;
    for (const auto& key : keys) {
        QY_TRY(known, known_key(reader, key));
        if (!known) continue;
        if (known->event) events.push_back(known->event);
        submission = known->submission;
    }
    if (!events.empty()) return place_among(reader, events, target.place, own);
    if (!submission) return std::optional<MediaPlace>();
    return std::optional(MediaPlace{MediaSubject::submission, submission.number(), occasion_of(target.place)});
}

Result<void> hand_on_files(storage::Writer& writer, const model::Submission& submission, const RowContent& row,
                           const std::vector<PublishedEvent>& published) {
    QY_TRY(files, storage::media::of_subject(writer, model::Reach::everything(), MediaSubject::submission,
                                             submission.id.number(), limits::media_per_subject_max));
    std::vector<model::EventId> events;
    for (const auto& one : published) events.push_back(one.event);
    for (const auto& file : files) {
        const auto own = model::Reach::of(file.party);
        QY_TRY(place, row.is_of_product() ? place_of_product(writer, row, own)
                                          : place_among(writer, events, place_of_occasion(file.occasion), own));
        if (place) QY_CHECK(storage::media::hand_on(writer, file.id, submission.id, place->subject, place->id));
    }
    return {};
}

}  // namespace qy::business
