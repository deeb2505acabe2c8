#pragma once
// Review: submissions move through their states; approval applies all changes in one transaction. (clause 6.2.1;
// architecture §2)
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/draft.h"
#include "model/submission.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

struct SubmissionQuery {
    std::optional<model::SubmissionState> state;
    model::ImportId import;
    std::int64_t limit = 50;
    model::SubmissionId after;  ///< cursor
};

struct SubmissionPage {
    std::vector<model::Submission> items;
    model::SubmissionId next;  ///< none at the end
};

/// What became of the submissions of an import.
struct ImportDecision {
    struct Refused {
        model::SubmissionId submission;
        Error why;  ///< it waits as before
    };
    std::int64_t decided = 0;
    std::vector<Refused> refused;
    bool more = false;  ///< there may be further ones: ask again
};

/// Safe from any thread. An actor sees and decides submissions inside the scope of its roles; others are not_found
/// `submission.not_found`.
class Review {
 public:
    explicit Review(const Services& services) : services_(services) {}

    /// A new submission for `party`; state `submitted`, or `approved` at once when policy says auto.
    /// Errors: those of publishing, conflict `submission.base_version`; not_found `product.not_found`: a party changes
    /// its own products.
    Result<model::Submission> submit(model::PartyId party, std::vector<model::Change> changes,
                                     const model::Actor& actor);
    Result<SubmissionPage> list(const SubmissionQuery& query, const model::Actor& actor);
    Result<model::Submission> get(model::SubmissionId id, const model::Actor& actor);

    /// Moves by the table of transitions (model/submission.h). Approving applies the changes if their base versions
    /// still hold. Errors: conflict `submission.state` {state}, `submission.base_version`; denied `submission.own`
    /// (nobody approves what they wrote); conflict `submission.claimed` {who, until}, `submission.endorsed` (the second
    /// reviewer is another person); those of publishing. Where two approve, the first approval leaves it `submitted`.
    Result<model::Submission> decide(model::SubmissionId id, model::SubmissionVerb verb, const std::string& comment,
                                     const model::Actor& actor);
    /// Makes the author's submission anew on the present versions of what it changes: it keeps its number, steps and
    /// comments, and waits again, for all its reviewers. `contents`: none, or one for each change, null where the
    /// change says the same as before. Errors: conflict `submission.state` {state}, `submission.base_holds`; invalid
    /// `submission.contents` {changes}, `submission.other_thing`; those of submit.
    Result<model::Submission> rebase(model::SubmissionId id, const std::vector<Json>& contents,
                                     const std::string& comment, const model::Actor& actor);
    /// Who did and said what, oldest first; the first is its arrival. What policy approved at once has one by `policy`,
    /// with the rule and the draw.
    /// Errors: not_found `submission.not_found`.
    Result<std::vector<model::SubmissionStep>> steps(model::SubmissionId id, const model::Actor& actor);
    /// Decides what waits of an import, but for those in `except`, each by itself, oldest first; at most
    /// limits::decisions_per_request_max. REQUIRES: a reviewer's verb. Errors: those of storage; what was decided by
    /// then stays so.
    Result<ImportDecision> decide_import(model::ImportId import, model::SubmissionVerb verb,
                                         const std::vector<model::SubmissionId>& except, const std::string& comment,
                                         const model::Actor& actor);

 private:
    Result<model::Submission> step(model::SubmissionId id, model::SubmissionVerb asked, const std::string& comment,
                                   const model::Actor& actor, const std::vector<Json>& contents);
    Result<void> make_anew(storage::Writer& writer, model::Submission& submission, const model::Actor& actor,
                           const std::vector<Json>& contents, Time now);
    Result<void> carry_out(storage::Writer& writer, model::Submission& submission, const model::Actor& actor, Time now);
    const Services services_;
};

/// What somebody should look at in a change of a submission, as it was when the row was sent; nothing for other kinds.
[[nodiscard]] std::vector<model::RowFault> warnings_of(const model::Change& change);

}  // namespace qy::business
