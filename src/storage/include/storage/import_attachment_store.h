#pragma once
// What became of each attachment of an import. (clauses 5.2, 7.2.2) Errors: those of the port; corrupt
// `storage.corrupt` for a stored word that is unknown.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"
#include "model/media.h"
#include "storage/store.h"

namespace qy::storage::import_attachments {

/// `line`, `subject` and `media` are none where it was not attached.
struct Attachment {
    std::int64_t number = 0;
    std::string name;
    std::string outcome;  ///< attached, unmatched, refused, missing
    std::optional<std::int64_t> line = {};
    std::optional<model::MediaSubject> subject = {};
    std::optional<std::int64_t> subject_id = {};
    model::MediaId media = {};
    std::string faults = "[]";  ///< JSON
};
Result<void> insert(Writer& writer, model::ImportId import, const Attachment& attachment);
/// Numbers from `first`, at most `limit`, in order.
Result<std::vector<Attachment>> list(Reader& reader, model::ImportId import, std::int64_t first, std::int64_t limit);

}  // namespace qy::storage::import_attachments
