#pragma once
// The report of an import: one record per fault and one per faultless row. (interfaces: import --report)
#include <string>

#include "base/json.h"
#include "base/result.h"

namespace qy::app {

/// CSV with header line,status,field,code,advice; a JSON array when the path ends in .json; nothing without a path.
class ReportFile {
 public:
    explicit ReportFile(std::string path) : path_(std::move(path)) {}
    /// Adds the rows of one import.start answer.
    void add(const Json& report);
    /// Errors: unavailable `file.unwritable` {path}.
    Result<void> write() const;

 private:
    [[nodiscard]] std::string csv() const;
    std::string path_;
    JsonArray records_;
};

}  // namespace qy::app
