// What an upload would come to, without writing anything.
#include <algorithm>
#include <numeric>
#include <utility>

#include "base/clock.h"
#include "base/import_limits.h"
#include "base/limits.h"
#include "business/capture.h"
#include "business/registry.h"
#include "capture_row.h"
#include "collection/bundle.h"
#include "collection/decode.h"
#include "collection/drafts.h"
#include "collection/epcis.h"
#include "collection/product_codes.h"
#include "field_rules.h"
#include "file_matcher.h"
#include "import_mapping.h"
#include "known_products.h"
#include "reference.h"
#include "storage/store.h"
#include "trial.h"

namespace qy::business {
namespace {

using model::RowOutcome;
using model::RowStatus;

constexpr std::size_t kRowsPerPiece = 1'000;

PreviewReport::Row shown_row(const collection::DecodedRow& row) {
    PreviewReport::Row shown{row.line, {}};
    for (const auto& cell : row.cells) shown.cells.emplace_back(model::row_of(cell.field).name, cell.text);
    for (const auto& cell : row.attributes) shown.cells.emplace_back(cell.name, cell.text);
    return shown;
}

/// Takes all rows in their order, as an import does; what waits for another row is tried again as long as that helps.
Result<std::vector<RowStatus>> take_all(storage::Writer& writer, const Services& services, const CaptureTask& task,
                                        const std::vector<ReadyRow>& rows) {
    auto publication = publication_of(writer, services, task);
    QY_CHECK(begin_import(writer, task, "", publication.now));
    std::vector<RowStatus> statuses(rows.size());
    std::vector<std::size_t> turn(rows.size());
    std::iota(turn.begin(), turn.end(), std::size_t{0});
    while (!turn.empty()) {
        std::vector<std::size_t> waiting;
        for (const auto i : turn) {
            QY_TRY(captured, try_row(publication, task, rows[i]));
            statuses[i] = std::move(captured.status);
            if (waits_for_another_row(statuses[i])) waiting.push_back(i);
        }
        if (waiting.size() == turn.size()) break;
        turn = std::move(waiting);
    }
    return statuses;
}

/// Puts together what becomes of rows.
class Previewer {
 public:
    Previewer(const Services& services, const model::Actor& actor, model::PartyId recorder, PreviewReport& report)
        : services_(services), task_{actor, recorder, services.ids.next<model::ImportId>()}, report_(report) {}

    Result<void> add(storage::Reader& reader, const collection::DecodedRow& row, const model::RowDraft& draft) {
        if (report_.first_rows.size() < limits::preview_rows_max) report_.first_rows.push_back(shown_row(row));
        report_.repeated += row.occurrence > 1 ? 1 : 0;
        auto ready = ready_row(draft, task_.recorder);
        if (ready.faults.empty() && tried_.size() < limits::preview_rows_tried_max) {
            tried_.push_back(std::move(ready));
            return {};
        }
        RowStatus status{ready.line, RowOutcome::rejected, std::move(ready.faults), std::move(ready.content.warnings)};
        if (status.faults.empty()) {
            QY_TRY(known, outcome_of_known(reader, ready));
            status.outcome = known.value_or(RowOutcome::accepted);
        }
        note(std::move(status));
        return {};
    }

    /// Does the work of the import with the rows that were kept for it, and undoes it.
    Result<void> finish() {
        auto tried = services_.store.write(
            [&](storage::Writer& writer) {
                return tried_out(writer, [&] { return take_all(writer, services_, task_, tried_); });
            },
            storage::Effect::bookkeeping);
        QY_TRY(statuses, std::move(tried));
        for (auto& status : statuses) note(std::move(status));
        for (auto* list : {&report_.faults, &report_.warnings}) {
            std::ranges::sort(*list, {}, &RowStatus::line);
            if (list->size() > limits::preview_faults_max) list->resize(limits::preview_faults_max);
        }
        return {};
    }

 private:
    void note(RowStatus status) {
        const bool good = status.outcome == RowOutcome::accepted || status.outcome == RowOutcome::exists;
        ++(good ? report_.good : report_.faulty);
        report_.exists += status.outcome == RowOutcome::exists ? 1 : 0;
        if (good && status.warnings.empty()) return;
        report_.warned += good ? 1 : 0;
        auto& list = good ? report_.warnings : report_.faults;
        if (list.size() < limits::preview_faults_max + limits::preview_rows_tried_max)
            list.push_back(std::move(status));
    }

    const Services services_;
    const CaptureTask task_;
    PreviewReport& report_;
    std::vector<ReadyRow> tried_;
};

/// Which rows each attachment belongs to, if they are taken.
class FilePreview {
 public:
    static Result<FilePreview> open(const Upload& upload) {
        FilePreview preview;
        if (!collection::Bundle::recognises(upload.file_name, upload.bytes)) return preview;
        QY_TRY(bundle, collection::Bundle::open(upload.bytes));
        preview.matcher_.emplace(bundle);
        for (const auto& file : bundle.files()) preview.faults_.push_back(file.fault);
        return preview;
    }
    void see(const collection::DecodedRow& row, const model::RowDraft& draft, model::PartyId recorder) {
        if (!matcher_) return;
        matcher_->see(row, [&]() -> std::optional<RowContent> {
            return draft.faults.empty() ? std::optional(row_content(draft, recorder)) : std::nullopt;
        });
    }
    [[nodiscard]] std::vector<PreviewFile> result() && {
        std::vector<PreviewFile> files;
        if (!matcher_) return files;
        for (auto& match : std::move(*matcher_).result()) {
            PreviewFile file{std::move(match.name), {}, "attachment.missing"};
            if (match.number > 0) file.fault = faults_[static_cast<std::size_t>(match.number - 1)];
            if (match.number > 0 && file.fault.empty()) {
                for (const auto& target : match.targets) file.lines.push_back(target.line);
                if (file.lines.empty() && match.untaken_line > 0) file.lines.push_back(match.untaken_line);
                if (file.lines.empty()) file.fault = "attachment.no_row";
            }
            files.push_back(std::move(file));
        }
        return files;
    }

 private:
    std::optional<FileMatcher> matcher_;
    std::vector<std::string> faults_;
};

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
    QY_TRY(files, FilePreview::open(upload));
    collection::FileProducts file_products(upload.file_name, upload.bytes, options);
    KnownProducts products(services_.store, party);
    const auto rules = products.rules(*reference, now);
    QY_TRY(access,
           services_.store.read([&](storage::Reader& reader) { return services_.roles.believed_rows(reader); }));
    collection::RowIdentifier identifier;
    PreviewReport report;
    Previewer previewer(services_, actor, upload.recorder, report);
    for (bool more = true; more;) {
        collection::DecodedTable piece;
        QY_TRY(further, source->read(kRowsPerPiece, piece));
        more = further;
        identifier.identify(piece.rows);
        refuse_fields(access, actor, piece);
        QY_CHECK(file_products.fill(piece));
        auto drafts = collection::to_drafts(piece, rules);
        refuse_fields(access, actor, drafts);
        auto added = services_.store.read([&](storage::Reader& reader) -> Result<void> {
            for (std::size_t i = 0; i < piece.rows.size(); ++i) {
                files.see(piece.rows[i], drafts[i], upload.recorder);
                QY_CHECK(previewer.add(reader, piece.rows[i], drafts[i]));
            }
            return {};
        });
        QY_CHECK(std::move(added));
    }
    QY_CHECK(products.outcome());
    QY_CHECK(previewer.finish());
    report.files = std::move(files).result();
    report.reading = source->facts();
    return report;
}

}  // namespace qy::business
