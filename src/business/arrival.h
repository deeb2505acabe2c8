#pragma once
// What becomes of a submission when it arrives: rows of the policy table let it through, or have it reviewed, all of
// them or a drawn share. (clause 6.2.1; architecture §2; decision 23)
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/review_task.h"
#include "model/submission.h"
#include "storage/policy_store.h"

namespace qy::business {

struct RowContent;

/// What a submission is about, as far as policies ask.
struct SubmissionFacts {
    model::PartyId party;
    model::Channel channel = model::Channel::api;
    model::ChangeKind kind = model::ChangeKind::row;
    model::BrandId brand;
    model::CategoryId category;
    /// What it tells of, in terms that stay when its words are changed: the draw follows from it.
    std::string identity;
};

/// Of a change of a product, a record of a registry, an operation on the catalogue. Errors: those of storage.
Result<SubmissionFacts> facts_of(storage::Reader& reader, model::PartyId party, model::Channel channel,
                                 const model::Change& change);
/// Of a row. Errors: those of storage.
Result<SubmissionFacts> facts_of_row(storage::Reader& reader, model::PartyId party, model::Channel channel,
                                     const RowContent& row);

/// Of whichever its first change is. Errors: those of storage; corrupt `draft.corrupt`.
Result<SubmissionFacts> facts_of_submission(storage::Reader& reader, const model::Submission& submission);

/// `policy`: the first that fits; none: it is reviewed. `draw`: what was drawn, when that policy takes a sample.
struct Arrival {
    bool passes = false;
    std::optional<storage::policies::Policy> policy;
    std::optional<std::int64_t> draw;
};

/// The draw is a keyed hash of policy, party and identity: nobody outside can foretell it, and whoever withdraws a
/// submission and sends it again gets the same. Errors: not_found `keyring.no_key`.
Result<Arrival> arrival_of(const std::vector<storage::policies::Policy>& policies, const crypto::Keyring& keys,
                           const SubmissionFacts& facts);

/// Notes in the submission what policy decided, and why.
void note_arrival(model::Submission& submission, const Arrival& arrival);
/// The task of a submission that waits. Errors: those of storage.
Result<void> add_review_task(storage::Writer& writer, const Services& services, const model::Submission& submission,
                             const SubmissionFacts& facts, const Arrival& arrival, Time now);

}  // namespace qy::business
