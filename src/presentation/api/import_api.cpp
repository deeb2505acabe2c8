// import.*: files in parts, and imports that run in the background. (clauses 5.2, 6.2.3)
#include "base/bytes.h"
#include "base/clock.h"
#include "base/limits.h"
#include "business/import_desk.h"
#include "handlers.h"
#include "import_json.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPartBase64Max = limits::upload_part_bytes_max / 3 * 4 + 4;
constexpr std::size_t kHashDigits = 64;
constexpr std::int64_t kWorkSeconds = 2;  // of one call, which leaves one record of audit
constexpr const char* kWorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

JsonObject job_json(const model::ImportJob& job, Language language) {
    JsonObject out{{"import_id", job.id.to_string()},
                   {"file_name", job.file_name},
                   {"file_hash", job.file_hash},
                   {"bytes", job.file_bytes},
                   {"file_kept", job.file_kept},
                   {"state", model::to_string(job.state)},
                   {"fault", nullptr},
                   {"rows_read", job.position},
                   {"pass", job.pass},
                   {"file_rows", nullptr},
                   {"accepted", job.accepted},
                   {"exists", job.already},
                   {"rejected", job.rejected},
                   {"published", job.published},
                   {"waiting", job.deferred},
                   {"files", nullptr},
                   {"author", job.author},
                   {"created_at", model::to_rfc3339(job.created_at)},
                   {"changed_at", model::to_rfc3339(job.changed_at)}};
    if (job.file_rows) out["file_rows"] = *job.file_rows;
    if (job.files) {
        out["files"] = JsonObject{{"all", *job.files}, {"done", job.files_done}, {"attached", job.files_attached}};
    }
    if (!job.fault_code.empty()) {
        out["fault"] = JsonObject{{"code", job.fault_code},
                                  {"message", message_text(job.fault_code, job.fault_arguments, language)}};
    }
    return out;
}

Result<model::ImportId> import_of(const Json& body) {
    ObjectReader in(body, "");
    const auto id = handlers::read_id<model::ImportId>(in, "import");
    QY_CHECK(in.finish());
    return id;
}

using Move = Result<model::ImportJob> (business::ImportDesk::*)(const model::Actor&, model::ImportId);

Result<Answer> move_import(const Json& body, Call& call, Move move) {
    QY_TRY(id, import_of(body));
    handlers::name_object(call, "import:" + id.to_string());
    QY_TRY(job, (call.use.imports.*move)(call.actor, id));
    return Answer{job_json(job, call.language), {}, false};
}

JsonObject row_json(const business::ImportRow& row, Language language) {
    return {{"line", row.line},
            {"status", row.outcome},
            {"faults", faults_json(row.faults, language)},
            {"warnings", faults_json(row.warnings, language)}};
}

JsonObject file_json(const business::ImportedFile& file, Language language) {
    return {{"number", file.number},
            {"name", file.name},
            {"status", file.outcome},
            {"line", file.line ? Json(*file.line) : Json(nullptr)},
            {"subject", file.subject ? Json(model::to_string(*file.subject)) : Json(nullptr)},
            {"subject_id", file.subject ? Json(std::to_string(file.subject_id)) : Json(nullptr)},
            {"media", file.media ? Json(file.media.to_string()) : Json(nullptr)},
            {"faults", faults_json(file.faults, language)}};
}

/// One page of what is numbered: rows by line, files by number.
template <class One, class Tell, class Number>
Answer page_of(const std::vector<One>& all, std::int64_t limit, Tell tell, Number number) {
    JsonArray items;
    for (const auto& one : all) items.push_back(tell(one));
    const bool full = static_cast<std::int64_t>(all.size()) == limit;
    return {
        JsonObject{{"items", std::move(items)}, {"next_cursor", full ? Json(number(all.back()) + 1) : Json(nullptr)}},
        {},
        false};
}

struct PageOrder {
    model::ImportId import;
    std::int64_t cursor = 0;
    std::int64_t limit = 0;
};
Result<PageOrder> read_page_of_import(const Json& body) {
    ObjectReader in(body, "");
    PageOrder order;
    order.import = handlers::read_id<model::ImportId>(in, "import");
    order.cursor = in.optional_integer("cursor", 0, INT64_MAX).value_or(0);
    order.limit = in.optional_integer("limit", 1, limits::import_rows_told_max).value_or(limits::list_items_default);
    QY_CHECK(in.finish());
    return order;
}

}  // namespace

/// A bundle of one request goes the way of a large file: its attachments take their time.
Result<Answer> start_bundle(business::ImportOrder order, ByteView bytes, Call& call) {
    QY_TRY(received, call.use.imports.receive(call.actor, {}, 0, bytes));
    order.upload = received.upload;
    QY_TRY(job, call.use.imports.start(call.actor, std::move(order)));
    return Answer{job_json(job, call.language), {}, false};
}

Result<Answer> start_uploaded(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::ImportOrder order;
    order.upload = handlers::read_id<model::ImportUploadId>(in, "upload");
    order.file_name = in.text("file_name", limits::name_code_points_max);
    order.file_hash = in.optional_text("sm3", kHashDigits).value_or("");
    const auto party = handlers::read_optional_id<model::PartyId>(in, "party");
    order.recorder = recorder_of(call, party);
    order.reading = read_table_options(in);
    QY_CHECK(in.finish());
    QY_TRY(job, call.use.imports.start(call.actor, std::move(order)));
    return Answer{job_json(job, call.language), {}, false};
}

namespace handlers {

Result<Answer> import_upload(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto upload = read_optional_id<model::ImportUploadId>(in, "upload");
    const auto offset = in.optional_integer("offset", 0, static_cast<std::int64_t>(limits::import_bytes_max));
    const auto content = in.text("content_base64", kPartBase64Max);
    QY_CHECK(in.finish());
    auto bytes = from_base64(content);
    if (!bytes.ok()) return std::move(bytes).error().at("content_base64");
    QY_TRY(received, call.use.imports.receive(call.actor, upload, offset.value_or(0), *bytes));
    return Answer{JsonObject{{"upload", received.upload.to_string()}, {"bytes", received.bytes}}, {}, false};
}

Result<Answer> import_status(const Json& body, Call& call) {
    QY_TRY(id, import_of(body));
    QY_TRY(job, call.use.imports.find(call.actor, id));
    return Answer{job_json(job, call.language), {}, false};
}

Result<Answer> import_work(const Json& body, Call& call) {
    QY_TRY(id, import_of(body));
    name_object(call, "import:" + id.to_string());
    const auto& clock = call.use.services.clock;
    const Time until = clock.now().plus_seconds(kWorkSeconds);
    for (bool more = true; more && clock.now() < until;) {
        QY_TRY(worked, call.use.imports.step());
        more = worked;
    }
    QY_TRY(job, call.use.imports.find(call.actor, id));
    return Answer{job_json(job, call.language), {}, false};
}

Result<Answer> import_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto before = read_optional_id<model::ImportId>(in, "cursor");
    const auto limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    QY_CHECK(in.finish());
    QY_TRY(jobs, call.use.imports.list(call.actor, before, limit));
    JsonArray items;
    for (const auto& job : jobs) items.push_back(job_json(job, call.language));
    const bool full = static_cast<std::int64_t>(jobs.size()) == limit;
    return Answer{JsonObject{{"items", std::move(items)},
                             {"next_cursor", full ? Json(jobs.back().id.to_string()) : Json(nullptr)}},
                  {},
                  false};
}

Result<Answer> import_rows(const Json& body, Call& call) {
    QY_TRY(order, read_page_of_import(body));
    QY_TRY(rows, call.use.imports.rows(call.actor, order.import, order.cursor, order.limit));
    return page_of(
        rows, order.limit, [&](const auto& row) { return row_json(row, call.language); },
        [](const auto& row) { return row.line; });
}

Result<Answer> import_files(const Json& body, Call& call) {
    QY_TRY(order, read_page_of_import(body));
    QY_TRY(files, call.use.imports.files(call.actor, order.import, order.cursor, order.limit));
    return page_of(
        files, order.limit, [&](const auto& file) { return file_json(file, call.language); },
        [](const auto& file) { return file.number; });
}

Result<Answer> import_result(const Json& body, Call& call) {
    QY_TRY(id, import_of(body));
    name_object(call, "import:" + id.to_string());
    QY_TRY(result, call.use.imports.result(call.actor, id, call.language));
    const auto& name = result.file_name;
    const auto* const type = name.ends_with(".xlsx")  ? kWorkbookType
                             : name.ends_with(".zip") ? "application/zip"
                                                      : "application/octet-stream";
    return Answer{nullptr, Download{type, std::move(result.file_name), std::move(result.next)}, false};
}

Result<Answer> import_pause(const Json& body, Call& call) {
    return move_import(body, call, &business::ImportDesk::pause);
}
Result<Answer> import_resume(const Json& body, Call& call) {
    return move_import(body, call, &business::ImportDesk::resume);
}
Result<Answer> import_cancel(const Json& body, Call& call) {
    return move_import(body, call, &business::ImportDesk::cancel);
}

}  // namespace handlers
}  // namespace qy::presentation
