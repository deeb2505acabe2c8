// event.capture, import.preview, import.start, product.save. (clauses 5.2, 6.2.1–6.2.3)
#include "base/bytes.h"
#include "base/limits.h"
#include "business/capture.h"
#include "business/epcis_export.h"
#include "business/review.h"
#include "handlers.h"
#include "import_json.h"
#include "submission_json.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kBase64Max = limits::import_bytes_max / 3 * 4 + 4;

JsonObject report_json(const business::CaptureReport& report, Language language) {
    JsonArray ignored;
    for (const auto& column : report.ignored_columns) ignored.push_back(boost::json::value(column));
    return {{"import_id", report.import.to_string()},
            {"accepted", report.accepted},
            {"exists", report.exists},
            {"rejected", report.rejected},
            {"published", report.published},
            {"rows", row_status_json(report.rows, language)},
            {"ignored_columns", ignored},
            {"reading", report.reading.columns.empty() ? Json(nullptr) : reading_json(report.reading, language)}};
}

/// A file as a request holds it.
struct SentFile {
    std::string name;
    Bytes bytes;
    model::PartyId recorder;
    model::TableOptions reading;
    [[nodiscard]] business::Upload upload() const { return {name, bytes, recorder, reading}; }
};

Result<SentFile> read_file(const Json& body, const Call& call) {
    ObjectReader in(body, "");
    SentFile file;
    file.name = in.text("file_name", limits::name_code_points_max);
    const std::string content = in.text("content_base64", kBase64Max);
    file.recorder = recorder_of(call, handlers::read_optional_id<model::PartyId>(in, "party"));
    file.reading = read_table_options(in);
    QY_CHECK(in.finish());
    auto bytes = from_base64(content);
    if (!bytes.ok()) return std::move(bytes).error().at("content_base64");
    file.bytes = *std::move(bytes);
    return file;
}

}  // namespace

namespace handlers {

Result<Answer> event_capture(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto* rows = in.array("rows", limits::capture_rows_per_request_max);
    const auto party = read_optional_id<model::PartyId>(in, "party");
    QY_CHECK(in.finish());
    QY_TRY(report, call.use.capture.capture_rows(*rows, call.actor, recorder_of(call, party)));
    return Answer{report_json(report, call.language), {}, false};
}

Result<Answer> event_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto lot = in.optional_text("lot", limits::epcis_uri_code_points_max).value_or("");
    const auto approval = read_optional_id<model::ExportApprovalId>(in, "approval");
    QY_CHECK(in.finish());
    QY_TRY(stream, business::open_epcis_export(call.use.services, call.actor, lot, approval));
    auto shared = std::make_shared<business::EpcisStream>(std::move(stream));
    Download download{"application/ld+json; charset=utf-8", "events.jsonld",
                      [shared](std::string& chunk) -> Result<bool> { return shared->next(chunk); }};
    return Answer{nullptr, std::move(download), false};
}

Result<Answer> import_preview(const Json& body, Call& call) {
    QY_TRY(file, read_file(body, call));
    QY_TRY(report, call.use.capture.preview_file(file.upload(), call.actor));
    return Answer{preview_json(report, call.language), {}, false};
}

Result<Answer> import_start(const Json& body, Call& call) {
    if (body.is_object() && body.as_object().contains("upload")) return start_uploaded(body, call);
    QY_TRY(file, read_file(body, call));
    if (business::is_bundle(file.name, file.bytes)) {
        return start_bundle({{}, file.name, file.recorder, file.reading, {}}, file.bytes, call);
    }
    QY_TRY(report, call.use.capture.import_file(file.upload(), call.actor));
    return Answer{report_json(report, call.language), {}, false};
}

Result<Answer> product_save(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto product = read_id<model::ProductId>(in, "product");
    const auto base_version = in.integer("base_version", 1, 1'000'000'000);
    const auto* content = in.object("changes");
    QY_CHECK(in.finish());
    model::Change change{model::ChangeKind::product, product.number(), base_version, Json(*content)};
    QY_TRY(submission, call.use.review.submit(call.actor.party, {std::move(change)}, call.actor));
    return Answer{submission_json(submission), {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
