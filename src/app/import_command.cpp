// qiongyuan import FILE… : each file through import.start, or import.preview; a report of every row on request.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/text.h"
#include "commands.h"
#include "import_job.h"
#include "operator_calls.h"
#include "report_file.h"

namespace qy::app {
namespace {

constexpr std::uintmax_t kLargeBytes = 1U << 20U;

Result<std::string> content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return not_found("file.unreadable", {path});
    std::string content(std::istreambuf_iterator<char>(file), {});
    if (content.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    return content;
}

/// "表头=field" each.
Result<JsonObject> mapping_of(const ImportOptions& options) {
    JsonObject mapping;
    for (const auto& text : options.mapping) {
        const auto equals = text.rfind('=');
        if (equals == std::string::npos || equals == 0) return invalid("mapping.malformed", {text});
        mapping[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return mapping;
}

/// Rows that are more than one answer should hold go in the background, and attachments always.
bool is_large(const std::string& path) {
    std::error_code fault;
    const auto size = std::filesystem::file_size(path, fault);
    const auto name = lower_ascii(path);
    if (name.ends_with(".zip")) return !fault && size <= limits::import_bytes_max;
    const bool rows =
        name.ends_with(".csv") || name.ends_with(".xlsx") || name.ends_with(".xlsm") || name.ends_with(".xls");
    return !fault && rows && size > kLargeBytes && size <= limits::import_bytes_max;
}

Result<Json> send_file(OperatorCalls& calls, const std::string& path, const ImportOptions& options) {
    QY_TRY(mapping, mapping_of(options));
    JsonObject body{{"file_name", std::filesystem::path(path).filename().string()}};
    if (!options.party.empty()) body["party"] = options.party;
    if (!options.sheet.empty()) body["sheet"] = options.sheet;
    if (!mapping.empty()) body["mapping"] = std::move(mapping);
    if (!options.preview && is_large(path)) return import_in_parts(calls, path, std::move(body));
    QY_TRY(content, content_of(path));
    body["content_base64"] = to_base64(bytes_of(content));
    return calls.call(options.preview ? "import.preview" : "import.start", body);
}

std::int64_t number(const Json& report, std::string_view name) {
    return report.at(name).as_int64();
}

std::string text(const Json& report, std::string_view name) {
    const auto& value = report.at(name);
    return value.is_string() ? std::string(value.as_string()) : std::string();
}

/// What was read as what, and what was left out: whoever keeps the sheet must be able to see a wrong guess.
void print_reading(const Talk& talk, const Json& reading, bool every_column) {
    if (reading.is_null()) return;  // no sheet
    if (!text(reading, "sheet").empty()) {
        print_line("  " + std::string(words(talk, "工作表：", "sheet: ")) + text(reading, "sheet"));
    }
    for (const auto& column : reading.at("columns").as_array()) {
        const auto field = text(column, "field");
        const bool units = column.at("units").as_bool();
        if (field.empty() && !units) {
            print_line("  " + std::string(words(talk, "未识别的列，已忽略：", "ignored column: ")) +
                       text(column, "title"));
        } else if (every_column) {
            print_line("  " + text(column, "column") + " " + text(column, "title") + " → " +
                       (units ? std::string(words(talk, "计量单位", "units")) : field + " " + text(column, "label")));
        }
    }
    for (const auto& row : reading.at("skipped").as_array()) {
        print_line("  " + std::to_string(number(row, "line")) + ": " + text(row, "advice"));
    }
}

/// `what`: faults or warnings of each row.
void print_advice(const Json& rows, std::string_view what) {
    for (const auto& row : rows.as_array()) {
        const auto* const all = row.as_object().if_contains(what);
        if (all == nullptr) continue;
        for (const auto& fault : all->as_array()) {
            print_line("  " + std::to_string(number(row, "line")) + ": " + text(fault, "advice"));
        }
    }
}

/// What was attached, and each file that was not.
void print_files(const Talk& talk, const Json& report) {
    const auto* const files = report.as_object().if_contains("files");
    if (files == nullptr || !files->is_object()) return;
    print_line("  " + std::string(words(talk, "附件：已归入 ", "attachments: attached ")) +
               std::to_string(number(*files, "attached")) + "/" + std::to_string(number(*files, "all")));
    for (const auto& file : report.at("attachments").as_array()) {
        for (const auto& fault : file.at("faults").as_array()) {
            print_line("  " + text(file, "name") + ": " + text(fault, "advice"));
        }
    }
}

void print_counts(const CommandContext& context, const std::string& path, const Json& report) {
    if (context.talk.json) {
        JsonObject line{{"file", path}};
        for (const auto* const name : {"accepted", "exists", "rejected"}) line[name] = report.at(name);
        if (const auto* const files = report.as_object().if_contains("files")) line["files"] = *files;
        print_json(line);
        return;
    }
    print_line(path + ": accepted " + std::to_string(number(report, "accepted")) + ", exists " +
               std::to_string(number(report, "exists")) + ", rejected " + std::to_string(number(report, "rejected")));
    print_reading(context.talk, report.at("reading"), false);
    print_files(context.talk, report);
}

void print_preview(const CommandContext& context, const std::string& path, const Json& report) {
    if (context.talk.json) {
        JsonObject line = report.as_object();
        line["file"] = path;
        print_json(line);
        return;
    }
    print_line(path + ": good " + std::to_string(number(report, "good")) + ", exists " +
               std::to_string(number(report, "exists")) + ", faulty " + std::to_string(number(report, "faulty")) +
               ", warned " + std::to_string(number(report, "warned")));
    print_reading(context.talk, report.at("reading"), true);
    print_advice(report.at("faults"), "faults");
    print_advice(report.at("warnings"), "warnings");
    for (const auto& file : report.at("files").as_array()) {
        for (const auto& fault : file.at("faults").as_array()) {
            print_line("  " + text(file, "name") + ": " + text(fault, "advice"));
        }
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
        auto report = send_file(**calls, path, options);
        show_progress("");
        if (!report.ok()) {
            print_line(path + ":");
            exit = tell(report.error(), context.talk);
            continue;
        }
        if (options.preview) {
            print_preview(context, path, *report);
        } else {
            print_counts(context, path, *report);
            rows.add(*report);
        }
        const auto faulty = number(*report, options.preview ? "faulty" : "rejected");
        if (faulty > 0 && exit == Exit::done) exit = Exit::faults;
    }
    if (auto written = rows.write(); !written.ok()) return tell(written.error(), context.talk);
    return exit;
}

}  // namespace qy::app
