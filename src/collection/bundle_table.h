#pragma once
// The table of a bundle, read like any other, with the columns that name its files.
#include <memory>
#include <string_view>

#include "collection/decode.h"

namespace qy::collection {

/// open_table for a file that is no bundle.
Result<std::unique_ptr<TableSource>> open_plain_table(std::string_view file_name, ByteView bytes,
                                                      const TableOptions& options);
/// Errors: those of Bundle::open and open_plain_table.
Result<std::unique_ptr<TableSource>> open_bundle_table(ByteView bytes, const TableOptions& options);

}  // namespace qy::collection
