#pragma once
// Which submissions need no review. (architecture §2) Errors: those of the port; corrupt `storage.corrupt` also when a
// stored word is unknown.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/submission.h"
#include "storage/store.h"

namespace qy::storage::policies {

/// `sample`: a drawn share is reviewed, the others go through by the rule.
enum class Decision : std::uint8_t { automatic, review, sample };
[[nodiscard]] std::string_view to_string(Decision decision);
[[nodiscard]] std::optional<Decision> parse_decision(std::string_view text);

/// What a row leaves open fits anything.
struct Policy {
    model::PolicyId id;
    model::PartyId party;
    std::optional<model::Channel> channel;
    std::optional<model::ChangeKind> kind;
    Decision decision = Decision::review;
    model::BrandId brand = {};
    model::CategoryId category = {};
    std::int64_t review_share = 10'000;  ///< of 10,000: how many of a sample are reviewed
    std::int64_t reviewers = 1;          ///< how many different persons approve what is reviewed
    std::int64_t due_hours = 0;          ///< working hours; 0: as the setting says
    std::string reason = {};             ///< why this source is trusted, or not
    std::string made_by = {};
    std::optional<Time> made_at = {};

    /// Whether only some brands or categories are meant.
    [[nodiscard]] bool asks_for_product() const { return brand || category; }
};

/// Errors: conflict `storage.duplicate` (id).
Result<void> insert(Writer& writer, const Policy& policy);
/// Returns whether it stood there.
Result<bool> remove(Writer& writer, model::PolicyId id);
/// In the order in which they are tried: those of one party, brand or category before those of any, then by id.
Result<std::vector<Policy>> all(Reader& reader);

}  // namespace qy::storage::policies
