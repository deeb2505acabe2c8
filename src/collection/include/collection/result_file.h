#pragma once
// A file as it was sent, with what became of each of its rows beside it: the same format, the same encoding, every cell
// where it was. A corrected one may be sent again with these columns: they are not read. (clauses 5.2, 6.2.3)
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "model/table_reading.h"

namespace qy::collection {

/// What is written beside a row; beside the header, their titles.
struct RowResult {
    std::string status;
    std::string reason;
    std::string warning = {};  ///< what somebody should look at; the row was taken all the same
};
/// What became of the row of this line; nullopt: it is no row (a title, a total), or was not reached. Asked in the
/// order of the file.
using ResultOf = std::function<Result<std::optional<RowResult>>(std::int64_t line)>;

/// Not shared between threads.
class ResultFile {
 public:
    virtual ~ResultFile() = default;
    /// Appends a piece of some 64 KiB; false at the end. Errors: those of ResultOf.
    virtual Result<bool> next(std::string& chunk) = 0;
};

/// Of CSV, JSON or XML. JSON and XML rows get members `import_status`, `import_reason` and `import_warning`. The bytes
/// must outlive it. Errors: those of open_table. REQUIRES: the file is none of a workbook.
Result<std::unique_ptr<ResultFile>> open_result(std::string_view file_name, ByteView bytes,
                                                const model::TableOptions& options, const RowResult& titles,
                                                ResultOf result_of);

/// Of XLSX, and of XLS as XLSX: the sheet that was read, as texts, in constant memory. Errors: those of open_table and
/// of XlsxWriter.
Result<void> write_result_workbook(std::string_view file_name, ByteView bytes, const model::TableOptions& options,
                                   const RowResult& titles, const ResultOf& result_of,
                                   const std::filesystem::path& path);

}  // namespace qy::collection
