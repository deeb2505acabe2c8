#pragma once
// Submissions, imports. (clause 6.2.1) Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/submission.h"
#include "storage/store.h"

namespace qy::storage::submissions {

/// Which submissions a caller may see: all, those of one party, or those of parties with a grant of a brand of
/// `manager`.
struct Scope {
    bool all = false;
    model::PartyId party;
    model::PartyId manager;
};

struct Query {
    Scope scope;
    std::string_view state;  ///< empty: any
    model::ImportId import;  ///< none: any
    model::SubmissionId after;
    std::int64_t limit = 50;
};

Result<void> insert(Writer& writer, const model::Submission& submission);
/// The same with its changes already as text; `submission.changes` is not looked at.
Result<void> insert(Writer& writer, const model::Submission& submission, std::string_view changes);
/// Changes as they are stored.
[[nodiscard]] std::string changes_text(std::vector<model::Change> changes);
Result<std::optional<model::Submission>> find(Reader& reader, const Scope& scope, model::SubmissionId id);
/// Oldest first, ids above `after`.
Result<std::vector<model::Submission>> list(Reader& reader, const Query& query);
/// Sets state, decider, comment. Errors: conflict `submission.changed` when `version` is no longer the stored one.
Result<void> set_state(Writer& writer, const model::Submission& submission, std::int64_t version, Time at);

struct Import {
    model::ImportId id;
    model::PartyId party;
    std::string author;
    std::string file_name;
    Time started_at;
    std::int64_t accepted = 0;
    std::int64_t already = 0;
    std::int64_t rejected = 0;
};
Result<void> insert_import(Writer& writer, const Import& import);
Result<void> finish_import(Writer& writer, const Import& import);

}  // namespace qy::storage::submissions
