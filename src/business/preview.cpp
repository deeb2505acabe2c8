// What an upload would come to, without writing anything.
#include <functional>

#include "base/clock.h"
#include "base/limits.h"
#include "business/capture.h"
#include "business/registry.h"
#include "capture_row.h"
#include "collection/decode.h"
#include "collection/drafts.h"
#include "collection/epcis.h"
#include "field_rules.h"
#include "import_mapping.h"
#include "product_category.h"
#include "reference.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::size_t kRowsPerPiece = 1'000;

PreviewReport::Row shown_row(const collection::DecodedRow& row) {
    PreviewReport::Row shown{row.line, {}};
    for (const auto& cell : row.cells) shown.cells.emplace_back(model::row_of(cell.field).name, cell.text);
    for (const auto& cell : row.attributes) shown.cells.emplace_back(cell.name, cell.text);
    return shown;
}

Result<bool> is_known(storage::Reader& reader, const ReadyRow& row) {
    QY_TRY(outcome, outcome_of_known(reader, row));
    return outcome == model::RowOutcome::exists;
}

Result<void> add_row(storage::Reader& reader, const collection::DecodedRow& row, const model::RowDraft& draft,
                     model::PartyId recorder, PreviewReport& report) {
    if (report.first_rows.size() < limits::preview_rows_max) report.first_rows.push_back(shown_row(row));
    report.repeated += row.occurrence > 1 ? 1 : 0;
    auto ready = ready_row(draft, recorder);
    if (ready.faults.empty()) {
        ++report.good;
        QY_TRY(known, is_known(reader, ready));
        report.exists += known ? 1 : 0;
        return {};
    }
    ++report.faulty;
    if (report.faults.size() < limits::preview_faults_max) {
        report.faults.push_back({ready.line, model::RowOutcome::rejected, std::move(ready.faults)});
    }
    return {};
}

}  // namespace

Result<PreviewReport> Capture::preview_file(const Upload& upload, const model::Actor& actor) {
    QY_CHECK(check_recorder(actor, upload.recorder));
    if (collection::looks_like_epcis(upload.bytes)) return invalid("preview.not_rows");
    const Time now = services_.clock.now();
    QY_TRY(reference, reference_->at(services_.store, now));
    const auto party = upload.recorder ? upload.recorder : actor.party;
    auto said = upload.reading;
    said.attributes = &reference->categories.attribute_titles();
    QY_TRY(options, reading_for(services_.store, party, upload.file_name, upload.bytes, said));
    QY_TRY(source, collection::open_table(upload.file_name, upload.bytes, options));
    ProductCategories categories(services_.store, party);
    const collection::Rules rules{reference->dictionary, reference->categories, now, std::ref(categories)};
    QY_TRY(access, services_.store.read([](storage::Reader& reader) { return read_access_rows(reader); }));
    collection::RowIdentifier identifier;
    PreviewReport report;
    for (bool more = true; more;) {
        collection::DecodedTable piece;
        QY_TRY(further, source->read(kRowsPerPiece, piece));
        more = further;
        identifier.identify(piece.rows);
        refuse_fields(access, actor, piece);
        auto added = services_.store.read([&](storage::Reader& reader) -> Result<void> {
            for (const auto& row : piece.rows) {
                QY_CHECK(add_row(reader, row, collection::to_draft(row, rules), upload.recorder, report));
            }
            return {};
        });
        QY_CHECK(std::move(added));
    }
    QY_CHECK(categories.outcome());
    report.reading = source->facts();
    return report;
}

}  // namespace qy::business
