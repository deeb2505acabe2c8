#include "import_piece.h"

#include <algorithm>
#include <set>
#include <span>

#include "base/clock.h"
#include "base/import_limits.h"
#include "business/role_book.h"
#include "collection/drafts.h"
#include "field_rules.h"
#include "known_products.h"
#include "storage/store.h"
#include "storage/submission_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::ImportJob;
using model::ImportState;
using model::RowOutcome;
using storage::imports::RowRecord;

constexpr std::string_view kDeferred = "deferred";
constexpr std::string_view kLooseText = "row.loose_text";  // of no field: it may be anything

using Rows = std::span<const ReadyRow>;

/// Lines of these rows that wait since an earlier pass.
Result<std::set<std::int64_t>> deferred_lines(storage::Reader& reader, const ImportJob& job, Rows rows) {
    std::set<std::int64_t> lines;
    const auto first = rows.front().line;
    const auto span = rows.back().line - first + 1;
    QY_TRY(records, storage::imports::rows(reader, job.id, first, span));
    for (const auto& record : records) {
        if (record.line <= rows.back().line && record.outcome == kDeferred) lines.insert(record.line);
    }
    return lines;
}

/// What became of a row goes into the job's counts and into a record of its own.
RowRecord note_row(ImportJob& job, const CapturedRow& row) {
    const bool waits = waits_for_another_row(row.status);
    if (job.pass > 1) --job.deferred;
    job.published += row.published ? 1 : 0;
    switch (row.status.outcome) {
        case RowOutcome::accepted:
            ++job.accepted;
            break;
        case RowOutcome::exists:
            ++job.already;
            break;
        default:
            ++(waits ? job.deferred : job.rejected);
    }
    const std::string outcome(waits ? kDeferred : model::to_string(row.status.outcome));
    return {row.status.line, outcome, faults_text(row.status.faults), faults_text(row.status.warnings)};
}

/// `take` is take_row or try_row. The job as the piece leaves it.
template <class Take>
Result<ImportJob> take_rows(const PieceTask& task, Rows rows, Take take) {
    return task.services.store.write([&](storage::Writer& writer) -> Result<ImportJob> {
        auto job = task.job;
        const CaptureTask capture{task.actor, job.recorder, job.id};
        auto publication = publication_of(writer, task.services, capture);
        std::set<std::int64_t> deferred;
        if (job.pass > 1) {
            QY_TRY(lines, deferred_lines(writer, job, rows));
            deferred = std::move(lines);
        }
        std::vector<RowRecord> records;
        records.reserve(rows.size());
        for (const auto& row : rows) {
            if (job.pass > 1 && !deferred.contains(row.line)) continue;
            QY_TRY(captured, take(publication, capture, row));
            records.push_back(note_row(job, captured));
        }
        QY_CHECK(storage::imports::put_rows(writer, job.id, records));
        job.position += static_cast<std::int64_t>(rows.size());
        QY_CHECK(write_progress(writer, task, job));
        return job;
    });
}

}  // namespace

Result<model::Actor> author_of(const Services& services, const ImportJob& job) {
    model::Actor actor;
    if (job.author_user) {
        QY_TRY(user, services.store.read(
                         [&](storage::Reader& reader) { return storage::users::find(reader, job.author_user); }));
        if (!user || !user->active) return denied("capture.not_allowed");
        QY_TRY(known, services.roles.actor_of(*user, job.channel));
        actor = std::move(known);
    } else {
        actor.name = job.author;
        actor.party = job.party;
        actor.channel = job.channel;
    }
    actor.address = "import";
    QY_CHECK(check_recorder(actor, job.recorder));
    return actor;
}

model::TableOptions reading_of(const ImportJob& job, const Reference& titles) {
    auto reading = job.reading;
    reading.attributes = &titles.categories.attribute_titles();
    return reading;
}

Result<std::unique_ptr<ImportPieces>> ImportPieces::open(Bytes file, const ImportJob& job,
                                                         std::shared_ptr<const Reference> titles) {
    auto pieces = std::unique_ptr<ImportPieces>(new ImportPieces(std::move(file), job, std::move(titles)));
    QY_TRY(source, collection::open_table(pieces->file_name_, pieces->file_, pieces->reading_));
    pieces->source_ = std::move(source);
    while (pieces->position_ < job.position) {
        const auto left = static_cast<std::size_t>(job.position - pieces->position_);
        QY_TRY(passed, pieces->read(std::min(left, limits::import_rows_per_piece)));
        if (passed.rows.empty()) return corrupt("storage.corrupt").because("import_job.position");
    }
    return pieces;
}

Result<collection::DecodedTable> ImportPieces::read(std::size_t rows_max) {
    collection::DecodedTable piece;
    QY_TRY(more, source_->read(rows_max, piece));
    (void)more;
    identifier_.identify(piece.rows);
    position_ += static_cast<std::int64_t>(piece.rows.size());
    return piece;
}

/// What the actor may not fill is a fault of its row.
Result<std::vector<model::RowDraft>> ImportPieces::drafts_of(const Services& services, const model::Actor& actor,
                                                             collection::DecodedTable& piece,
                                                             const collection::Rules& rules) {
    std::optional<AccessRows> access;
    if (!actor.is_operator()) {
        QY_TRY(rows,
               services.store.read([&](storage::Reader& reader) { return services.roles.believed_rows(reader); }));
        access = std::move(rows);
        refuse_fields(*access, actor, piece);
    }
    QY_CHECK(products_.fill(piece));
    auto drafts = collection::to_drafts(piece, rules);
    if (access) refuse_fields(*access, actor, drafts);
    return drafts;
}

Result<std::vector<ReadyRow>> ImportPieces::next(const Services& services, ReferenceCache& reference,
                                                 const model::Actor& actor, model::PartyId recorder) {
    QY_TRY(piece, read(limits::import_rows_per_piece));
    const Time now = services.clock.now();
    QY_TRY(known, reference.at(services.store, now));
    KnownProducts products(services.store, recorder ? recorder : actor.party);
    const auto rules = products.rules(*known, now);
    QY_TRY(drafts, drafts_of(services, actor, piece, rules));
    QY_CHECK(products.outcome());
    std::vector<ReadyRow> rows;
    rows.reserve(drafts.size());
    for (const auto& draft : drafts) rows.push_back(ready_row(draft, recorder));
    return rows;
}

Result<void> take_piece(const PieceTask& task, const std::vector<ReadyRow>& rows) {
    auto taken = take_rows(task, rows, take_row);
    if (taken.ok()) return {};
    if (!is_of_the_row(taken.error())) return std::move(taken).error();
    ImportJob now = task.job;
    for (Rows left = rows; !left.empty();) {
        const auto part = left.first(std::min(left.size(), limits::import_rows_per_careful_piece));
        QY_TRY(next, take_rows({task.services, task.actor, now, task.lease}, part, try_row));
        now = std::move(next);
        left = left.subspan(part.size());
    }
    return {};
}

Result<void> end_pass(const PieceTask& task) {
    return task.services.store.write([&](storage::Writer& writer) -> Result<void> {
        auto job = task.job;
        const bool helped = job.pass == 1 || job.deferred < job.deferred_before;
        if (job.deferred > 0 && helped && job.pass < limits::import_passes_max) {
            ++job.pass;
            job.position = 0;
            job.deferred_before = job.deferred;
            return write_progress(writer, task, job);
        }
        QY_CHECK(storage::imports::reject_deferred(writer, job.id));
        job.rejected += std::exchange(job.deferred, 0);
        job.rows_done = true;
        return job.files ? write_progress(writer, task, job) : end_job(writer, task, job);
    });
}

Result<void> write_progress(storage::Writer& writer, const PieceTask& task, ImportJob& job) {
    job.changed_at = task.services.clock.now();
    QY_TRY(mine, storage::imports::advance(writer, task.job, job, task.lease));
    if (!mine) return busy("import.elsewhere");
    storage::submissions::Import import;
    import.id = job.id;
    import.accepted = job.accepted;
    import.already = job.already;
    import.rejected = job.rejected;
    return storage::submissions::finish_import(writer, import);
}

Result<void> end_job(storage::Writer& writer, const PieceTask& task, ImportJob& job) {
    job.state = ImportState::done;
    QY_CHECK(write_progress(writer, task, job));
    CaptureReport report;
    report.accepted = job.accepted;
    report.exists = job.already;
    report.rejected = job.rejected;
    return finish_import(writer, {task.actor, job.recorder, job.id}, report, job.changed_at);
}

std::string faults_text(const std::vector<model::RowFault>& faults) {
    JsonArray list;
    for (const auto& fault : faults) {
        // What a personal field held is in the file, sealed; here it would stand in the clear.
        const auto field = model::field_of_name(fault.field);
        const bool hidden = field ? model::is_protected(model::row_of(*field).data_class) : fault.code == kLooseText;
        JsonArray arguments;
        for (const auto& argument : fault.arguments) arguments.push_back(boost::json::value(hidden ? "…" : argument));
        list.push_back(JsonObject{{"field", fault.field}, {"code", fault.code}, {"arguments", std::move(arguments)}});
    }
    return to_text(list);
}

Result<std::vector<model::RowFault>> faults_from(std::string_view text) {
    QY_TRY(value, parse_json(text));
    if (!value.is_array()) return corrupt("storage.corrupt").because("import_row.faults");
    std::vector<model::RowFault> faults;
    for (const auto& item : value.as_array()) {
        model::RowFault fault;
        fault.field = item.at("field").as_string();
        fault.code = item.at("code").as_string();
        for (const auto& argument : item.at("arguments").as_array()) fault.arguments.emplace_back(argument.as_string());
        faults.push_back(std::move(fault));
    }
    return faults;
}

}  // namespace qy::business
