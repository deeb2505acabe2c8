#include "storage/import_store.h"

#include "base/json.h"
#include "stored.h"

namespace qy::storage::imports {
namespace {

#define QY_JOB_COLUMNS                                                                                          \
    "j.import_id, j.party_id, j.author, j.author_user_id, j.channel, j.recorder_id, j.file_name, j.file_hash, " \
    "j.file_bytes, j.reading, j.state, j.fault, j.pass, j.position, j.file_rows, j.accepted, j.already, "       \
    "j.rejected, j.published, j.deferred, j.deferred_before, j.created_at, j.changed_at "

constexpr Statement kInsert{
    "import_job.insert",
    "INSERT INTO import_job (import_id, party_id, author, author_user_id, channel, recorder_id, file_name, file_hash, "
    "file_bytes, reading, state, created_at, changed_at) VALUES ($import, $party, $author, $user, $channel, $recorder, "
    "$file_name, $file_hash, $file_bytes, $reading, $state, $created_at, $created_at)"};
constexpr Statement kFind{"import_job.find", "SELECT " QY_JOB_COLUMNS "FROM import_job j WHERE j.import_id = $import"};
constexpr Statement kList{"import_job.list", "SELECT " QY_JOB_COLUMNS
                                             "FROM import_job j WHERE j.party_id = $party AND j.import_id < $before "
                                             "ORDER BY j.import_id DESC LIMIT $limit"};
constexpr Statement kListAll{"import_job.list_all",
                             "SELECT " QY_JOB_COLUMNS
                             "FROM import_job j WHERE j.import_id < $before ORDER BY j.import_id DESC LIMIT $limit"};
constexpr Statement kNextRunning{"import_job.next_running",
                                 "SELECT " QY_JOB_COLUMNS
                                 "FROM import_job j WHERE j.state = 'running' AND j.import_id > $after ORDER BY "
                                 "j.import_id LIMIT 1"};
constexpr Statement kSetProgress{
    "import_job.set_progress",
    "UPDATE import_job SET state = $state, fault = $fault, pass = $pass, position = $position, file_rows = $file_rows, "
    "accepted = $accepted, already = $already, rejected = $rejected, published = $published, deferred = $deferred, "
    "deferred_before = $deferred_before, changed_at = $changed_at WHERE import_id = $import"};

constexpr Statement kPutRow{
    "import_row.put",
    "INSERT INTO import_row (import_id, line, outcome, faults) VALUES ($import, $line, $outcome, $faults) ON CONFLICT "
    "(import_id, line) DO UPDATE SET outcome = excluded.outcome, faults = excluded.faults"};
constexpr Statement kRows{"import_row.list",
                          "SELECT line, outcome, faults FROM import_row WHERE import_id = $import AND line >= $first "
                          "ORDER BY line LIMIT $limit"};
constexpr Statement kRejectDeferred{
    "import_row.reject_deferred",
    "UPDATE import_row SET outcome = 'rejected' WHERE import_id = $import AND outcome = 'deferred'"};

constexpr Statement kInsertUpload{
    "import_upload.insert",
    "INSERT INTO import_upload (import_upload_id, party_id, author, bytes, created_at) VALUES ($upload, $party, "
    "$author, $bytes, $created_at)"};
constexpr Statement kFindUpload{
    "import_upload.find",
    "SELECT import_upload_id, party_id, author, bytes, created_at FROM import_upload WHERE import_upload_id = $upload"};
constexpr Statement kGrowUpload{
    "import_upload.grow", "UPDATE import_upload SET bytes = $to WHERE import_upload_id = $upload AND bytes = $from"};
constexpr Statement kRemoveUpload{"import_upload.remove", "DELETE FROM import_upload WHERE import_upload_id = $upload"};
constexpr Statement kOldUploads{
    "import_upload.old",
    "SELECT import_upload_id, party_id, author, bytes, created_at FROM import_upload WHERE created_at < $before ORDER "
    "BY created_at LIMIT $limit"};

constexpr Statement kMapping{"import_mapping.list", "SELECT title, field FROM import_mapping WHERE party_id = $party"};
constexpr Statement kKeepMapping{
    "import_mapping.keep",
    "INSERT INTO import_mapping (party_id, title, field) VALUES ($party, $title, $field) ON CONFLICT (party_id, title) "
    "DO UPDATE SET field = excluded.field"};

std::string reading_text(const model::TableOptions& reading) {
    JsonObject mapping;
    for (const auto& one : reading.mapping.columns) mapping[one.title] = one.field;
    return to_text(JsonObject{{"sheet", reading.sheet}, {"mapping", std::move(mapping)}});
}

Result<model::TableOptions> reading_from(std::string_view text) {
    QY_TRY(value, parse_json(text));
    model::TableOptions reading;
    const auto* const object = value.if_object();
    if (object == nullptr || !object->contains("sheet") || !object->contains("mapping")) {
        return corrupt("storage.corrupt").because("import_job.reading");
    }
    reading.sheet = object->at("sheet").as_string();
    for (const auto& [title, field] : object->at("mapping").as_object()) {
        reading.mapping.columns.push_back({std::string(title), std::string(field.as_string())});
    }
    return reading;
}

std::string fault_text(const model::ImportJob& job) {
    if (job.fault_code.empty()) return {};
    JsonArray arguments;
    for (const auto& argument : job.fault_arguments) arguments.push_back(boost::json::value(argument));
    return to_text(JsonObject{{"code", job.fault_code}, {"arguments", std::move(arguments)}});
}

Result<void> read_fault(std::string_view text, model::ImportJob& job) {
    if (text.empty()) return {};
    QY_TRY(value, parse_json(text));
    job.fault_code = value.as_object().at("code").as_string();
    for (const auto& argument : value.as_object().at("arguments").as_array()) {
        job.fault_arguments.emplace_back(argument.as_string());
    }
    return {};
}

model::Channel channel_from(std::string_view text) {
    for (const auto channel : {model::Channel::api, model::Channel::operator_command, model::Channel::demo}) {
        if (to_string(channel) == text) return channel;
    }
    return model::Channel::web;
}

Result<model::ImportJob> job_from(const Row& row) {
    model::ImportJob job;
    job.id = row.id<model::ImportId>(0);
    job.party = row.id<model::PartyId>(1);
    job.author = row.text(2);
    job.author_user = row.id<model::UserId>(3);
    job.channel = channel_from(row.text(4));
    job.recorder = row.id<model::PartyId>(5);
    job.file_name = row.text(6);
    job.file_hash = row.text(7);
    job.file_bytes = row.integer(8);
    QY_TRY(reading, reading_from(row.text(9)));
    job.reading = std::move(reading);
    const auto state = model::parse_import_state(row.text(10));
    if (!state) return unknown_word("import_job.state", row.text(10));
    job.state = *state;
    QY_CHECK(read_fault(row.text(11), job));
    job.pass = row.integer(12);
    job.position = row.integer(13);
    if (!row.is_null(14)) job.file_rows = row.integer(14);
    job.accepted = row.integer(15);
    job.already = row.integer(16);
    job.rejected = row.integer(17);
    job.published = row.integer(18);
    job.deferred = row.integer(19);
    job.deferred_before = row.integer(20);
    job.created_at = row.time(21);
    job.changed_at = row.time(22);
    return job;
}

Upload upload_from(const Row& row) {
    return {row.id<model::ImportUploadId>(0), row.id<model::PartyId>(1), std::string(row.text(2)), row.integer(3),
            row.time(4)};
}

}  // namespace

Result<void> insert(Writer& writer, const model::ImportJob& job) {
    const auto reading = reading_text(job.reading);
    return insert_row(writer, kInsert,
                      {{"import", job.id},
                       {"party", job.party},
                       {"author", job.author},
                       {"user", job.author_user},
                       {"channel", to_string(job.channel)},
                       {"recorder", job.recorder},
                       {"file_name", job.file_name},
                       {"file_hash", job.file_hash},
                       {"file_bytes", job.file_bytes},
                       {"reading", reading},
                       {"state", to_string(job.state)},
                       {"created_at", job.created_at}});
}

Result<std::optional<model::ImportJob>> find(Reader& reader, model::ImportId id) {
    return first_of(reader, kFind, {{"import", id.number()}}, job_from);
}

Result<std::vector<model::ImportJob>> list(Reader& reader, model::PartyId party, model::ImportId before,
                                           std::int64_t limit) {
    const std::int64_t below = before ? before.number() : INT64_MAX;
    if (!party) return all_of(reader, kListAll, {{"before", below}, {"limit", limit}}, job_from);
    return all_of(reader, kList, {{"party", party}, {"before", below}, {"limit", limit}}, job_from);
}

Result<std::optional<model::ImportJob>> next_running(Reader& reader, model::ImportId after) {
    return first_of(reader, kNextRunning, {{"after", after.number()}}, job_from);
}

Result<void> set_progress(Writer& writer, const model::ImportJob& job) {
    const auto fault = fault_text(job);
    return update_row(writer, kSetProgress,
                      {{"import", job.id},
                       {"state", to_string(job.state)},
                       {"fault", fault},
                       {"pass", job.pass},
                       {"position", job.position},
                       {"file_rows", job.file_rows},
                       {"accepted", job.accepted},
                       {"already", job.already},
                       {"rejected", job.rejected},
                       {"published", job.published},
                       {"deferred", job.deferred},
                       {"deferred_before", job.deferred_before},
                       {"changed_at", job.changed_at}});
}

Result<void> put_row(Writer& writer, model::ImportId import, const RowRecord& row) {
    return insert_row(writer, kPutRow,
                      {{"import", import}, {"line", row.line}, {"outcome", row.outcome}, {"faults", row.faults}});
}

Result<std::vector<RowRecord>> rows(Reader& reader, model::ImportId import, std::int64_t first, std::int64_t limit) {
    return reader.all(kRows, {{"import", import}, {"first", first}, {"limit", limit}}, [](const Row& row) {
        return RowRecord{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
    });
}

Result<void> reject_deferred(Writer& writer, model::ImportId import) {
    QY_TRY(changed, writer.run(kRejectDeferred, {{"import", import}}));
    (void)changed;
    return {};
}

Result<void> insert_upload(Writer& writer, const Upload& upload) {
    return insert_row(writer, kInsertUpload,
                      {{"upload", upload.id},
                       {"party", upload.party},
                       {"author", upload.author},
                       {"bytes", upload.bytes},
                       {"created_at", upload.created_at}});
}

Result<std::optional<Upload>> find_upload(Reader& reader, model::ImportUploadId id) {
    return reader.first(kFindUpload, {{"upload", id.number()}}, upload_from);
}

Result<void> grow_upload(Writer& writer, model::ImportUploadId id, std::int64_t from, std::int64_t to) {
    return update_row(writer, kGrowUpload, {{"upload", id}, {"from", from}, {"to", to}});
}

Result<void> remove_upload(Writer& writer, model::ImportUploadId id) {
    QY_TRY(removed, writer.run(kRemoveUpload, {{"upload", id}}));
    (void)removed;
    return {};
}

Result<std::vector<Upload>> old_uploads(Reader& reader, Time before, std::int64_t limit) {
    return reader.all(kOldUploads, {{"before", before}, {"limit", limit}}, upload_from);
}

Result<std::map<std::string, std::string>> mapping_of(Reader& reader, model::PartyId party) {
    std::map<std::string, std::string> mapping;
    QY_CHECK(reader.each(kMapping, {{"party", party.number()}}, [&](const Row& row) -> Result<void> {
        mapping.emplace(row.text(0), row.text(1));
        return {};
    }));
    return mapping;
}

Result<void> keep_mapping(Writer& writer, model::PartyId party, std::string_view title, std::string_view field) {
    return insert_row(writer, kKeepMapping, {{"party", party}, {"title", title}, {"field", field}});
}

}  // namespace qy::storage::imports
