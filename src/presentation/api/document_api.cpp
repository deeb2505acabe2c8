// archive.export, archive.import, import.template, record.export: files that are made for their caller.
// (clauses 5.2, 7.2.1)
#include "base/limits.h"
#include "business/archive.h"
#include "business/import_template.h"
#include "business/record_export.h"
#include "file_download.h"
#include "handlers.h"

namespace qy::presentation::handlers {
namespace {

constexpr std::size_t kPathMax = 4'096;

JsonObject report_json(const business::ArchiveReport& report) {
    JsonObject counts;
    for (const auto& [kind, count] : report.counts) counts.emplace(kind, count);
    return {{"records", report.records},
            {"kinds", std::move(counts)},
            {"manifest_sm3", report.fingerprint},
            {"personal", report.personal}};
}

/// At the machine no party means everything; a caller of a party gets its own.
business::ArchiveOrder order_of(ObjectReader& in, const Call& call) {
    const bool machine =
        call.actor.channel == model::Channel::operator_command || call.actor.channel == model::Channel::demo;
    business::ArchiveOrder order;
    order.party = read_optional_id<model::PartyId>(in, "party");
    if (!order.party && !machine) order.party = call.actor.party;
    order.personal = in.flag("personal", false);
    order.reason = in.optional_text("reason", limits::short_text_code_points_max).value_or("");
    order.approval = read_optional_id<model::ExportApprovalId>(in, "approval");
    order.files = in.flag("files", true);
    return order;
}

}  // namespace

Result<Answer> archive_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto order = order_of(in, call);
    QY_CHECK(in.finish());
    QY_TRY(download, made_download("application/zip", "archive.zip", [&](const std::filesystem::path& path) {
               auto written = business::write_archive(call.use.services, call.actor, order, path, &call.use.media);
               return written.ok() ? Result<void>() : Result<void>(std::move(written).error());
           }));
    return Answer{nullptr, std::move(download), false};
}

Result<Answer> archive_import(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto path = in.text("path", kPathMax);
    QY_CHECK(in.finish());
    QY_TRY(report, business::read_archive(call.use.services, call.actor, path));
    return Answer{report_json(report), {}, false};
}

Result<Answer> import_template(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto category = in.text("category", limits::name_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(download, made_download(std::string(kWorkbookType), "template.xlsx", [&](const std::filesystem::path& path) {
               return business::write_template(call.use.services, category, call.language, path);
           }));
    return Answer{nullptr, std::move(download), false};
}

Result<Answer> record_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto kind = in.text("kind", limits::name_code_points_max);
    const auto format = in.optional_text("format", limits::name_code_points_max).value_or("xlsx");
    business::RecordOrder order;
    order.party = read_optional_id<model::PartyId>(in, "party");
    order.from = in.text("from", limits::name_code_points_max);
    order.until = in.text("until", limits::name_code_points_max);
    order.lot = read_optional_id<model::LotId>(in, "lot");
    order.approval = read_optional_id<model::ExportApprovalId>(in, "approval");
    order.language = call.language;
    if (!order.party) order.party = call.actor.party;
    const auto known_kind = business::parse_record_kind(kind);
    if (!known_kind && in.has("kind")) in.fault(invalid("document.kind", {kind}), "kind");
    const auto known_format = business::parse_table_format(format);
    if (!known_format) in.fault(invalid("document.format", {format}), "format");
    QY_CHECK(in.finish());
    order.kind = *known_kind;
    order.format = *known_format;
    const auto name = std::string(to_string(order.kind)) + "." + std::string(to_string(order.format));
    QY_TRY(download, made_download(std::string(content_type_of(order.format)), name, [&](const auto& path) {
               auto written = business::write_records(call.use.services, call.actor, order, path);
               return written.ok() ? Result<void>() : Result<void>(std::move(written).error());
           }));
    return Answer{nullptr, std::move(download), false};
}

}  // namespace qy::presentation::handlers
