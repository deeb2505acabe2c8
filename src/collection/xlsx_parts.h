#pragma once
// The parts of an XLSX workbook beside its sheets: which sheets there are, number formats, shared texts. (ECMA-376)
#include <memory>
#include <string>
#include <vector>

#include "number_format.h"
#include "text_heap.h"
#include "zip_package.h"

namespace qy::collection {

struct XlsxSheet {
    std::string name;
    bool hidden = false;
    std::string part;  ///< "xl/worksheets/sheet1.xml"
};

/// What the sheets of one workbook share.
struct XlsxParts {
    std::vector<XlsxSheet> sheets;
    bool from_1904 = false;
    std::vector<NumberFormat> formats;  ///< by the style number of a cell
    TextHeap texts;
};

/// Errors: those of open_xlsx.
Result<std::unique_ptr<XlsxParts>> read_xlsx_parts(const ZipPackage& package);

}  // namespace qy::collection
