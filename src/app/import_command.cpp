// qiongyuan import FILE… : each file through import.start; a report of every row on request.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "base/limits.h"
#include "commands.h"
#include "operator_calls.h"
#include "report_file.h"

namespace qy::app {
namespace {

Result<std::string> content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return not_found("file.unreadable", {path});
    std::string content(std::istreambuf_iterator<char>(file), {});
    if (content.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    return content;
}

Result<Json> import_file(OperatorCalls& calls, const std::string& path, const std::string& party) {
    QY_TRY(content, content_of(path));
    JsonObject body{{"file_name", std::filesystem::path(path).filename().string()},
                    {"content_base64", to_base64(bytes_of(content))}};
    if (!party.empty()) body["party"] = party;
    return calls.call("import.start", body);
}

std::int64_t number(const Json& report, std::string_view name) {
    return report.at(name).as_int64();
}

void print_counts(const CommandContext& context, const std::string& path, const Json& report) {
    if (context.talk.json) {
        JsonObject line{{"file", path}};
        for (const auto* const name : {"accepted", "exists", "rejected"}) line[name] = report.at(name);
        print_json(line);
        return;
    }
    print_line(path + ": accepted " + std::to_string(number(report, "accepted")) + ", exists " +
               std::to_string(number(report, "exists")) + ", rejected " + std::to_string(number(report, "rejected")));
    for (const auto& column : report.at("ignored_columns").as_array()) {
        print_line("  " + std::string(words(context.talk, "未识别的列，已忽略：", "ignored column: ")) +
                   std::string(column.as_string()));
    }
}

}  // namespace

Exit run_import(const CommandContext& context, const ImportOptions& options) {
    auto calls = connect(context.folder, context.settings, true, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    ReportFile rows(options.report);
    Exit exit = Exit::done;
    for (const auto& path : options.files) {
        show_progress(path);
        auto report = import_file(**calls, path, options.party);
        show_progress("");
        if (!report.ok()) {
            print_line(path + ":");
            exit = tell(report.error(), context.talk);
            continue;
        }
        print_counts(context, path, *report);
        rows.add(*report);
        if (number(*report, "rejected") > 0 && exit == Exit::done) exit = Exit::faults;
    }
    if (auto written = rows.write(); !written.ok()) return tell(written.error(), context.talk);
    return exit;
}

}  // namespace qy::app
