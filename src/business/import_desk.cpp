#include "business/import_desk.h"

#include <array>

#include "base/clock.h"
#include "base/id.h"
#include "base/import_limits.h"
#include "base/limits.h"
#include "business/audit.h"
#include "business/object_keeper.h"
#include "capture_row.h"
#include "collection/bundle.h"
#include "collection/decode.h"
#include "crypto/sm3.h"
#include "import_attachments.h"
#include "import_mapping.h"
#include "import_piece.h"
#include "part_uploads.h"
#include "reference.h"
#include "storage/import_store.h"
#include "storage/object_folder.h"
#include "storage/object_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ImportJob;
using model::ImportState;
using model::ImportUploadId;

/// An upload becomes the import of its number.
model::ImportId import_of(ImportUploadId upload) {
    return model::ImportId(upload.number());
}

model::Reach reach_of(const model::Actor& actor) {
    return actor.reach(model::Permission::record_events);
}

/// Whose import it is.
model::PartyId owner_of(const model::Actor& actor, model::PartyId recorder) {
    return recorder ? recorder : actor.party;
}

ImportJob job_of(const model::Actor& actor, ImportOrder order, const KeptObject& file) {
    ImportJob job;
    job.id = import_of(order.upload);
    job.party = owner_of(actor, order.recorder);
    job.author = actor.name;
    job.author_user = actor.user;
    job.channel = actor.channel;
    job.recorder = order.recorder;
    job.file_name = std::move(order.file_name);
    job.file_hash = file.name;
    job.file_bytes = static_cast<std::int64_t>(file.bytes);
    job.reading = std::move(order.reading);
    return job;
}

/// None: it is no bundle.
Result<std::optional<std::int64_t>> count_attachments(const std::string& file_name, ByteView content) {
    if (!is_bundle(file_name, content)) return std::optional<std::int64_t>();
    QY_TRY(bundle, collection::Bundle::open(content));
    return std::optional(static_cast<std::int64_t>(bundle.files().size()));
}

}  // namespace

bool is_bundle(std::string_view file_name, ByteView bytes) {
    return collection::Bundle::recognises(file_name, bytes);
}

ImportDesk::ImportDesk(const Services& services, ObjectKeeper& objects, MediaDesk& media, ImportWorker worker)
    : services_(services),
      objects_(objects),
      media_(media),
      worker_(worker),
      uploads_(std::make_unique<PartUploads>(services, objects.folder(),
                                             UploadRules{storage::uploads::Kind::import, "", limits::import_bytes_max,
                                                         "file.too_large", limits::import_uploads_per_party_max})),
      reference_(std::make_unique<ReferenceCache>()) {}
ImportDesk::~ImportDesk() = default;

Result<ImportDesk::Received> ImportDesk::receive(const model::Actor& actor, ImportUploadId id, std::int64_t offset,
                                                 ByteView bytes) {
    if (!actor.may(model::Permission::record_events)) return denied("capture.not_allowed");
    QY_TRY(received, uploads_->receive(actor, id.number(), offset, bytes));
    return Received{ImportUploadId(received.upload), received.bytes};
}

Result<ImportJob> ImportDesk::start(const model::Actor& actor, ImportOrder order) {
    QY_CHECK(check_recorder(actor, order.recorder));
    const auto turn = uploads_->hold(order.upload.number());
    const auto upload = uploads_->find(actor, order.upload.number());
    if (!upload.ok() && upload.error().kind != ErrorKind::not_found) return upload.error();
    if (!upload.ok()) {
        const auto begun = find(actor, import_of(order.upload));
        return begun.ok() && begun->author == actor.name ? begun : not_found("upload.not_found");
    }
    if (upload->bytes == 0) return invalid("file.empty");
    QY_TRY(content, uploads_->content(*upload));
    const auto hash = to_hex(crypto::sm3(content));
    if (!order.file_hash.empty() && order.file_hash != hash) return invalid("upload.hash");
    const auto said = order.reading.mapping;
    QY_TRY(titles, reference_->at(services_.store, services_.clock.now()));
    order.reading.attributes = &titles->categories.attribute_titles();
    QY_TRY(reading,
           reading_for(services_.store, owner_of(actor, order.recorder), order.file_name, content, order.reading));
    order.reading = std::move(reading);
    QY_TRY(source, collection::open_table(order.file_name, content, order.reading));
    source.reset();
    order.reading.attributes = nullptr;
    QY_TRY(files, count_attachments(order.file_name, content));
    QY_TRY(kept, objects_.keep_part(uploads_->part_of(upload->id), content.size()));
    QY_ASSERT(kept.name == hash);
    auto job = job_of(actor, std::move(order), kept);
    job.files = files;
    return begin_job(actor, std::move(job), said);
}

Result<ImportJob> ImportDesk::begin_job(const model::Actor& actor, ImportJob job, const model::ColumnMapping& said) {
    job.created_at = job.changed_at = services_.clock.now();
    auto begun = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(storage::objects::use(writer, job.file_hash));
        QY_CHECK(begin_import(writer, {actor, job.recorder, job.id}, job.file_name, job.created_at));
        QY_CHECK(storage::imports::insert(writer, job));
        QY_TRY(ended, uploads_->end(writer, job.id.number()));
        (void)ended;  // its turn is held
        QY_CHECK(keep_mapping(writer, job.party, said));
        return write_audit(writer, actor, {"import.start", "import:" + job.id.to_string(), "ok", {}}, job.created_at);
    });
    QY_CHECK(std::move(begun));
    return job;
}

Result<ImportJob> ImportDesk::find(const model::Actor& actor, model::ImportId id) const {
    QY_TRY(job, services_.store.read(
                    [&](storage::Reader& reader) { return storage::imports::find(reader, reach_of(actor), id); }));
    if (!job) return not_found("import.not_found");
    return *std::move(job);
}

Result<std::vector<ImportJob>> ImportDesk::list(const model::Actor& actor, model::ImportId before,
                                                std::int64_t limit) const {
    return services_.store.read(
        [&](storage::Reader& reader) { return storage::imports::list(reader, reach_of(actor), before, limit); });
}

Result<ImportJob> ImportDesk::move(const model::Actor& actor, model::ImportId id, States from, ImportState to) {
    return services_.store.write([&](storage::Writer& writer) -> Result<ImportJob> {
        QY_TRY(found, storage::imports::find(writer, reach_of(actor), id));
        if (!found) return not_found("import.not_found");
        auto job = *std::move(found);
        const auto state = std::exchange(job.state, to);
        job.fault_code.clear();
        job.fault_arguments.clear();
        job.changed_at = services_.clock.now();
        QY_TRY(moved, storage::imports::set_state(writer, id, from, job));
        if (!moved) return conflict("import.state", {std::string(to_string(state))});
        return job;
    });
}

Result<ImportJob> ImportDesk::pause(const model::Actor& actor, model::ImportId id) {
    return move(actor, id, std::array{ImportState::running}, ImportState::paused);
}
Result<ImportJob> ImportDesk::resume(const model::Actor& actor, model::ImportId id) {
    return move(actor, id, std::array{ImportState::paused, ImportState::failed}, ImportState::running);
}
Result<ImportJob> ImportDesk::cancel(const model::Actor& actor, model::ImportId id) {
    return move(actor, id, std::array{ImportState::running, ImportState::paused, ImportState::failed},
                ImportState::cancelled);
}

Result<std::vector<ImportRow>> ImportDesk::rows(const model::Actor& actor, model::ImportId id, std::int64_t first,
                                                std::int64_t limit) const {
    QY_TRY(job, find(actor, id));
    QY_TRY(records, services_.store.read(
                        [&](storage::Reader& reader) { return storage::imports::rows(reader, job.id, first, limit); }));
    std::vector<ImportRow> rows;
    rows.reserve(records.size());
    for (const auto& record : records) {
        QY_TRY(faults, faults_from(record.faults));
        QY_TRY(warnings, faults_from(record.warnings));
        rows.push_back({record.line, record.outcome, std::move(faults), std::move(warnings)});
    }
    return rows;
}

Result<std::vector<ImportedFile>> ImportDesk::files(const model::Actor& actor, model::ImportId id, std::int64_t first,
                                                    std::int64_t limit) const {
    QY_TRY(job, find(actor, id));
    QY_TRY(records, services_.store.read([&](storage::Reader& reader) {
        return storage::import_attachments::list(reader, job.id, first, limit);
    }));
    std::vector<ImportedFile> files;
    files.reserve(records.size());
    for (auto& record : records) {
        QY_TRY(faults, faults_from(record.faults));
        files.push_back({record.number, std::move(record.name), std::move(record.outcome), record.line, record.subject,
                         record.subject_id.value_or(0), record.media, std::move(faults)});
    }
    return files;
}

}  // namespace qy::business
