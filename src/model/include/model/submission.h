#pragma once
// Submissions: every change to what a party owns, applied together after review. (clause 6.2.1; architecture §2)
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "model/actor.h"
#include "model/ids.h"

namespace qy::model {

enum class SubmissionState : std::uint8_t { draft, submitted, approved, rejected, withdrawn };
/// What a change is about. `row` is one record of an import or capture: a lot draft and its event drafts. `registry` is
/// one record of a registry file: a party, brand, grant … `catalogue` and `dictionary` are operations on the category
/// tree and on the words (business/catalogue.h, words.h).
enum class ChangeKind : std::uint8_t { row, product, registry, catalogue, dictionary };

/// `target` 0 and `base_version` 0: registers a new thing.
struct Change {
    ChangeKind kind = ChangeKind::row;
    std::int64_t target = 0;
    std::int64_t base_version = 0;
    Json content;
    bool operator==(const Change&) const = default;
};

struct Submission {
    SubmissionId id;
    ImportId import;
    PartyId party;
    std::string author;
    UserId author_user;
    Channel channel = Channel::api;
    SubmissionState state = SubmissionState::draft;
    std::vector<Change> changes;
    Time created_at;
    std::string decided_by;
    std::string comment;
    std::int64_t version = 1;
    std::vector<std::string> personal = {};  ///< personal fields that are told whole: of one that is shown, not stored
    JsonArray effects = {};                  ///< what applying its operations did: told once, not stored
    bool names_person = false;               ///< beside the protected fields: a farmer stands where firms do
    BrandId brand = {};                      ///< of the product that it speaks of; may be none
    PolicyId policy = {};                    ///< by which it went through, or waits
    std::optional<std::int64_t> draw =
        {};  ///< of 10,000, when the policy takes a sample: below its share it is reviewed
};

/// `comment` says something and leaves the state as it is; `endorse` is the approval of the first of two reviewers.
enum class SubmissionVerb : std::uint8_t { submit, approve, reject, give_back, withdraw, comment, endorse, rebase };
/// One step that a submission went through: who did what with it, and the state afterwards.
struct SubmissionStep {
    SubmissionVerb verb = SubmissionVerb::submit;
    SubmissionState state = SubmissionState::submitted;
    std::string actor;
    UserId actor_user;
    std::string comment;
    Time at;
};
/// Whose hands do it.
enum class SubmissionHand : std::uint8_t { author, reviewer, either };
struct SubmissionTransition {
    SubmissionState from;
    SubmissionVerb verb;
    SubmissionState to;
    SubmissionHand hand;
};
/// THE table: what is not a row is not possible; states without a row that leaves them are final.
[[nodiscard]] std::span<const SubmissionTransition> submission_transitions();
/// The table as a picture and a list, for docs/SUBMISSIONS.md.
[[nodiscard]] std::string submission_picture();
/// Whose verb it is. REQUIRES: a verb of the table.
[[nodiscard]] SubmissionHand hand_of(SubmissionVerb verb);
/// The state after `verb`, or nullopt when the table of transitions has no such row.
[[nodiscard]] std::optional<SubmissionState> next_state(SubmissionState from, SubmissionVerb verb);
[[nodiscard]] std::string_view to_string(SubmissionState state);
[[nodiscard]] std::string_view to_string(ChangeKind kind);
[[nodiscard]] std::string_view to_string(SubmissionVerb verb);
[[nodiscard]] std::string_view to_string(SubmissionHand hand);
[[nodiscard]] std::optional<SubmissionState> parse_submission_state(std::string_view text);
[[nodiscard]] std::optional<ChangeKind> parse_change_kind(std::string_view text);
[[nodiscard]] std::optional<SubmissionVerb> parse_submission_verb(std::string_view text);

}  // namespace qy::model
