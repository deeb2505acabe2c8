#include "business/import_desk.h"

#include <algorithm>
#include <map>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "business/audit.h"
#include "capture_row.h"
#include "collection/decode.h"
#include "import_piece.h"
#include "resolve.h"
#include "storage/import_store.h"
#include "storage/object_folder.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ImportJob;
using model::ImportState;

constexpr std::size_t kRowsPerPiece = 1'000;

/// The operator sees every import, others those of their party.
bool may_see(const model::Actor& actor, model::PartyId party) {
    return is_trusted(actor.channel) || actor.party == party;
}

/// What the order says goes before what the party said earlier.
void add_known_mapping(model::TableOptions& reading, const std::map<std::string, std::string>& known) {
    auto& columns = reading.mapping.columns;
    for (const auto& [title, field] : known) {
        const bool said =
            std::any_of(columns.begin(), columns.end(), [&](const auto& one) { return one.title == title; });
        if (!said) columns.push_back({title, field});
    }
    reading.mapping.strict = false;
}

/// What is wrong with the file as a whole is told at once, and the upload stays for another try.
Result<void> check_readable(const storage::ObjectFolder& objects, const std::string& part, const ImportOrder& order) {
    QY_TRY(file, objects.map_part(part));
    QY_TRY(source, collection::open_table(order.file_name, file.bytes(), order.reading));
    (void)source;
    return {};
}

}  // namespace

class ImportDesk::Running {
 public:
    std::unique_ptr<ImportPieces> pieces;
};

ImportDesk::ImportDesk(const Services& services, std::string objects)
    : services_(services), objects_(std::move(objects)), running_(std::make_unique<Running>()) {}
ImportDesk::~ImportDesk() = default;

Result<ImportDesk::Received> ImportDesk::receive(const model::Actor& actor, model::ImportUploadId id,
                                                 std::int64_t offset, ByteView bytes) {
    QY_CHECK(check_recorder(actor, is_trusted(actor.channel) ? model::PartyId{} : actor.party));
    const storage::ObjectFolder objects(objects_);
    if (static_cast<std::uint64_t>(offset) + bytes.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    const auto end = offset + static_cast<std::int64_t>(bytes.size());
    if (!id) {
        if (offset != 0) return conflict("upload.offset", {"0"});
        const storage::imports::Upload fresh{services_.ids.next<model::ImportUploadId>(), actor.party, actor.name, end,
                                             services_.clock.now()};
        QY_CHECK(objects.write_part(fresh.id.to_string(), 0, bytes));
        auto added = services_.store.write(
            [&](storage::Writer& writer) { return storage::imports::insert_upload(writer, fresh); });
        QY_CHECK(std::move(added));
        return Received{fresh.id, end};
    }
    QY_TRY(known,
           services_.store.read([&](storage::Reader& reader) { return storage::imports::find_upload(reader, id); }));
    if (!known || known->party != actor.party || known->author != actor.name) return not_found("upload.not_found");
    if (end == known->bytes) return Received{id, end};  // sent again: the answer was lost
    if (offset != known->bytes) return conflict("upload.offset", {std::to_string(known->bytes)});
    QY_CHECK(objects.write_part(id.to_string(), static_cast<std::uint64_t>(offset), bytes));
    auto grown = services_.store.write(
        [&](storage::Writer& writer) { return storage::imports::grow_upload(writer, id, offset, end); });
    QY_CHECK(std::move(grown));
    return Received{id, end};
}

Result<ImportJob> ImportDesk::start(const model::Actor& actor, ImportOrder order) {
    QY_CHECK(check_recorder(actor, order.recorder));
    QY_TRY(upload, services_.store.read(
                       [&](storage::Reader& reader) { return storage::imports::find_upload(reader, order.upload); }));
    if (!upload || upload->party != actor.party || upload->author != actor.name) return not_found("upload.not_found");
    QY_TRY(known, services_.store.read([&](storage::Reader& reader) {
        return storage::imports::mapping_of(reader, order.recorder ? order.recorder : actor.party);
    }));
    const storage::ObjectFolder objects(objects_);
    const auto part = order.upload.to_string();
    QY_TRY(hash, objects.name_of_part(part));
    if (!order.file_hash.empty() && order.file_hash != hash) return invalid("upload.hash");
    QY_CHECK(check_readable(objects, part, order));
    const auto said = order.reading.mapping.columns;
    ImportJob job;
    job.id = services_.ids.next<model::ImportId>();
    job.party = actor.party;
    job.author = actor.name;
    job.author_user = actor.user;
    job.channel = actor.channel;
    job.recorder = order.recorder;
    job.file_name = order.file_name;
    job.file_hash = hash;
    job.file_bytes = upload->bytes;
    job.reading = std::move(order.reading);
    add_known_mapping(job.reading, known);
    job.created_at = job.changed_at = services_.clock.now();
    QY_CHECK(objects.keep_part(part, hash));
    auto begun = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(begin_import(writer, {actor, job.recorder, job.id}, job.file_name, job.created_at));
        QY_CHECK(storage::imports::insert(writer, job));
        QY_CHECK(storage::imports::remove_upload(writer, order.upload));
        for (const auto& one : said) {
            const auto party = job.recorder ? job.recorder : actor.party;
            QY_CHECK(storage::imports::keep_mapping(writer, party, one.title, one.field));
        }
        return write_audit(writer, actor, {"import.start", "import:" + job.id.to_string(), "ok", {}, {}, {}},
                           job.created_at);
    });
    QY_CHECK(std::move(begun));
    return job;
}

Result<ImportJob> ImportDesk::find(const model::Actor& actor, model::ImportId id) const {
    QY_TRY(job, services_.store.read([&](storage::Reader& reader) { return storage::imports::find(reader, id); }));
    if (!job || !may_see(actor, job->party)) return not_found("import.not_found");
    return *std::move(job);
}

Result<std::vector<ImportJob>> ImportDesk::list(const model::Actor& actor, model::ImportId before,
                                                std::int64_t limit) const {
    const auto party = is_trusted(actor.channel) ? model::PartyId{} : actor.party;
    return services_.store.read(
        [&](storage::Reader& reader) { return storage::imports::list(reader, party, before, limit); });
}

Result<ImportJob> ImportDesk::move(const model::Actor& actor, model::ImportId id, const std::vector<ImportState>& from,
                                   ImportState to) {
    return services_.store.write([&](storage::Writer& writer) -> Result<ImportJob> {
        QY_TRY(found, storage::imports::find(writer, id));
        if (!found || !may_see(actor, found->party)) return not_found("import.not_found");
        auto job = *std::move(found);
        if (std::find(from.begin(), from.end(), job.state) == from.end()) {
            return conflict("import.state", {std::string(to_string(job.state))});
        }
        job.state = to;
        job.fault_code.clear();
        job.fault_arguments.clear();
        job.changed_at = services_.clock.now();
        QY_CHECK(storage::imports::set_progress(writer, job));
        return job;
    });
}

Result<ImportJob> ImportDesk::pause(const model::Actor& actor, model::ImportId id) {
    return move(actor, id, {ImportState::running}, ImportState::paused);
}
Result<ImportJob> ImportDesk::resume(const model::Actor& actor, model::ImportId id) {
    return move(actor, id, {ImportState::paused, ImportState::failed}, ImportState::running);
}
Result<ImportJob> ImportDesk::cancel(const model::Actor& actor, model::ImportId id) {
    return move(actor, id, {ImportState::running, ImportState::paused, ImportState::failed}, ImportState::cancelled);
}

Result<std::vector<ImportRow>> ImportDesk::rows(const model::Actor& actor, model::ImportId id, std::int64_t first,
                                                std::int64_t limit) const {
    QY_TRY(job, find(actor, id));
    QY_TRY(records, services_.store.read(
                        [&](storage::Reader& reader) { return storage::imports::rows(reader, job.id, first, limit); }));
    std::vector<ImportRow> rows;
    for (const auto& record : records) {
        QY_TRY(faults, faults_from(record.faults));
        rows.push_back({record.line, record.outcome, std::move(faults)});
    }
    return rows;
}

Result<bool> ImportDesk::step() {
    const std::lock_guard lock(working_);
    const auto after = [&](model::ImportId id) {
        return services_.store.read(
            [&](storage::Reader& reader) { return storage::imports::next_running(reader, id); });
    };
    QY_TRY(next, after(last_));
    if (!next && last_) {
        QY_TRY(first, after({}));
        next = std::move(first);
    }
    if (!next) {
        running_->pieces.reset();
        return false;
    }
    last_ = next->id;
    auto done = step_of(*next);
    if (done.ok() || !is_of_the_row(done.error())) return done;
    QY_CHECK(fail(*std::move(next), done.error()));  // the file, not the machine
    return true;
}

Result<bool> ImportDesk::step_of(ImportJob job) {
    QY_TRY(actor, author_of(services_, job));
    auto& pieces = running_->pieces;
    if (!pieces || !pieces->fits(job)) {
        pieces.reset();
        QY_TRY(opened, ImportPieces::open(services_, storage::ObjectFolder(objects_), job));
        pieces = std::move(opened);
    }
    job.file_rows = pieces->file_rows();
    QY_TRY(rows, pieces->next(kRowsPerPiece, actor, job.recorder));
    if (rows.empty()) {
        pieces.reset();
        QY_TRY(ended, end_pass(services_, actor, job));
        (void)ended;
        return true;
    }
    auto taken = take_piece(services_, actor, job, rows);
    if (!taken.ok()) {
        pieces.reset();
        return std::move(taken).error();
    }
    return true;
}

Result<void> ImportDesk::fail(ImportJob job, const Error& error) {
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(found, storage::imports::find(writer, job.id));
        if (!found || found->state != ImportState::running) return {};
        found->state = ImportState::failed;
        found->fault_code = error.code;
        found->fault_arguments = error.arguments;
        found->changed_at = services_.clock.now();
        return storage::imports::set_progress(writer, *found);
    });
}

}  // namespace qy::business
