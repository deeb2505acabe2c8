#pragma once
// Submissions, imports. (clause 6.2.1) Errors: those of the port.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/submission.h"
#include "storage/store.h"

namespace qy::storage::submissions {

/// A brand's manager reaches what was submitted under the brand, by parties whose grant of it is in force.
using Scope = model::Reach;

struct Query {
    Scope scope;
    std::string_view state;  ///< empty: any
    model::ImportId import;  ///< none: any
    model::SubmissionId after;
    std::int64_t limit = 50;
};

/// Changes that hold protected contents, registry records, or that name a farmer are stored sealed, and the persons in
/// them can be found (persons.h).
Result<void> insert(Writer& writer, const model::Submission& submission);
/// Changes as they are stored, with what decides whether they are sealed: worked out without a database.
struct ReadyChanges {
    std::string text;
    bool is_protected = false;  ///< protected contents, or a registry record that may tell of a farmer
    std::vector<std::pair<std::string, std::string>> persons;  ///< kind (persons.h) and value
    std::set<std::string> names;                               ///< of owners, doers and consignees
};
[[nodiscard]] ReadyChanges ready_changes(std::vector<model::Change> changes);
/// The same with its changes made ready; `submission.changes` is not looked at.
Result<void> insert(Writer& writer, const model::Submission& submission, const ReadyChanges& changes);
/// Whether a farmer stands among the names.
Result<bool> names_farmer(Reader& reader, const ReadyChanges& changes);
Result<std::optional<model::Submission>> find(Reader& reader, const Scope& scope, model::SubmissionId id);
/// Oldest first, ids above `after`.
Result<std::vector<model::Submission>> list(Reader& reader, const Query& query);
/// Whether this stored text of changes is clear although it should be sealed. Errors: corrupt `storage.corrupt`.
Result<bool> needs_sealing(Reader& reader, std::string_view changes);
/// Writes the changes anew, as insert does. Errors: conflict `storage.changed` (no such submission).
Result<void> set_changes(Writer& writer, const model::Submission& submission);
/// Sets state, decider, comment, brand. Errors: conflict `submission.changed` when `version` is no longer the stored
/// one.
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
