#include "submission_view.h"

#include <algorithm>
#include <set>

#include "model/attribute.h"
#include "model/party.h"
#include "storage/persons.h"
#include "view_filter.h"

namespace qy::business {
namespace {

using model::Field;
using model::FieldRow;
using model::Permission;

/// Members of drafts and of registry records that hold the name of a party.
constexpr std::string_view kNames[] = {"owner_name", "party_name", "counterparty_name", "cooperative", "manager",
                                       "owner",      "party"};
/// What a registry record of a farmer tells beside the name.
constexpr std::string_view kOfFarmers[] = {"name_en", "address"};
constexpr std::string_view kPartys = "party.";

/// A farmer's name is told like a grower's, what else a record tells of one like a person's other data.
const FieldRow& name_row() {
    return model::row_of(Field::grower_name);
}
const FieldRow& other_row() {
    return model::row_of(Field::attributes_personal);
}

template <class Names>
bool is_among(const Names& names, std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_farmers(const JsonObject& record) {
    const auto* const kind = record.if_contains("kind");
    return kind != nullptr && *kind == Json(to_string(model::PartyKind::farmer));
}

/// Calls `use(name)` for each name of a party in a change, at any depth.
template <class Use>
void each_name(const Json& value, const Use& use) {
    if (const auto* const list = value.if_array()) {
        for (const auto& item : *list) each_name(item, use);
    }
    const auto* const object = value.if_object();
    if (object == nullptr) return;
    for (const auto& member : *object) {
        const auto field = model::field_of_name(member.key());
        const bool is_name =
            is_among(kNames, member.key()) || (field && model::row_of(*field).type == model::FieldType::name);
        if (is_name && member.value().is_string()) use(std::string(member.value().as_string()));
        each_name(member.value(), use);
    }
}

Result<std::set<std::string>> farmers_in(storage::Reader& reader, const model::Submission& submission) {
    std::set<std::string> names;
    std::set<std::string> farmers;
    if (!submission.names_person) return farmers;
    for (const auto& change : submission.changes) {
        each_name(change.content, [&](std::string name) { names.insert(std::move(name)); });
    }
    for (const auto& name : names) {
        QY_TRY(found, storage::persons::parties_named(reader, name));
        if (!found.empty()) farmers.insert(name);
    }
    return farmers;
}

Standing standing_of(const model::Submission& submission, const model::Actor& actor) {
    Standing standing;
    // It was read through this reach: who has no brand reaches it by a region.
    const auto reach = actor.reach(Permission::read_submissions);
    standing.regulator = reach.all || (!reach.regions.empty() && reach.manager.is_none());
    standing.recorder = submission.party == actor.party;
    standing.brand_manager = !reach.all && reach.manager;
    return standing;
}

/// What one actor sees of one submission.
class View {
 public:
    View(const Standing& standing, bool masks_protected, std::set<std::string> farmers)
        : standing_(standing), masks_protected_(masks_protected), farmers_(std::move(farmers)) {}

    void filter(model::Change& change) {
        auto* const object = change.content.if_object();
        const bool tells = change.kind == model::ChangeKind::row || change.kind == model::ChangeKind::registry;
        if (object == nullptr || !tells) return;
        if (change.kind == model::ChangeKind::registry && is_farmers(*object)) filter_farmer(*object);
        filter_members(*object);
    }
    /// Names of the personal fields that were told whole.
    [[nodiscard]] std::vector<std::string> personal() const { return {personal_.begin(), personal_.end()}; }

 private:
    /// The form in which a value is told by the field's row, or nothing.
    std::optional<std::string> told(const FieldRow& row, std::string_view value, std::string_view as) {
        Shown how = how_shown(row, standing_, false);
        if (masks_protected_ && model::is_protected(row.data_class)) how = Shown::masked;
        if (how == Shown::whole) {
            if (row.data_class == model::DataClass::personal && !value.empty()) personal_.emplace(as);
            return std::string(value);
        }
        if (row.mask == model::Mask::hidden) return std::nullopt;
        return masked(value, row.mask);
    }

    /// A field that is told as a farmer's name when its value is one.
    [[nodiscard]] const FieldRow& row_for(Field field, std::string_view value) const {
        const auto& row = model::row_of(field);
        const bool farmer = row.type == model::FieldType::name && farmers_.contains(std::string(value));
        return farmer && !model::is_protected(row.data_class) ? name_row() : row;
    }

    void replace(JsonObject& object, std::string_view member, const FieldRow& row) {
        auto* const value = object.if_contains(member);
        if (value == nullptr || !value->is_string()) return;
        auto shown = told(row, value->as_string(), std::string(kPartys).append(member));
        if (shown) {
            *value = Json(*shown);
        } else {
            object.erase(member);
        }
    }

    void filter_farmer(JsonObject& record) {
        replace(record, "name", name_row());
        for (const auto member : kOfFarmers) replace(record, member, other_row());
    }

    void filter_members(JsonObject& object) {
        for (auto& member : object) {
            auto& value = member.value();
            if (value.is_object() && member.key() == "contents") {
                filter_contents(value.as_object());
            } else if (value.is_object() && member.key() == "written") {
                filter_written(value.as_object());
            } else if (value.is_object()) {
                filter_members(value.as_object());
            } else if (value.is_array()) {
                for (auto& item : value.as_array()) {
                    if (item.is_object()) filter_members(item.as_object());
                }
            } else if (value.is_string() && is_among(kNames, member.key())) {
                filter_name(value);
            }
        }
    }

    void filter_name(Json& value) {
        if (!farmers_.contains(std::string(value.as_string()))) return;
        value = Json(told(name_row(), value.as_string(), "party.name").value_or(""));
    }

    void filter_contents(JsonObject& contents) {
        JsonObject shown;
        for (const auto& member : contents) {
            const auto field = model::field_of_name(member.key());
            if (!field || !member.value().is_string()) continue;
            const std::string_view text = member.value().as_string();
            auto value = told(row_for(*field, text), text, member.key());
            if (!value) continue;
            auto list = model::holds_attributes(*field) ? parse_json(*value) : Result<Json>(Json(*value));
            if (list.ok()) shown.emplace(member.key(), *std::move(list));
        }
        contents = std::move(shown);
    }

    /// What stood in the cells of the row: who may not see a field whole may not see this either. An attribute is told
    /// by its class only where its values are, so that its text is for those who recorded it.
    void filter_written(JsonObject& written) {
        JsonObject shown;
        for (const auto& member : written) {
            if (!member.value().is_string()) continue;
            const std::string_view text = member.value().as_string();
            const auto& row = row_for(model::field_of_name(member.key()).value_or(Field::attributes_personal), text);
            if (masks_protected_ && model::is_protected(row.data_class)) continue;
            if (how_shown(row, standing_, false) != Shown::whole) continue;
            (void)told(row, text, row.name);  // notes it
            shown.emplace(member.key(), member.value());
        }
        written = std::move(shown);
    }

    const Standing standing_;
    const bool masks_protected_;
    const std::set<std::string> farmers_;
    std::set<std::string, std::less<>> personal_;
};

}  // namespace

Result<model::Submission> shown_submission(storage::Reader& reader, model::Submission submission,
                                           const model::Actor& actor, bool bulk) {
    QY_TRY(farmers, farmers_in(reader, submission));
    View view(standing_of(submission, actor), bulk && !actor.may(Permission::export_personal), std::move(farmers));
    for (auto& change : submission.changes) view.filter(change);
    submission.personal = view.personal();
    return submission;
}

}  // namespace qy::business
