#include "apply.h"

#include "business/ledger.h"
#include "business/registry.h"
#include "catalogue_change.h"
#include "file_place.h"
#include "product_change.h"
#include "publish.h"
#include "storage/event_store.h"
#include "word_change.h"

namespace qy::business {
namespace {

using model::ChangeKind;

/// Publishes a row whose keys were reserved when it was submitted.
Result<void> apply_row(Publication& publication, const model::Submission& submission, const model::Change& change) {
    QY_TRY(row, row_content_from_json(change.content));
    QY_TRY(keys, row_keys(publication.writer, row));
    QY_TRY(published, publish_row(publication, row));
    for (std::size_t i = 0; i < published.size(); ++i) {
        QY_CHECK(storage::events::publish_key(publication.writer, keys[i].recorder, keys[i].reserved_key(),
                                              published[i].recorder, keys[i].key, published[i].event));
    }
    return hand_on_files(publication.writer, submission, row, published);
}

Result<void> apply_change(Publication& publication, const model::Submission& submission, const model::Change& change,
                          JsonArray& effects) {
    switch (change.kind) {
        case ChangeKind::row:
            return apply_row(publication, submission, change);
        case ChangeKind::product:
            return apply_product(publication, change);
        case ChangeKind::registry: {
            QY_TRY(outcome,
                   apply_registry_record(publication.writer, publication.services, change.content, publication.actor));
            if (outcome == model::RowOutcome::conflict) return conflict("registry.differs");
            return {};
        }
        case ChangeKind::catalogue: {
            QY_TRY(effect, apply_category_change(publication, change));
            effects.push_back(std::move(effect));
            return {};
        }
        case ChangeKind::dictionary: {
            QY_TRY(effect, apply_word_change(publication, change));
            effects.push_back(std::move(effect));
            return {};
        }
    }
    return internal("submission.kind");
}

}  // namespace

Result<void> apply_changes(Publication& publication, model::Submission& submission) {
    for (const auto& change : submission.changes) {
        QY_CHECK(apply_change(publication, submission, change, submission.effects));
        if (change.kind != ChangeKind::row) publication.known.forget();  // those kinds write past it
    }
    return {};
}

}  // namespace qy::business
