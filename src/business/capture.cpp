#include "business/capture.h"

#include <algorithm>

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

/// Captures the rows whose index is in `turn`; what fails is written into its status.
Result<void> capture_turn(const Services& services, const CaptureTask& task, const std::vector<std::size_t>& turn,
                          std::vector<model::RowDraft>& drafts, CaptureReport& report) {
    for (std::size_t begin = 0; begin < turn.size(); begin += kRowsPerWrite) {
        const std::size_t end = std::min(turn.size(), begin + kRowsPerWrite);
        QY_CHECK(services.store.write([&](storage::Writer& writer) -> Result<void> {
            for (std::size_t i = begin; i < end; ++i) {
                QY_TRY(status, capture_row(writer, services, task, drafts[turn[i]]));
                report.published += status.published ? 1 : 0;
                report.rows[turn[i]] = std::move(status.status);
            }
            return {};
        }));
    }
    return {};
}

/// Rows may name lots that later rows make: what waits for another row is tried again as long as that helps.
Result<void> capture_drafts(const Services& services, const CaptureTask& task, std::vector<model::RowDraft> drafts,
                            CaptureReport& report) {
    report.rows.resize(drafts.size());
    std::vector<std::size_t> turn(drafts.size());
    for (std::size_t i = 0; i < turn.size(); ++i) turn[i] = i;
    while (!turn.empty()) {
        QY_CHECK(capture_turn(services, task, turn, drafts, report));
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
    auto drafts = collection::to_drafts(table, {reference.dictionary, reference.categories, services.clock.now()});
    const CaptureTask task{actor, recorder, report.import};
    QY_CHECK(begin_import(services, task, file_name));
    QY_CHECK(capture_drafts(services, task, std::move(drafts), report));
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
