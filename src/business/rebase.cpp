#include "rebase.h"

#include <algorithm>

#include "storage/store.h"
#include "storage/submission_store.h"
#include "three_way.h"

namespace qy::business {
namespace {

// What says which thing a change of the catalogue or the dictionary is about.
constexpr std::string_view kSubjects[] = {"operation", "category", "dictionary", "code"};

Json member_of(const Json& content, std::string_view name) {
    const auto* const object = content.if_object();
    const auto* const value = object == nullptr ? nullptr : object->if_contains(name);
    return value == nullptr ? Json(nullptr) : *value;
}

bool is_about_the_same(const model::Change& change, const Json& content) {
    if (change.kind == model::ChangeKind::product) return content.is_object();
    return content.is_object() && std::ranges::all_of(kSubjects, [&](std::string_view name) {
               // The code that a category should get is content, that of a word its name.
               if (name == "code" && change.kind != model::ChangeKind::dictionary) return true;
               return member_of(change.content, name) == member_of(content, name);
           });
}

bool can_be_told_anew(const model::Change& change) {
    using enum model::ChangeKind;
    return change.kind == product || change.kind == catalogue || change.kind == dictionary;
}

Result<void> take_contents(model::Submission& submission, const std::vector<Json>& contents) {
    const auto refused = [&] {
        return invalid("submission.contents", {std::to_string(submission.changes.size())}).at("contents");
    };
    if (contents.size() != submission.changes.size()) return refused();
    for (std::size_t i = 0; i < contents.size(); ++i) {
        auto& change = submission.changes[i];
        if (contents[i].is_null()) continue;
        if (!can_be_told_anew(change)) return refused();
        if (!is_about_the_same(change, contents[i])) {
            return invalid("submission.other_thing").at("contents[" + std::to_string(i) + "]");
        }
        change.content = contents[i];
    }
    return {};
}

}  // namespace

Result<void> rebase_changes(Publication& publication, model::Submission& submission,
                            const std::vector<Json>& contents) {
    const auto before = submission.changes;
    if (!contents.empty()) QY_CHECK(take_contents(submission, contents));
    for (auto& change : submission.changes) {
        QY_TRY(sides, sides_of(publication.writer, publication.reach(), change));
        if (sides) change.base_version = sides->version;
    }
    if (submission.changes == before) return conflict("submission.base_holds");
    return storage::submissions::set_changes(publication.writer, submission);
}

}  // namespace qy::business
