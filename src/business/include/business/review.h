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
    /// `seen`: the version that was looked at; when it is another one by now, conflict `submission.version` {present
    /// version, state}, with one of `others` for each field that it would change as it stands now:
    /// `submission.would_change` {field, now, then}, the last two as JSON.
    Result<model::Submission> decide(model::SubmissionId id, model::SubmissionVerb verb, const std::string& comment,
                                     const model::Actor& actor, std::optional<std::int64_t> seen = std::nullopt);
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
    /// Decides what waits of an import, but for those in `except`, each by itself and as it was when it was listed,
    /// oldest first; at most limits::decisions_per_request_max. REQUIRES: a reviewer's verb. Errors: those of storage;
    /// what was decided by then stays so.
    Result<ImportDecision> decide_import(model::ImportId import, model::SubmissionVerb verb,
                                         const std::vector<model::SubmissionId>& except, const std::string& comment,
                                         const model::Actor& actor);

 private:
    /// What is asked for.
    struct Step {
        model::SubmissionVerb verb;
        const std::string& comment;
        std::optional<std::int64_t> seen = std::nullopt;
        const std::vector<Json>* contents = nullptr;  ///< of a rebase
    };
    Result<model::Submission> step(model::SubmissionId id, const Step& asked, const model::Actor& actor);
    Result<void> make_anew(storage::Writer& writer, model::Submission& submission, const model::Actor& actor,
                           const std::vector<Json>& contents, Time now);
    Result<void> carry_out(storage::Writer& writer, model::Submission& submission, const model::Actor& actor, Time now);
    const Services services_;
};

/// What somebody should look at in a change of a submission: in a row as it was when it was sent, in the label of a
/// product; nothing for other kinds.
[[nodiscard]] std::vector<model::RowFault> warnings_of(const model::Change& change);

}  // namespace qy::business
