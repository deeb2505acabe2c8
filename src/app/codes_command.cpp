// qiongyuan codes issue | bind | export | check | freeze | qr.
#include <fstream>

#include "base/text.h"
#include "business/codes.h"
#include "commands.h"
#include "operator_calls.h"
#include "out_file.h"
#include "presentation/qr.h"

namespace qy::app {
namespace {

constexpr std::size_t kCheckPiece = 1'000;

/// Runs one call and prints its data: as JSON, or as `name: value` lines of the members named.
Exit call_and_print(const CommandContext& context, std::string_view function, const JsonObject& body,
                    std::initializer_list<const char*> members) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto data = (*calls)->call(function, body);
    if (!data.ok()) return tell(data.error(), context.talk);
    if (context.talk.json) {
        print_json(*data);
        return Exit::done;
    }
    for (const auto* const member : members) {
        const auto& value = data->at(member);
        print_line(std::string(member) + ": " + (value.is_string() ? std::string(value.as_string()) : to_text(value)));
    }
    return Exit::done;
}

/// With the PINs of a range that has some: the operator's file is for the press.
Result<void> export_range(OperatorCalls& calls, const std::string& range, const std::string& file) {
    return download_to(calls, "code.export", {{"range", range}, {"pins", true}}, file);
}

bool is_genuine(const Json& item) {
    return item.at("state").as_string() == "genuine";
}

/// Checks one piece; returns whether every code is genuine.
Result<bool> check_piece(OperatorCalls& calls, const CommandContext& context, const JsonArray& codes) {
    if (codes.empty()) return true;
    QY_TRY(data, calls.call("code.check", {{"codes", codes}}));
    bool all = true;
    for (const auto& item : data.at("items").as_array()) {
        all = all && is_genuine(item);
        if (context.talk.json) {
            print_json(item);
        } else {
            print_line(std::string(item.at("text").as_string()) + " " + std::string(item.at("state").as_string()));
        }
    }
    return all;
}

/// The first column of a line: an export file can be checked as it is.
std::string code_of_line(std::string_view line) {
    return std::string(trim(line.substr(0, line.find(','))));
}

Result<bool> check_file(OperatorCalls& calls, const CommandContext& context, const std::string& path) {
    std::ifstream file(path);
    if (!file) return not_found("file.unreadable", {path});
    bool all = true;
    JsonArray piece;
    std::string line;
    while (std::getline(file, line)) {
        const std::string code = code_of_line(line);
        if (code.empty() || code == "code") continue;
        piece.push_back(boost::json::value(code));
        if (piece.size() < kCheckPiece) continue;
        QY_TRY(genuine, check_piece(calls, context, piece));
        all = all && genuine;
        piece.clear();
    }
    QY_TRY(genuine, check_piece(calls, context, piece));
    return all && genuine;
}

}  // namespace

Exit run_codes_issue(const CommandContext& context, const IssueOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonObject body{{"count", options.count}, {"pin", options.pin}};
    if (!options.lot.empty()) body["lot"] = options.lot;
    if (!options.party.empty()) body["party"] = options.party;
    if (!options.brand.empty()) body["brand"] = options.brand;
    auto data = (*calls)->call("code.issue", body);
    if (!data.ok()) return tell(data.error(), context.talk);
    const std::string range(data->at("id").as_string());
    if (context.talk.json) {
        print_json(*data);
    } else {
        print_line("range: " + range);
        print_line("first: " + std::string(data->at("first_code").as_string()));
        print_line("last: " + std::string(data->at("last_code").as_string()));
    }
    if (options.export_file.empty()) return Exit::done;
    auto exported = export_range(**calls, range, options.export_file);
    return exported.ok() ? Exit::done : tell(exported.error(), context.talk);
}

Exit run_codes_bind(const CommandContext& context, const BindOptions& options) {
    return call_and_print(context, "code.bind",
                          {{"first", options.first}, {"last", options.last}, {"lot", options.lot}},
                          {"id", "first_code", "last_code", "lot_id"});
}

Exit run_codes_export(const CommandContext& context, const std::string& range, const std::string& file) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    auto exported = export_range(**calls, range, file);
    return exported.ok() ? Exit::done : tell(exported.error(), context.talk);
}

Exit run_codes_check(const CommandContext& context, const CheckOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonArray codes;
    for (const auto& code : options.codes) codes.push_back(boost::json::value(code));
    auto all = check_piece(**calls, context, codes);
    if (all.ok() && !options.file.empty()) {
        auto filed = check_file(**calls, context, options.file);
        if (!filed.ok()) return tell(filed.error(), context.talk);
        *all = *all && *filed;
    }
    if (!all.ok()) return tell(all.error(), context.talk);
    return *all ? Exit::done : Exit::faults;
}

Exit run_codes_freeze(const CommandContext& context, const FreezeOptions& options) {
    JsonObject body{{"frozen", !options.lift}, {"reason", options.reason}};
    if (!options.code.empty()) body["code"] = options.code;
    if (!options.range.empty()) body["range"] = options.range;
    return call_and_print(context, "code.freeze", body, {"frozen"});
}

Exit run_codes_label(const CommandContext& context, const LabelOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonObject body{{"range", options.range},   {"template", options.sheet}, {"symbol", options.symbol},
                    {"format", options.format}, {"reason", options.reason},  {"dots_per_inch", options.dots_per_inch},
                    {"used", options.used},     {"pins", options.pins}};
    if (!options.first.empty()) body["first"] = options.first;
    if (!options.last.empty()) body["last"] = options.last;
    auto written = download_to(**calls, "label.print", body, options.file);
    return written.ok() ? Exit::done : tell(written.error(), context.talk);
}

Exit run_codes_qr(const CommandContext& context, const std::string& text, const std::string& file) {
    auto image = file.ends_with(".png") ? presentation::qr_png(text, 8) : presentation::qr_svg(text);
    if (!image.ok()) return tell(image.error(), context.talk);
    OutFile out(file);
    auto written = out.put(*image);
    if (written.ok()) written = out.close();
    return written.ok() ? Exit::done : tell(written.error(), context.talk);
}

}  // namespace qy::app
