#include "import_piece.h"

#include <algorithm>
#include <set>
#include <span>

#include "base/clock.h"
#include "base/limits.h"
#include "business/role_book.h"
#include "collection/drafts.h"
#include "field_rules.h"
#include "reference.h"
#include "storage/import_store.h"
#include "storage/store.h"
#include "storage/submission_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::ImportJob;
using model::ImportState;
using model::RowOutcome;

constexpr std::size_t kRowsPassedOver = 1'000;
constexpr std::size_t kRowsPerCarefulWrite = 100;
constexpr std::string_view kDeferred = "deferred";

using Rows = std::span<const ReadyRow>;

/// Lines of these rows that wait since an earlier pass.
Result<std::set<std::int64_t>> deferred_lines(storage::Reader& reader, const ImportJob& job, Rows rows) {
    std::set<std::int64_t> lines;
    if (job.pass == 1 || rows.empty()) return lines;
    const auto first = rows.front().line;
    const auto span = rows.back().line - first + 1;
    QY_TRY(records, storage::imports::rows(reader, job.id, first, span));
    for (const auto& record : records) {
        if (record.line <= rows.back().line && record.outcome == kDeferred) lines.insert(record.line);
    }
    return lines;
}

/// What became of a row goes into the job's counts and into a record of its own.
Result<void> note_row(storage::Writer& writer, ImportJob& job, const CapturedRow& row) {
    const bool waited = job.pass > 1;
    const bool waits = waits_for_another_row(row.status);
    if (waited) --job.deferred;
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
    return storage::imports::put_row(writer, job.id, {row.status.line, outcome, faults_text(row.status.faults)});
}

Result<void> write_progress(storage::Writer& writer, const Services& services, ImportJob& job) {
    job.changed_at = services.clock.now();
    QY_CHECK(storage::imports::set_progress(writer, job));
    storage::submissions::Import import;
    import.id = job.id;
    import.accepted = job.accepted;
    import.already = job.already;
    import.rejected = job.rejected;
    return storage::submissions::finish_import(writer, import);
}

/// `take` is take_row or try_row.
template <class Take>
Result<ImportJob> take_rows(const Services& services, const model::Actor& actor, const ImportJob& before, Rows rows,
                            Take take) {
    return services.store.write([&](storage::Writer& writer) -> Result<ImportJob> {
        QY_TRY(found, storage::imports::find(writer, before.id));
        if (!found) return not_found("import.not_found");
        auto job = *std::move(found);
        const bool here =
            job.state == ImportState::running && job.pass == before.pass && job.position == before.position;
        if (!here) return job;
        const CaptureTask task{actor, job.recorder, job.id};
        auto publication = publication_of(writer, services, task);
        QY_TRY(deferred, deferred_lines(writer, job, rows));
        for (const auto& row : rows) {
            if (job.pass > 1 && !deferred.contains(row.line)) continue;
            QY_TRY(captured, take(publication, task, row));
            QY_CHECK(note_row(writer, job, captured));
        }
        job.file_rows = before.file_rows;
        job.position += static_cast<std::int64_t>(rows.size());
        QY_CHECK(write_progress(writer, services, job));
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

Result<std::unique_ptr<ImportPieces>> ImportPieces::open(const Services& services, const storage::ObjectFolder& objects,
                                                         const ImportJob& job) {
    QY_TRY(file, objects.map(job.file_hash));
    auto pieces = std::unique_ptr<ImportPieces>(new ImportPieces(services, std::move(file), job));
    QY_TRY(source, collection::open_table(job.file_name, pieces->file_.bytes(), job.reading));
    pieces->source_ = std::move(source);
    while (pieces->position_ < job.position) {
        const auto left = static_cast<std::size_t>(job.position - pieces->position_);
        QY_TRY(passed, pieces->read(std::min(left, kRowsPassedOver)));
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

Result<std::vector<ReadyRow>> ImportPieces::next(std::size_t rows_max, const model::Actor& actor,
                                                 model::PartyId recorder) {
    QY_TRY(piece, read(rows_max));
    QY_TRY(access, services_.store.read([](storage::Reader& reader) { return read_access_rows(reader); }));
    refuse_fields(access, actor, piece);
    QY_TRY(reference, load_reference(services_.store));
    const collection::Rules rules{reference.dictionary, reference.categories, services_.clock.now()};
    std::vector<ReadyRow> rows;
    rows.reserve(piece.rows.size());
    for (const auto& row : piece.rows) rows.push_back(ready_row(collection::to_draft(row, rules), recorder));
    return rows;
}

Result<ImportJob> take_piece(const Services& services, const model::Actor& actor, const ImportJob& job,
                             const std::vector<ReadyRow>& rows) {
    auto taken = take_rows(services, actor, job, rows, take_row);
    if (taken.ok() || !is_of_the_row(taken.error())) return taken;
    ImportJob now = job;
    for (Rows left = rows; !left.empty();) {
        const auto part = left.first(std::min(left.size(), kRowsPerCarefulWrite));
        const auto reached = now.position + static_cast<std::int64_t>(part.size());
        QY_TRY(next, take_rows(services, actor, now, part, try_row));
        now = std::move(next);
        if (now.position != reached || now.state != ImportState::running) break;  // paused or cancelled meanwhile
        left = left.subspan(part.size());
    }
    return now;
}

Result<ImportJob> end_pass(const Services& services, const model::Actor& actor, const ImportJob& before) {
    return services.store.write([&](storage::Writer& writer) -> Result<ImportJob> {
        QY_TRY(found, storage::imports::find(writer, before.id));
        if (!found) return not_found("import.not_found");
        auto job = *std::move(found);
        if (job.state != ImportState::running || job.pass != before.pass || job.position != before.position) return job;
        const bool helps = job.deferred > 0 && (job.pass == 1 || job.deferred < job.deferred_before);
        if (helps) {
            ++job.pass;
            job.position = 0;
            job.deferred_before = job.deferred;
            QY_CHECK(write_progress(writer, services, job));
            return job;
        }
        QY_CHECK(storage::imports::reject_deferred(writer, job.id));
        job.rejected += std::exchange(job.deferred, 0);
        job.state = ImportState::done;
        QY_CHECK(write_progress(writer, services, job));
        CaptureReport report;
        report.accepted = job.accepted;
        report.exists = job.already;
        report.rejected = job.rejected;
        QY_CHECK(finish_import(writer, {actor, job.recorder, job.id}, report, job.changed_at));
        return job;
    });
}

std::string faults_text(const std::vector<model::RowFault>& faults) {
    JsonArray list;
    for (const auto& fault : faults) {
        // What a personal field held is in the file; here it would stand in the clear.
        const auto field = model::field_of_name(fault.field);
        const bool hidden = field && model::is_protected(model::row_of(*field).data_class);
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
