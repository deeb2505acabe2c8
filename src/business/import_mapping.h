#pragma once
// What a party said of the columns of its files is kept, and holds for its next one. (clause 6.2.3)
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "model/ids.h"
#include "model/table_reading.h"
#include "storage/store.h"

namespace qy::business {

/// How a file is read: as `said`, and where that says nothing, as the party said before. Errors: `mapping.*` of
/// collection::open_table for what is said now; those of storage.
Result<model::TableOptions> reading_for(storage::Store& store, model::PartyId party, const std::string& file_name,
                                        ByteView bytes, const model::TableOptions& said);

/// Keeps what was said. Errors: those of storage.
Result<void> keep_mapping(storage::Writer& writer, model::PartyId party, const model::ColumnMapping& said);

}  // namespace qy::business
