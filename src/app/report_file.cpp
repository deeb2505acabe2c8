#include "report_file.h"

#include "base/text.h"
#include "out_file.h"

namespace qy::app {
namespace {

constexpr const char* kColumns[] = {"line", "status", "field", "code", "advice"};

std::string csv_cell(const Json& value) {
    if (value.is_int64()) return std::to_string(value.as_int64());
    const std::string text(value.as_string());
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    return "\"" + replace_all(text, "\"", "\"\"") + "\"";
}

}  // namespace

void ReportFile::add(const Json& report) {
    for (const auto& row : report.at("rows").as_array()) {
        const auto& faults = row.at("faults").as_array();
        if (faults.empty()) {
            records_.push_back(JsonObject{
                {"line", row.at("line")}, {"status", row.at("status")}, {"field", ""}, {"code", ""}, {"advice", ""}});
        }
        for (const auto& fault : faults) {
            records_.push_back(JsonObject{{"line", row.at("line")},
                                          {"status", row.at("status")},
                                          {"field", fault.at("field")},
                                          {"code", fault.at("code")},
                                          {"advice", fault.at("advice")}});
        }
    }
}

std::string ReportFile::csv() const {
    std::string text = "line,status,field,code,advice\r\n";
    for (const auto& record : records_) {
        for (const auto* const column : kColumns) {
            if (column != kColumns[0]) text += ',';
            text += csv_cell(record.at(column));
        }
        text += "\r\n";
    }
    return text;
}

Result<void> ReportFile::write() const {
    if (path_.empty()) return {};
    OutFile file(path_);
    QY_CHECK(file.put(path_.ends_with(".json") ? to_text(records_) : csv()));
    return file.close();
}

}  // namespace qy::app
