#pragma once
// Requests of data subjects, and consents that were taken back. (clause 6.5.2) The words stand sealed. Errors of all:
// those of the port and the vault; corrupt `storage.corrupt` for a stored word that is unknown.
#include <optional>
#include <string>
#include <vector>

#include "model/data_request.h"
#include "storage/store.h"

namespace qy::storage::requests {

/// Errors: conflict `storage.duplicate`, `storage.reference`.
Result<void> insert(Writer& writer, const model::DataRequest& request);
Result<std::optional<model::DataRequest>> find(Reader& reader, model::DataRequestId id);
/// Of one user, oldest first.
Result<std::vector<model::DataRequest>> of_user(Reader& reader, model::UserId user);
/// In this state by the time they are due, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::DataRequest>> queue(Reader& reader, model::DataRequestState state, model::DataRequestId after,
                                              std::int64_t limit);
/// State, answer, handler and time of the decision. Errors: conflict `storage.changed` when its state is no longer
/// `before`.
Result<void> decide(Writer& writer, const model::DataRequest& request, model::DataRequestState before);
/// Waiting ones that are due before that time and of which nobody was reminded.
Result<std::vector<model::DataRequest>> unreminded(Reader& reader, Time due_before, std::int64_t limit);
Result<void> set_reminded(Writer& writer, model::DataRequestId id, Time now);
/// Waiting ones that are due before that time.
Result<std::int64_t> count_due(Reader& reader, Time due_before);
/// Forgets the words of all requests of a user; that there were any stays.
Result<std::int64_t> forget_words(Writer& writer, model::UserId user);

struct Withdrawal {
    std::string policy_version;
    Time consented_at;
    Time withdrawn_at;
};
/// Takes the consents of a user back: they become withdrawals. Returns how many.
Result<std::int64_t> withdraw_consents(Writer& writer, model::UserId user, Time now);
/// Oldest first.
Result<std::vector<Withdrawal>> withdrawals(Reader& reader, model::UserId user);

}  // namespace qy::storage::requests
