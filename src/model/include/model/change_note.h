#pragma once
// That something changed: what caches, open pages, other programs on the same database and partners follow. It says
// what, never how: whoever is told asks anew, with its own rights. (clauses 5.5, 6.2.1)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/ids.h"

namespace qy::model {

/// access: what a user may do, or that it is signed in; told to nobody, it ends the streams that the user listens to.
enum class ChangedThing : std::uint8_t {
    submission,
    product,
    lot,
    code_range,
    brand_grant,
    catalogue,
    dictionary,
    access
};

struct ChangeNote {
    std::int64_t position = 0;  ///< in the feed, from 1, without a gap; set when it is appended
    Time at;
    ChangedThing thing = ChangedThing::lot;
    std::int64_t subject = 0;  ///< its id; of access a user's, 0: everybody; 0 for catalogue and dictionary
    PartyId party;             ///< whose it is; none: everybody's
    BrandId brand;
    std::string what;  ///< a word: the state of a submission, "event", "product.save", "code_freeze" …
};

[[nodiscard]] std::string_view to_string(ChangedThing thing);
[[nodiscard]] std::optional<ChangedThing> parse_changed_thing(std::string_view text);

}  // namespace qy::model
