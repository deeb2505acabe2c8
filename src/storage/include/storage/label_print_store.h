#pragma once
// Runs of labels that were made for print. Errors of all: those of the port.
#include <optional>

#include "model/label_print.h"
#include "storage/store.h"

namespace qy::storage::label_prints {

Result<void> insert(Writer& writer, const model::LabelPrint& print);
/// The newest run with a label among serials first…last of the issued block; nothing when none was made yet.
Result<std::optional<model::LabelPrint>> newest_of(Reader& reader, model::CodeRangeId block, std::int64_t first,
                                                   std::int64_t last);

}  // namespace qy::storage::label_prints
