#include "storage/import_store.h"

#include "base/json.h"
#include "reach.h"
#include "stored.h"

namespace qy::storage::imports {
namespace {

#define QY_JOB_COLUMNS                                                                                             \
    "j.import_id, j.party_id, j.author, j.author_user_id, j.channel, j.recorder_id, j.file_name, j.file_hash, "    \
    "j.file_bytes, j.file_kept, j.reading, j.state, j.fault, j.pass, j.position, j.file_rows, j.accepted, "        \
    "j.already, j.rejected, j.published, j.deferred, j.deferred_before, j.created_at, j.changed_at, j.rows_done, " \
    "j.files, j.files_done, j.files_attached "
// Held by nobody else.
#define QY_FREE "(j.worker IS NULL OR j.worker = $worker OR j.worker_until <= $now) "

constexpr Statement kInsert{
    "import_job.insert",
    "INSERT INTO import_job (import_id, party_id, author, author_user_id, channel, recorder_id, file_name, file_hash, "
    "file_bytes, file_kept, reading, state, created_at, changed_at, files) VALUES ($import, $party, $author, $user, "
    "$channel, $recorder, $file_name, $file_hash, $file_bytes, 1, $reading, $state, $created_at, $created_at, "
    "$files)"};
constexpr Statement kFind{"import_job.find",
                          "SELECT " QY_JOB_COLUMNS
                          "FROM import_job j WHERE j.import_id = $import AND " QY_REACHED_OWN("j.party_id")};
constexpr Statement kList{"import_job.list",
                          "SELECT " QY_JOB_COLUMNS "FROM import_job j WHERE j.import_id < $before AND " QY_REACHED_OWN(
                              "j.party_id") "ORDER BY j.import_id DESC LIMIT $limit"};
constexpr Statement kListOwn{"import_job.list_own",
                             "SELECT " QY_JOB_COLUMNS
                             "FROM import_job j WHERE j.party_id = $party AND j.import_id < $before ORDER BY "
                             "j.import_id DESC LIMIT $limit"};
constexpr Statement kNextRunning{"import_job.next_running",
                                 "SELECT " QY_JOB_COLUMNS
                                 "FROM import_job j WHERE j.state = 'running' AND j.import_id > $after AND " QY_FREE
                                 "ORDER BY j.import_id LIMIT 1"};
constexpr Statement kClaim{"import_job.claim",
                           "UPDATE import_job AS j SET worker = $worker, worker_until = $until WHERE j.import_id = "
                           "$import AND j.state = 'running' AND " QY_FREE};
constexpr Statement kAdvance{
    "import_job.advance",
    "UPDATE import_job SET state = $state, pass = $pass, position = $position, file_rows = $file_rows, accepted = "
    "$accepted, already = $already, rejected = $rejected, published = $published, deferred = $deferred, "
    "deferred_before = $deferred_before, rows_done = $rows_done, files = $files, files_done = $files_done, "
    "files_attached = $files_attached, changed_at = $changed_at, worker_until = $until WHERE import_id = $import AND "
    "state = 'running' AND pass = $pass_before AND position = $position_before AND files_done = $files_before AND "
    "worker = $worker"};
constexpr Statement kSetState{
    "import_job.set_state",
    "UPDATE import_job SET state = $state, fault = $fault, changed_at = $changed_at, worker = NULL, worker_until = "
    "NULL WHERE import_id = $import AND state {in:from}"};

constexpr Statement kPutRow{
    "import_row.put",
    "INSERT INTO import_row (import_id, line, outcome, faults, warnings) VALUES ($import, $line, $outcome, $faults, "
    "$warnings) ON CONFLICT (import_id, line) DO UPDATE SET outcome = excluded.outcome, faults = excluded.faults, "
    "warnings = excluded.warnings"};
constexpr Statement kRows{
    "import_row.list",
    "SELECT line, outcome, faults, warnings FROM import_row WHERE import_id = $import AND line >= $first "
    "ORDER BY line LIMIT $limit"};
constexpr Statement kRejectDeferred{
    "import_row.reject_deferred",
    "UPDATE import_row SET outcome = 'rejected' WHERE import_id = $import AND outcome = 'deferred'"};

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

void read_progress(const Row& row, model::ImportJob& job) {
    job.pass = row.integer(13);
    job.position = row.integer(14);
    if (!row.is_null(15)) job.file_rows = row.integer(15);
    job.accepted = row.integer(16);
    job.already = row.integer(17);
    job.rejected = row.integer(18);
    job.published = row.integer(19);
    job.deferred = row.integer(20);
    job.deferred_before = row.integer(21);
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
    job.file_kept = row.flag(9);
    QY_TRY(reading, reading_from(row.text(10)));
    job.reading = std::move(reading);
    const auto state = model::parse_import_state(row.text(11));
    if (!state) return unknown_word("import_job.state", row.text(11));
    job.state = *state;
    QY_CHECK(read_fault(row.text(12), job));
    read_progress(row, job);
    job.created_at = row.time(22);
    job.changed_at = row.time(23);
    job.rows_done = row.flag(24);
    if (!row.is_null(25)) job.files = row.integer(25);
    job.files_done = row.integer(26);
    job.files_attached = row.integer(27);
    return job;
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
                       {"created_at", job.created_at},
                       {"files", job.files}});
}

Result<std::optional<model::ImportJob>> find(Reader& reader, const model::Reach& reach, model::ImportId id) {
    return first_of(reader, kFind, {{"import", id.number()}, QY_REACH_OWN_BINDS(reach)}, job_from);
}

Result<std::vector<model::ImportJob>> list(Reader& reader, const model::Reach& reach, model::ImportId before,
                                           std::int64_t limit) {
    const std::int64_t below = before ? before.number() : INT64_MAX;
    // The jobs of one party are few among all: read by its index.
    const bool own = !reach.all && reach.party && !reach.manager && reach.regions.empty();
    if (own) {
        return all_of(reader, kListOwn, {{"party", reach.party}, {"before", below}, {"limit", limit}}, job_from);
    }
    return all_of(reader, kList, {{"before", below}, {"limit", limit}, QY_REACH_OWN_BINDS(reach)}, job_from);
}

Result<std::optional<model::ImportJob>> next_running(Reader& reader, model::ImportId after, const Lease& lease) {
    return first_of(reader, kNextRunning, {{"after", after.number()}, {"worker", lease.worker}, {"now", lease.now}},
                    job_from);
}

Result<bool> claim(Writer& writer, model::ImportId id, const Lease& lease) {
    QY_TRY(rows,
           writer.run(kClaim, {{"import", id}, {"worker", lease.worker}, {"now", lease.now}, {"until", lease.until}}));
    return rows > 0;
}

Result<bool> advance(Writer& writer, const model::ImportJob& before, const model::ImportJob& job, const Lease& lease) {
    QY_TRY(rows, writer.run(kAdvance, {{"import", before.id},
                                       {"pass_before", before.pass},
                                       {"position_before", before.position},
                                       {"files_before", before.files_done},
                                       {"worker", lease.worker},
                                       {"until", lease.until},
                                       {"state", to_string(job.state)},
                                       {"pass", job.pass},
                                       {"position", job.position},
                                       {"file_rows", job.file_rows},
                                       {"accepted", job.accepted},
                                       {"already", job.already},
                                       {"rejected", job.rejected},
                                       {"published", job.published},
                                       {"deferred", job.deferred},
                                       {"deferred_before", job.deferred_before},
                                       {"rows_done", job.rows_done},
                                       {"files", job.files},
                                       {"files_done", job.files_done},
                                       {"files_attached", job.files_attached},
                                       {"changed_at", job.changed_at}}));
    return rows > 0;
}

Result<bool> set_state(Writer& writer, model::ImportId id, std::span<const model::ImportState> from,
                       const model::ImportJob& to) {
    std::vector<std::string> names;
    for (const auto state : from) names.emplace_back(to_string(state));
    const auto fault = fault_text(to);
    QY_TRY(rows, writer.run(kSetState, {{"import", id},
                                        {"from", std::span<const std::string>(names)},
                                        {"state", to_string(to.state)},
                                        {"fault", fault},
                                        {"changed_at", to.changed_at}}));
    return rows > 0;
}

Result<void> put_rows(Writer& writer, model::ImportId import, const std::vector<RowRecord>& rows) {
    if (rows.empty()) return {};
    std::vector<BindRow> binds;
    binds.reserve(rows.size());
    for (const auto& row : rows) {
        binds.push_back({{"import", import},
                         {"line", row.line},
                         {"outcome", row.outcome},
                         {"faults", row.faults},
                         {"warnings", row.warnings}});
    }
    QY_TRY(written, writer.run_many(kPutRow, binds));
    (void)written;
    return {};
}

Result<std::vector<RowRecord>> rows(Reader& reader, model::ImportId import, std::int64_t first, std::int64_t limit) {
    return reader.all(kRows, {{"import", import}, {"first", first}, {"limit", limit}}, [](const Row& row) {
        return RowRecord{row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))};
    });
}

Result<void> reject_deferred(Writer& writer, model::ImportId import) {
    QY_TRY(changed, writer.run(kRejectDeferred, {{"import", import}}));
    (void)changed;
    return {};
}

}  // namespace qy::storage::imports
