#pragma once
// Seals stored rows anew: after a rotation under the newest key, after an update what was stored in the clear before
// its column was protected. Small steps, each with its progress in one transaction, so that it runs beside other
// writers and goes on where it was when the program was killed. (clauses 7.3.1, 9.2.2)
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace qy::storage::sealing {

/// How far one relation is. Errors of all: those of the port; corrupt `field.damaged`, not_found `keyring.no_key`.
struct Progress {
    std::string relation;
    int epoch = 0;             ///< of the field key that rows are sealed under; 0: not begun
    int index_epoch = 0;       ///< of the blind index key
    bool reindex = false;      ///< this pass makes the keyed hashes of persons anew
    std::string cursor;        ///< the last row looked at in this pass
    std::int64_t passed = 0;   ///< rows looked at in this pass
    std::int64_t renewed = 0;  ///< rows sealed anew in this pass
    std::int64_t total = 0;    ///< and since the present keys became active
    std::int64_t damaged =
        0;              ///< rows of this pass that do not open: changed or moved behind our back; left as they are
    bool done = false;  ///< a whole pass found nothing to do
    Time changed_at;
};

/// The relations with protected columns, in the order in which they are to be sealed: what is looked up comes first.
[[nodiscard]] std::span<const std::string_view> relations();

/// Of one relation, for the keys that are active now: a new rotation begins it anew.
Result<Progress> progress(Reader& reader, std::string_view relation);

/// Looks at up to `limit` further rows, seals those that need it, and keeps the new progress with them. A pass that
/// sealed something is followed by another: a row sealed under the old key may have come behind the cursor. Nothing
/// happens when it is done. REQUIRES: one of relations(), limit ≥ 1.
Result<Progress> step(Writer& writer, std::string_view relation, std::int64_t limit, Time now);

}  // namespace qy::storage::sealing
