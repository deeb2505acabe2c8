#pragma once
// The made-up coffee of the data sets: each story is a roast, made of one washed lot, made of two lots of cherries;
// twenty events of farms, a washing station, a roaster, laboratories, carriers and shops, sent as flat rows.
#include <cstdint>
#include <string>

#include "base/json.h"

namespace qy::bench {

constexpr std::int64_t kEventsPerStory = 20;

/// The rows of story `number`, inputs before what is made of them.
[[nodiscard]] JsonArray story_rows(std::int64_t number);
/// The lot that its codes are bound to: the roast.
[[nodiscard]] std::string story_lot_number(std::int64_t number);

}  // namespace qy::bench
