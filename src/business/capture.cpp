#include "business/capture.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "business/audit.h"
#include "business/registry.h"
#include "capture_row.h"
#include "collection/decode.h"
#include "collection/drafts.h"
#include "collection/epcis.h"
#include "collection/product_codes.h"
#include "field_rules.h"
#include "import_mapping.h"
#include "known_products.h"
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
constexpr std::size_t kRowsPerWrite = 1'000;
/// With a savepoint for each, of which the database remembers every page of the commit.
constexpr std::size_t kRowsPerCarefulWrite = 100;

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

using RowIndices = std::span<const std::size_t>;

std::vector<ReadyRow> ready_rows(const std::vector<model::RowDraft>& drafts, RowIndices indices,
                                 const CaptureTask& task) {
    std::vector<ReadyRow> rows;
    rows.reserve(indices.size());
    for (const std::size_t i : indices) rows.push_back(ready_row(drafts[i], task.recorder));
    return rows;
}

/// `take` is take_row or try_row.
template <class Take>
Result<std::vector<CapturedRow>> take_all(storage::Writer& writer, const Services& services, const CaptureTask& task,
                                          const std::vector<ReadyRow>& rows, Take take) {
    auto publication = publication_of(writer, services, task);
    std::vector<CapturedRow> captured;
    captured.reserve(rows.size());
    for (const auto& row : rows) {
        QY_TRY(one, take(publication, task, row));
        captured.push_back(std::move(one));
    }
    return captured;
}

void note(CaptureReport& report, RowIndices indices, std::vector<CapturedRow> captured) {
    for (std::size_t i = 0; i < indices.size(); ++i) {
        report.published += captured[i].published ? 1 : 0;
        report.rows[indices[i]] = std::move(captured[i].status);
    }
}

/// Captures rows of an upload, batch by batch, each a commit. Savepoints cost as much as the work itself, so good rows,
/// the rule, do without: a batch with a bad one is undone as a whole and taken again, and from then on every row has
/// its own.
class BatchWriter {
 public:
    BatchWriter(const Services& services, const CaptureTask& task, CaptureReport& report, bool careful)
        : services_(services), task_(task), report_(report), careful_(careful) {}

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
        const auto rows = ready_rows(drafts, indices, task_);
        auto captured = services_.store.write([&](storage::Writer& writer) {
            return careful_ ? take_all(writer, services_, task_, rows, try_row)
                            : take_all(writer, services_, task_, rows, take_row);
        });
        if (captured.ok()) {
            note(report_, indices, *std::move(captured));
            return {};
        }
        if (careful_ || !is_of_the_row(captured.error())) return std::move(captured).error();
        careful_ = true;
        return run(drafts, indices);
    }

    const Services& services_;
    const CaptureTask& task_;
    CaptureReport& report_;
    bool careful_;
};

std::vector<std::size_t> all_of(const std::vector<model::RowDraft>& drafts) {
    std::vector<std::size_t> indices(drafts.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

void count_all(CaptureReport& report) {
    for (const auto& status : report.rows) count(report, status);
}

/// A small upload whose rows are all good is one commit, with the record of the upload itself. False when a row is not:
/// then nothing was done.
Result<bool> capture_at_once(const Services& services, const CaptureTask& task, const std::string& file_name,
                             const std::vector<model::RowDraft>& drafts, CaptureReport& report) {
    if (drafts.size() > kRowsPerWrite) return false;
    const auto indices = all_of(drafts);
    const auto rows = ready_rows(drafts, indices, task);
    auto written = services.store.write([&](storage::Writer& writer) -> Result<CaptureReport> {
        const Time now = services.clock.now();
        CaptureReport whole = report;
        QY_CHECK(begin_import(writer, task, file_name, now));
        QY_TRY(captured, take_all(writer, services, task, rows, take_row));
        note(whole, indices, std::move(captured));
        count_all(whole);
        QY_CHECK(finish_import(writer, task, whole, now));
        return whole;
    });
    if (written.ok()) {
        report = *std::move(written);
        return true;
    }
    if (!is_of_the_row(written.error())) return std::move(written).error();
    return false;
}

/// The same step by step. Rows may name lots that later rows make: what waits for another row is tried again as long as
/// that helps.
Result<void> capture_in_batches(const Services& services, const CaptureTask& task, const std::string& file_name,
                                const std::vector<model::RowDraft>& drafts, CaptureReport& report) {
    QY_CHECK(services.store.write(
        [&](storage::Writer& writer) { return begin_import(writer, task, file_name, services.clock.now()); }));
    BatchWriter batches(services, task, report, drafts.size() <= kRowsPerWrite);
    auto turn = all_of(drafts);
    while (!turn.empty()) {
        QY_CHECK(batches.run(drafts, turn));
        std::vector<std::size_t> waiting;
        std::copy_if(turn.begin(), turn.end(), std::back_inserter(waiting),
                     [&](std::size_t i) { return waits_for_another_row(report.rows[i]); });
        if (waiting.size() == turn.size()) break;
        turn = std::move(waiting);
    }
    count_all(report);
    return services.store.write(
        [&](storage::Writer& writer) { return finish_import(writer, task, report, services.clock.now()); });
}

Result<CaptureReport> capture_all(const Services& services, const CaptureTask& task, const std::string& file_name,
                                  const std::vector<model::RowDraft>& drafts, CaptureReport report) {
    report.rows.resize(drafts.size());
    QY_TRY(done, capture_at_once(services, task, file_name, drafts, report));
    if (!done) QY_CHECK(capture_in_batches(services, task, file_name, drafts, report));
    return report;
}

/// By the rules as they stand; the store may be one that joins a transaction, so the book of roles is not asked.
template <class Rows>
Result<void> refuse_fields_of(const Services& services, const model::Actor& actor, Rows& rows) {
    if (actor.is_operator()) return {};
    QY_TRY(access, services.store.read([&](storage::Reader& reader) { return services.roles.believed_rows(reader); }));
    refuse_fields(access, actor, rows);
    return {};
}

Result<CaptureReport> capture_table(const Services& services, const Reference& reference, const std::string& file_name,
                                    collection::DecodedTable table, const model::Actor& actor, model::PartyId recorder,
                                    model::TableFacts reading) {
    CaptureReport report;
    report.import = services.ids.next<model::ImportId>();
    report.ignored_columns = table.ignored_columns;
    report.reading = std::move(reading);
    QY_CHECK(refuse_fields_of(services, actor, table));
    if (std::ranges::any_of(table.rows, &collection::ProductCodes::is_needed_by)) {
        collection::ProductCodes codes;
        codes.learn(table.rows);
        codes.fill(table);
    }
    KnownProducts products(services.store, recorder ? recorder : actor.party);
    auto drafts = collection::to_drafts(table, products.rules(reference, services.clock.now()));
    QY_CHECK(products.outcome());
    QY_CHECK(refuse_fields_of(services, actor, drafts));
    const CaptureTask task{actor, recorder, report.import};
    return capture_all(services, task, file_name, drafts, std::move(report));
}

/// Registry records: a fault names the record's number, the first being 1.
Result<CaptureReport> capture_registry(const Services& services, const std::string& file_name, const JsonArray& records,
                                       const model::Actor& actor) {
    CaptureReport report;
    report.import = services.ids.next<model::ImportId>();
    const CaptureTask task{actor, {}, report.import};
    auto written = services.store.write([&](storage::Writer& writer) -> Result<void> {
        const Time now = services.clock.now();
        QY_CHECK(begin_import(writer, task, file_name, now));
        for (const auto& record : records) {
            QY_TRY(status, capture_registry_record(writer, services, task, record,
                                                   static_cast<std::int64_t>(report.rows.size()) + 1));
            report.published += status.outcome == RowOutcome::accepted ? 1 : 0;
            report.rows.push_back(std::move(status));
        }
        count_all(report);
        return finish_import(writer, task, report, now);
    });
    if (!written.ok()) return std::move(written).error();
    return report;
}

/// Events of another program's document. Without a party of its own to record for, the operator records for itself.
Result<CaptureReport> capture_document(const Services& services, const Upload& upload, const model::Actor& actor) {
    QY_TRY(document, collection::decode_epcis(upload.bytes));
    std::vector<model::RowDraft> drafts;
    drafts.reserve(document.events.size());
    for (auto& event : document.events) drafts.push_back(collection::to_draft(std::move(event)));
    QY_CHECK(refuse_fields_of(services, actor, drafts));
    CaptureReport report;
    report.import = services.ids.next<model::ImportId>();
    const CaptureTask task{actor, upload.recorder ? upload.recorder : actor.party, report.import};
    return capture_all(services, task, upload.file_name, drafts, std::move(report));
}

}  // namespace

Capture::Capture(const Services& services) : services_(services), reference_(std::make_shared<ReferenceCache>()) {}

Result<CaptureReport> Capture::import_file(const Upload& upload, const model::Actor& actor) {
    QY_CHECK(check_recorder(actor, upload.recorder));
    if (collection::looks_like_epcis(upload.bytes)) return capture_document(services_, upload, actor);
    if (is_trusted(actor.channel) && upload.bytes.size() <= limits::import_bytes_max) {
        const auto document = parse_json(text_of(upload.bytes));
        if (document.ok() && is_registry(*document)) {
            return capture_registry(services_, upload.file_name, document->as_array(), actor);
        }
    }
    QY_TRY(reference, reference_->at(services_.store, services_.clock.now()));
    const auto party = upload.recorder ? upload.recorder : actor.party;
    auto said = upload.reading;
    said.attributes = &reference->categories.attribute_titles();
    QY_TRY(options, reading_for(services_.store, party, upload.file_name, upload.bytes, said));
    model::TableFacts reading;
    QY_TRY(table, collection::decode(upload.file_name, upload.bytes, options, &reading));
    if (!upload.reading.mapping.columns.empty()) {
        auto kept = services_.store.write(
            [&](storage::Writer& writer) { return keep_mapping(writer, party, upload.reading.mapping); },
            storage::Effect::bookkeeping);
        QY_CHECK(std::move(kept));
    }
    return capture_table(services_, *reference, upload.file_name, std::move(table), actor, upload.recorder,
                         std::move(reading));
}

Result<CaptureReport> Capture::capture_rows(const JsonArray& rows, const model::Actor& actor, model::PartyId recorder) {
    QY_CHECK(check_recorder(actor, recorder));
    return capture_by_link(rows, actor, recorder);
}

Result<CaptureReport> Capture::capture_by_link(const JsonArray& rows, const model::Actor& actor,
                                               model::PartyId recorder) {
    if (rows.size() > limits::capture_rows_per_request_max) {
        return too_large("capture.too_many_rows", {std::to_string(limits::capture_rows_per_request_max)}).at("rows");
    }
    QY_TRY(reference, reference_->at(services_.store, services_.clock.now()));
    QY_TRY(table, collection::decode_rows(rows, &reference->categories.attribute_titles()));
    return capture_table(services_, *reference, "", std::move(table), actor, recorder, {});
}

}  // namespace qy::business
