#pragma once
// Files of imports: uploads that grow part by part, files whose time is over, what a party said of their columns.
// (clauses 5.2, 6.2.3) Errors: those of the port.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::import_files {

struct Upload {
    model::ImportUploadId id;
    model::PartyId party;
    std::string author;
    std::int64_t bytes = 0;  ///< so far
    Time created_at;
};
Result<void> insert(Writer& writer, const Upload& upload);
/// That of this author: nobody else goes on with it.
Result<std::optional<Upload>> find(Reader& reader, model::ImportUploadId id, model::PartyId party,
                                   std::string_view author);
/// The upload has grown from one size to another. False: it had another size.
Result<bool> grow(Writer& writer, model::ImportUploadId id, std::int64_t from, std::int64_t to);
Result<void> remove(Writer& writer, model::ImportUploadId id);
/// Begun before `before`, at most `limit`.
Result<std::vector<model::ImportUploadId>> old_uploads(Reader& reader, Time before, std::int64_t limit);

/// Jobs that ended before `before`, at most `limit`, are told without their files and without what became of their
/// rows. Returns how many.
Result<std::int64_t> forget_old(Writer& writer, Time before, std::int64_t limit);

/// What the party said of columns: title → field name or "-".
Result<std::map<std::string, std::string>> mapping_of(Reader& reader, model::PartyId party);
Result<void> keep_mapping(Writer& writer, model::PartyId party, std::string_view title, std::string_view field);

}  // namespace qy::storage::import_files
