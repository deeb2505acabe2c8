#include "business/capture.h"

#include <algorithm>
#include <span>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "business/audit.h"
#include "business/registry.h"
#include "capture_row.h"
#include "collection/decode.h"
#include "collection/drafts.h"
#include "reference.h"
#include "resolve.h"
#include "storage/store.h"
#include "storage/submission_store.h"

namespace qy::business {
namespace {

using model::RowOutcome;
using model::RowStatus;

/// Rows that share one commit: large enough to spread the cost of making it durable, small enough to let others write
/// between.
constexpr std::size_t kRowsPerWrite = 500;
/// With a savepoint for each, of which the database remembers every page of the commit.
constexpr std::size_t kRowsPerCarefulWrite = 100;

Result<void> check_allowed(const model::Actor& actor, model::PartyId recorder) {
    if (!actor.may(model::Permission::record_events)) return denied("capture.not_allowed");
    if (!is_trusted(actor.channel) && recorder != actor.party) return denied("capture.not_allowed");
    return {};
}

void count(CaptureReport& report, const RowStatus& status) {
    switch (status.outcome) {
        case RowOutcome::accepted:
            ++report.accepted;
            break;
        case RowOutcome::exists:
            ++report.exists;
            break;
        default:
            ++report.rejected;
    }
}

bool waits_for_another_row(const RowStatus& status) {
    return std::any_of(status.faults.begin(), status.faults.end(),
                       [](const model::RowFault& fault) { return fault.code == "inputs.unknown_lot"; });
}

using RowIndices = std::span<const std::size_t>;

/// One commit's worth of rows. `take` is take_row or try_row; what became of them is theirs only if all went well.
template <class Take>
Result<std::vector<CapturedRow>> capture_batch(const Services& services, const CaptureTask& task,
                                               const std::vector<ReadyRow>& rows, Take take) {
    return services.store.write([&](storage::Writer& writer) -> Result<std::vector<CapturedRow>> {
        auto publication = publication_of(writer, services, task);
        std::vector<CapturedRow> captured;
        captured.reserve(rows.size());
        for (const auto& row : rows) {
            QY_TRY(one, take(publication, task, row));
            captured.push_back(std::move(one));
        }
        return captured;
    });
}

/// Captures rows of an upload, batch by batch. Savepoints cost as much as the work itself, so good rows, the rule, do
/// without: a batch with a bad one is undone as a whole and taken again, and from then on every row has its own.
class BatchWriter {
 public:
    BatchWriter(const Services& services, const CaptureTask& task, CaptureReport& report)
        : services_(services), task_(task), report_(report) {}

    /// Captures the rows whose index is in `turn`; what fails is written into its status.
    Result<void> run(const std::vector<model::RowDraft>& drafts, RowIndices turn) {
        while (!turn.empty()) {
            const std::size_t size = std::min(turn.size(), careful_ ? kRowsPerCarefulWrite : kRowsPerWrite);
            QY_CHECK(write(drafts, turn.first(size)));
            turn = turn.subspan(size);
        }
        return {};
    }

 private:
    Result<void> write(const std::vector<model::RowDraft>& drafts, RowIndices indices) {
        std::vector<ReadyRow> rows;
        rows.reserve(indices.size());
        for (const std::size_t i : indices) rows.push_back(ready_row(drafts[i], task_.recorder));
        auto captured =
            careful_ ? capture_batch(services_, task_, rows, try_row) : capture_batch(services_, task_, rows, take_row);
        if (!captured.ok() && !careful_ && is_of_the_row(captured.error())) {
            careful_ = true;
            return run(drafts, indices);
        }
        if (!captured.ok()) return std::move(captured).error();
        for (std::size_t i = 0; i < indices.size(); ++i) {
            report_.published += (*captured)[i].published ? 1 : 0;
            report_.rows[indices[i]] = std::move((*captured)[i].status);
        }
        return {};
    }

    const Services& services_;
    const CaptureTask& task_;
    CaptureReport& report_;
    bool careful_ = false;
};

/// Rows may name lots that later rows make: what waits for another row is tried again as long as that helps.
Result<void> capture_drafts(const Services& services, const CaptureTask& task,
                            const std::vector<model::RowDraft>& drafts, CaptureReport& report) {
    report.rows.resize(drafts.size());
    BatchWriter batches(services, task, report);
    std::vector<std::size_t> turn(drafts.size());
    for (std::size_t i = 0; i < turn.size(); ++i) turn[i] = i;
    while (!turn.empty()) {
        QY_CHECK(batches.run(drafts, turn));
        std::vector<std::size_t> waiting;
        std::copy_if(turn.begin(), turn.end(), std::back_inserter(waiting),
                     [&](std::size_t i) { return waits_for_another_row(report.rows[i]); });
        if (waiting.size() == turn.size()) break;
        turn = std::move(waiting);
    }
    for (const auto& status : report.rows) count(report, status);
    return {};
}

Result<CaptureReport> capture_table(const Services& services, const std::string& file_name,
                                    const collection::DecodedTable& table, const model::Actor& actor,
                                    model::PartyId recorder) {
    CaptureReport report;
    report.import = services.ids.next<model::ImportId>();
    report.ignored_columns = table.ignored_columns;
    QY_TRY(reference, load_reference(services.store));
    const auto drafts =
        collection::to_drafts(table, {reference.dictionary, reference.categories, services.clock.now()});
    const CaptureTask task{actor, recorder, report.import};
    QY_CHECK(begin_import(services, task, file_name));
    QY_CHECK(capture_drafts(services, task, drafts, report));
    QY_CHECK(finish_import(services, task, report));
    return report;
}

/// Registry records: a fault names the record's number, the first being 1.
Result<CaptureReport> capture_registry(const Services& services, const std::string& file_name, const JsonArray& records,
                                       const model::Actor& actor) {
    CaptureReport report;
    report.import = services.ids.next<model::ImportId>();
    const CaptureTask task{actor, {}, report.import};
    QY_CHECK(begin_import(services, task, file_name));
    QY_CHECK(services.store.write([&](storage::Writer& writer) -> Result<void> {
        for (const auto& record : records) {
            QY_TRY(status, capture_registry_record(writer, services, task, record,
                                                   static_cast<std::int64_t>(report.rows.size()) + 1));
            report.published += status.outcome == RowOutcome::accepted ? 1 : 0;
            report.rows.push_back(std::move(status));
        }
        return {};
    }));
    for (const auto& status : report.rows) count(report, status);
    QY_CHECK(finish_import(services, task, report));
    return report;
}

}  // namespace

Result<CaptureReport> Capture::import_file(const Upload& upload, const model::Actor& actor) {
    QY_CHECK(check_allowed(actor, upload.recorder));
    if (is_trusted(actor.channel) && upload.bytes.size() <= limits::import_bytes_max) {
        const auto document = parse_json(text_of(upload.bytes));
        if (document.ok() && is_registry(*document)) {
            return capture_registry(services_, upload.file_name, document->as_array(), actor);
        }
    }
    QY_TRY(table, collection::decode(upload.file_name, upload.bytes));
    return capture_table(services_, upload.file_name, table, actor, upload.recorder);
}

Result<CaptureReport> Capture::capture_rows(const JsonArray& rows, const model::Actor& actor, model::PartyId recorder) {
    QY_CHECK(check_allowed(actor, recorder));
    if (rows.size() > limits::capture_rows_per_request_max) {
        return too_large("capture.too_many_rows", {std::to_string(limits::capture_rows_per_request_max)}).at("rows");
    }
    QY_TRY(table, collection::decode_rows(rows));
    return capture_table(services_, "", table, actor, recorder);
}

}  // namespace qy::business
