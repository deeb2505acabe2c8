#pragma once
// Files on their way in, part by part: of imports and of media, each kind in a table of its own. (clauses 5.2, 7.2.2)
// Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::uploads {

enum class Kind : std::uint8_t { import, media };

struct Upload {
    std::int64_t id = 0;
    model::PartyId party;
    std::string author;
    std::int64_t bytes = 0;  ///< that have arrived
    Time created_at;
};
Result<void> insert(Writer& writer, Kind kind, const Upload& upload);
/// That of this author: nobody else goes on with it.
Result<std::optional<Upload>> find(Reader& reader, Kind kind, std::int64_t id, model::PartyId party,
                                   std::string_view author);
/// It has grown from one size to another. False: it had another size.
Result<bool> grow(Writer& writer, Kind kind, std::int64_t id, std::int64_t from, std::int64_t to);
/// False: it was gone.
Result<bool> remove(Writer& writer, Kind kind, std::int64_t id);
Result<std::int64_t> count(Reader& reader, Kind kind, model::PartyId party);
/// Begun before `before`, at most `limit`.
Result<std::vector<std::int64_t>> old(Reader& reader, Kind kind, Time before, std::int64_t limit);

}  // namespace qy::storage::uploads
