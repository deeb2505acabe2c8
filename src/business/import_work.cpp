// The work of background imports: whose turn it is, one piece, what ends a job.
#include <array>

#include "base/clock.h"
#include "base/import_limits.h"
#include "base/limits.h"
#include "base/log.h"
#include "business/clock_watch.h"
#include "business/import_desk.h"
#include "business/object_keeper.h"
#include "import_attachments.h"
#include "import_piece.h"
#include "part_uploads.h"
#include "reference.h"
#include "storage/import_store.h"
#include "storage/object_folder.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ImportJob;
using model::ImportState;

storage::imports::Lease lease_of(const Services& services, const ImportWorker& worker) {
    const Time now = services.clock.now();
    return {worker.number, now, now.plus_seconds(limits::import_lease_seconds)};
}

/// What is wrong with the file or its author ends the job; what is wrong with the machine is tried again.
bool ends_job(const Error& error) {
    return is_of_the_row(error) || error.code == "object.damaged";
}

}  // namespace

/// The next running job behind the last one, else the first.
Result<std::optional<ImportJob>> ImportDesk::next_job() {
    const auto lease = lease_of(services_, worker_);
    const auto behind = [&](model::ImportId id) -> Result<std::optional<ImportJob>> {
        for (;;) {
            QY_TRY(found, services_.store.read([&](storage::Reader& reader) {
                return storage::imports::next_running(reader, id, lease);
            }));
            if (!found || !elsewhere_.contains(found->id)) return found;
            id = found->id;
        }
    };
    QY_TRY(next, behind(last_));
    if (next || !last_) return next;
    return behind({});
}

Result<bool> ImportDesk::step() {
    const std::lock_guard lock(working_);
    QY_TRY(job, next_job());
    if (!job) {
        pieces_.reset();
        attachments_.reset();
        return false;
    }
    last_ = job->id;
    auto done = step_of(*job);
    if (done.ok()) return done;
    pieces_.reset();
    attachments_.reset();
    return settle(*job, done.error());
}

Result<bool> ImportDesk::step_of(const ImportJob& job) {
    const auto lease = lease_of(services_, worker_);
    QY_TRY(mine, services_.store.write(
                     [&](storage::Writer& writer) { return storage::imports::claim(writer, job.id, lease); },
                     storage::Effect::bookkeeping));
    if (!mine) return true;  // another program was faster
    QY_TRY(actor, author_of(services_, job));
    const PieceTask task{services_, actor, job, lease};
    QY_CHECK(job.rows_done ? take_attachment(task) : take_rows(task));
    return true;
}

Result<void> ImportDesk::take_attachment(const PieceTask& task) {
    const auto& job = task.job;
    pieces_.reset();
    if (!attachments_ || !attachments_->fits(job)) {
        attachments_.reset();
        QY_TRY(file, file_of(job));
        QY_TRY(reference, reference_->at(services_.store, services_.clock.now()));
        QY_TRY(opened, ImportAttachments::open(services_, std::move(file), job, std::move(reference)));
        attachments_ = std::move(opened);
    }
    return attachments_->take_next(task, media_);
}

Result<void> ImportDesk::take_rows(const PieceTask& task) {
    const auto& job = task.job;
    attachments_.reset();
    if (!pieces_ || !pieces_->fits(job)) {
        pieces_.reset();
        QY_TRY(file, file_of(job));
        QY_TRY(titles, reference_->at(services_.store, services_.clock.now()));
        QY_TRY(opened, ImportPieces::open(std::move(file), job, std::move(titles)));
        pieces_ = std::move(opened);
    }
    QY_TRY(rows, pieces_->next(services_, *reference_, task.actor, job.recorder));
    auto stands = job;
    stands.file_rows = pieces_->file_rows();
    const PieceTask told{services_, task.actor, stands, task.lease};
    return rows.empty() ? end_pass(told) : take_piece(told, rows);
}

/// True when there may be more to do at once.
Result<bool> ImportDesk::settle(const ImportJob& job, const Error& error) {
    if (error.code == "import.elsewhere") return true;
    if (error.code == "object.missing" && !worker_.alone) {
        log::warning("import.file_elsewhere", {{"import", job.id.to_string()}});
        elsewhere_.insert(job.id);
        return true;
    }
    if (!ends_job(error)) return error;
    auto failed = job;
    failed.state = ImportState::failed;
    failed.fault_code = error.code;
    failed.fault_arguments = error.arguments;
    failed.changed_at = services_.clock.now();
    QY_TRY(told, services_.store.write([&](storage::Writer& writer) {
        return storage::imports::set_state(writer, job.id, std::array{ImportState::running}, failed);
    }));
    (void)told;  // false: paused or cancelled meanwhile
    return true;
}

Result<Bytes> ImportDesk::file_of(const ImportJob& job) const {
    if (!job.file_kept) return not_found("import.file_gone");
    return objects_.folder().read_whole(job.file_hash, limits::import_bytes_max);
}

Result<std::int64_t> ImportDesk::tidy(std::int64_t uploads_max) {
    QY_TRY(clock, look_at_clock(services_));
    const Time before = clock.believed().plus_seconds(-limits::import_upload_seconds);
    return uploads_->tidy(before, uploads_max);
}

}  // namespace qy::business
