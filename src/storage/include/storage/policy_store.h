#pragma once
// Which submissions need no review. (architecture §2) Errors: those of the port; corrupt `storage.corrupt` also when a
// stored word is unknown.
#include <cstdint>
#include <optional>
#include <vector>

#include "model/submission.h"
#include "storage/store.h"

namespace qy::storage::policies {

enum class Decision : std::uint8_t { automatic, review };

/// What a row leaves open fits anything.
struct Policy {
    model::PolicyId id;
    model::PartyId party;
    std::optional<model::Channel> channel;
    std::optional<model::ChangeKind> kind;
    Decision decision = Decision::review;
};

/// Errors: conflict `storage.duplicate` (id).
Result<void> insert(Writer& writer, const Policy& policy);
/// Returns whether it stood there.
Result<bool> remove(Writer& writer, model::PolicyId id);
/// In the order in which they are tried: by id.
Result<std::vector<Policy>> all(Reader& reader);
/// The decision of the first row that fits; nullopt when none does.
Result<std::optional<Decision>> decision(Reader& reader, model::PartyId party, model::Channel channel,
                                         model::ChangeKind kind);

}  // namespace qy::storage::policies
