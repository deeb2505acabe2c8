// qiongyuan export, import --archive, template: what leaves as a file, and an archive that comes back.
#include <filesystem>

#include "admin_client.h"
#include "commands.h"
#include "operator_calls.h"
#include "out_file.h"

namespace qy::app {
namespace {

/// Runs one download to a file.
Exit download(const CommandContext& context, std::string_view function, const JsonObject& body, const std::string& file,
              std::string_view format = {}) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto exported = download_to(**calls, function, body, file, format);
    return exported.ok() ? Exit::done : tell(exported.error(), context.talk);
}

JsonObject archive_body(const ExportOptions& options) {
    JsonObject body;
    if (!options.party.empty()) body["party"] = options.party;
    if (options.personal) body["personal"] = true;
    if (options.without_files) body["files"] = false;
    if (!options.reason.empty()) body["reason"] = options.reason;
    return body;
}

JsonObject table_body(const ExportOptions& options) {
    return {{"kind", options.kind},
            {"format", options.format},
            {"party", options.party},
            {"from", options.from},
            {"until", options.until}};
}

void print_kinds(const Json& data) {
    for (const auto& kind : data.at("kinds").as_object()) {
        print_line("  " + std::string(kind.key()) + "  " + std::to_string(kind.value().as_int64()));
    }
    print_line("manifest SM3 " + std::string(data.at("manifest_sm3").as_string()));
}

/// What a function answers, as a file.
Exit export_query(const CommandContext& context, const ExportOptions& options) {
    auto body = parse_json(options.with);
    if (body.ok() && !body->is_object()) body = invalid("export.query");
    if (!body.ok()) return tell(body.error(), context.talk);
    return download(context, options.query, body->as_object(), options.file, options.format);
}

}  // namespace

Exit run_export(const CommandContext& context, const ExportOptions& options) {
    if (!options.query.empty()) return export_query(context, options);
    const bool archive = options.format == "archive";
    const bool epcis = options.format == "epcis";
    const bool fits = epcis ? options.party.empty() && !options.personal
                            : options.lot.empty() && (archive || (!options.all && !options.personal));
    if (!fits) return tell(invalid("export.scope"), context.talk);
    if (archive) return download(context, "archive.export", archive_body(options), options.file);
    if (!epcis) return download(context, "record.export", table_body(options), options.file);
    JsonObject body;
    if (!options.lot.empty()) body["lot"] = options.lot;
    return download(context, "event.export", body, options.file);
}

Exit run_import_archive(const CommandContext& context, const std::string& file) {
    if (connect_admin(context.folder + "/admin.sock", context.talk.language) != nullptr) {
        return tell(conflict("archive.server_running"), context.talk);
    }
    auto calls = connect(context.folder, context.settings, true, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call("archive.import", {{"path", std::filesystem::absolute(file).string()}});
    if (!data.ok()) return tell(data.error(), context.talk);
    if (context.talk.json) {
        print_json(*data);
        return Exit::done;
    }
    print_line(std::string(words(context.talk, "已导入记录 ", "records taken in: ")) +
               std::to_string(data->at("records").as_int64()));
    print_kinds(*data);
    return Exit::done;
}

Exit run_template(const CommandContext& context, const std::string& category, const std::string& file) {
    return download(context, "import.template", {{"category", category}}, file);
}

}  // namespace qy::app
