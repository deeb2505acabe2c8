#include "submission_view.h"

#include "view_filter.h"

namespace qy::business {
namespace {

using model::Permission;

Standing standing_of(const model::Submission& submission, const model::Actor& actor) {
    Standing standing;
    // It was read through this reach: who has no brand reaches it by a region.
    const auto reach = actor.reach(Permission::read_submissions);
    standing.regulator = reach.all || (!reach.regions.empty() && reach.manager.is_none());
    standing.recorder = submission.party == actor.party;
    standing.brand_manager = !reach.all && reach.manager;
    return standing;
}

/// The form in which a value of this field is told, or nothing.
std::optional<std::string> told(const model::FieldRow& row, std::string_view value, const Standing& standing,
                                bool mask_protected) {
    Shown how = how_shown(row, standing, false);
    if (mask_protected && model::is_protected(row.data_class)) how = Shown::masked;
    if (how == Shown::whole) return std::string(value);
    if (row.mask == model::Mask::hidden) return std::nullopt;
    return masked(value, row.mask);
}

void filter_contents(JsonObject& contents, const Standing& standing, bool mask_protected) {
    JsonObject shown;
    for (const auto& member : contents) {
        const auto field = model::field_of_name(member.key());
        if (!field || !member.value().is_string()) continue;
        auto value = told(model::row_of(*field), member.value().as_string(), standing, mask_protected);
        if (value) shown.emplace(member.key(), *std::move(value));
    }
    contents = std::move(shown);
}

}  // namespace

model::Submission shown_submission(model::Submission submission, const model::Actor& actor, bool bulk) {
    const auto standing = standing_of(submission, actor);
    const bool mask_protected = bulk && !actor.may(Permission::export_personal);
    for (auto& change : submission.changes) {
        auto* const object = change.kind == model::ChangeKind::row ? change.content.if_object() : nullptr;
        auto* const events = object == nullptr ? nullptr : object->if_contains("events");
        if (events == nullptr || !events->is_array()) continue;
        for (auto& event : events->as_array()) {
            auto* const contents = event.is_object() ? event.as_object().if_contains("contents") : nullptr;
            if (contents == nullptr || !contents->is_object()) continue;
            filter_contents(contents->as_object(), standing, mask_protected);
        }
    }
    return submission;
}

}  // namespace qy::business
