#pragma once
// One table of records in one of several formats, row by row.
#include <filesystem>
#include <memory>
#include <string>

#include "record_table.h"

namespace qy::business {

/// Head of a document: whose it is, and of which days.
struct RecordHead {
    std::string party;
    std::string credit_code;
    std::string from;
    std::string until;
};

/// Errors of all: unavailable `file.unwritable` {path}; of add also those of a sheet (xlsx_write.h).
class RecordWriter {
 public:
    virtual ~RecordWriter() = default;
    virtual Result<void> begin(const RecordTable& table, const RecordHead& head, Language language) = 0;
    virtual Result<void> add(const RecordRow& row) = 0;
    virtual Result<void> end() = 0;
};
Result<std::unique_ptr<RecordWriter>> open_record_writer(RecordFormat format, const std::filesystem::path& path);

}  // namespace qy::business
