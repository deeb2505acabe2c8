#include "submission_view.h"

#include "model/attribute.h"
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
        if (!value) continue;
        auto list = model::holds_attributes(*field) ? parse_json(*value) : Result<Json>(Json(*value));
        if (list.ok()) shown.emplace(member.key(), *std::move(list));
    }
    contents = std::move(shown);
}

/// What stood in the cells of the row: who may not see a field whole may not see this either. An attribute is told by
/// its class only where its values are, so that its text is for those who recorded it.
void filter_written(JsonObject& written, const Standing& standing, bool mask_protected) {
    JsonObject shown;
    for (const auto& member : written) {
        const auto field = model::field_of_name(member.key());
        const auto& row = model::row_of(field.value_or(model::Field::attributes_personal));
        const bool hidden = mask_protected && model::is_protected(row.data_class);
        if (!hidden && how_shown(row, standing, false) == Shown::whole) shown.emplace(member.key(), member.value());
    }
    written = std::move(shown);
}

}  // namespace

model::Submission shown_submission(model::Submission submission, const model::Actor& actor, bool bulk) {
    const auto standing = standing_of(submission, actor);
    const bool mask_protected = bulk && !actor.may(Permission::export_personal);
    for (auto& change : submission.changes) {
        auto* const object = change.kind == model::ChangeKind::row ? change.content.if_object() : nullptr;
        auto* const written = object == nullptr ? nullptr : object->if_contains("written");
        if (written != nullptr && written->is_object()) filter_written(written->as_object(), standing, mask_protected);
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
