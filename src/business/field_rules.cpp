#include "field_rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"
#include "collection/bundle.h"
#include "model/field.h"

namespace qy::business {
namespace {

/// The rules of this kind that keep the actor out. A role that is damaged lets nobody in.
std::set<std::string, std::less<>> kept_fields(const AccessRows& rows, const model::Actor& actor,
                                               model::ChangeKind kind) {
    std::set<std::string, std::less<>> fields;
    if (actor.is_operator()) return fields;
    auto held = actor.roles;
    std::erase_if(held, [&](const model::Role& role) {
        const auto* const row = rows.roles.find(role);
        return row == nullptr || row->damaged;
    });
    for (const auto& rule : rows.rules) {
        if (rule.kind == kind && !rule.admits(held)) fields.insert(rule.field);
    }
    return fields;
}

model::RowFault fault_of(std::string_view field) {
    return {std::string(field), "submission.field_denied", {std::string(field)}};
}

/// What product.save calls a column of a row that speaks of a product alone; the other columns have no such name.
std::string_view name_in_product(model::Field field) {
    switch (field) {
        case model::Field::product_name_en:
            return "name_en";
        case model::Field::product_opened:
            return "opened";
        case model::Field::product_closed:
            return "closed";
        default:
            return model::row_of(field).name;
    }
}

/// Every member counts, also an empty one: it takes away what was there.
std::set<std::string> touched(const model::Change& change, const std::set<std::string, std::less<>>& names) {
    std::set<std::string> found;
    const auto* const object = change.content.if_object();
    if (object == nullptr) return found;
    for (const auto& name : names) {
        if (object->contains(name)) found.insert(name);
    }
    return found;
}

}  // namespace

std::set<std::string> refused_fields(const AccessRows& rows, const model::Actor& actor, const model::Change& change) {
    return touched(change, kept_fields(rows, actor, change.kind));
}

Result<void> check_fields(const AccessRows& rows, const model::Actor& actor,
                          const std::vector<model::Change>& changes) {
    std::set<std::string> refused;
    for (const auto& change : changes) refused.merge(refused_fields(rows, actor, change));
    if (refused.empty()) return {};
    auto error = denied("submission.field_denied", {join({refused.begin(), refused.end()}, ", ")});
    for (const auto& field : refused) {
        error.others.push_back(denied("submission.field_denied", {field}).at("changes." + field));
    }
    return error;
}

void refuse_fields(const AccessRows& rows, const model::Actor& actor, collection::DecodedTable& table) {
    const auto kept = kept_fields(rows, actor, model::ChangeKind::row);
    const auto kept_of_product = kept_fields(rows, actor, model::ChangeKind::product);
    if (kept.empty() && kept_of_product.empty()) return;
    for (auto& row : table.rows) {
        const bool of_product = row.text_of(model::Field::lot_number).empty();
        std::set<std::string_view> refused;
        for (const auto& cell : row.cells) {
            const auto name = model::row_of(cell.field).name;
            const bool changes = of_product && kept_of_product.contains(name_in_product(cell.field));
            if (changes || kept.contains(name)) refused.insert(name);
        }
        const bool attributes = of_product && kept_of_product.contains("attributes");
        for (const auto& cell : row.attributes) {
            if (attributes && !collection::names_files(cell.name)) refused.insert("attributes");
        }
        for (const auto name : refused) row.faults.push_back(fault_of(name));
    }
}

void refuse_fields(const AccessRows& rows, const model::Actor& actor, std::vector<model::RowDraft>& drafts) {
    const auto kept = kept_fields(rows, actor, model::ChangeKind::row);
    if (kept.empty()) return;
    for (auto& draft : drafts) {
        for (const auto& event : draft.events) {
            if (!event.is_document()) continue;
            for (const auto& [field, value] : event.contents.items()) {
                const auto name = model::row_of(field).name;
                if (kept.contains(name)) draft.faults.push_back(fault_of(name));
            }
        }
    }
}

}  // namespace qy::business
