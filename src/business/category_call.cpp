#include "category_call.h"

#include <algorithm>

#include "base/clock.h"
#include "base/id.h"
#include "base/sort_unique.h"
#include "base/text.h"
#include "model/event_time.h"
#include "three_way.h"

namespace qy::business {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

std::string successors_text(const CategoryCall& call, const model::Category& category,
                            const std::vector<storage::catalogue::Succession>& all) {
    std::vector<std::string> codes;
    for (const auto& one : all) {
        if (one.category == category.id) codes.push_back(call.tree.code_of(one.successor));
    }
    return join(codes, ", ");
}

/// Whether the code is that of a parent with the category's own part behind it.
bool is_prefixed(std::string_view code, std::string_view parent_code) {
    return !parent_code.empty() && code.size() > parent_code.size() && code.starts_with(parent_code);
}

std::string placed_code(const CategoryCall& call, const model::Category& category, model::CategoryId parent) {
    const auto old_parent = call.tree.code_of(category.parent);
    const bool had_prefix =
        call.tree.rule_below(category.parent).parent_prefix && is_prefixed(category.code, old_parent);
    const auto own = had_prefix ? category.code.substr(old_parent.size()) : category.code;
    return call.tree.rule_below(parent).parent_prefix ? call.tree.code_of(parent) + own : own;
}

Result<void> recode_grants(CategoryCall& call, const std::string& from, const std::string& to) {
    QY_TRY(count, storage::catalogue::count_grants(call.publication.writer, from));
    call.grants += count;
    if (count == 0) return {};
    auto renamed = storage::catalogue::rename_in_grants(call.publication.writer, from, to);
    if (!renamed.ok() && renamed.error().code == "storage.duplicate") return conflict("category.grants", {from, to});
    return renamed;
}

}  // namespace

std::string day_before(std::string_view day) {
    const auto parsed = model::EventTime::parse(day);
    if (!parsed.ok()) return {};
    model::EventTime before = *parsed;
    before.at = before.at.plus_seconds(-kDaySeconds);
    return before.day();
}

Result<CategoryTree> CategoryTree::read(storage::Reader& reader) {
    QY_TRY(all, storage::catalogue::categories(reader));
    CategoryTree tree;
    for (auto& category : all) tree.put(std::move(category));
    return tree;
}

void CategoryTree::put(model::Category category) {
    const auto id = category.id.number();
    if (const auto old = by_id_.find(id); old != by_id_.end()) by_code_.erase(old->second.code);
    by_code_[category.code] = id;
    by_id_[id] = std::move(category);
}

const model::Category* CategoryTree::find(std::string_view code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? nullptr : &by_id_.at(found->second);
}

const model::Category* CategoryTree::find(model::CategoryId id) const {
    const auto found = by_id_.find(id.number());
    return found == by_id_.end() ? nullptr : &found->second;
}

std::vector<model::Category> CategoryTree::all() const {
    std::vector<model::Category> out;
    for (const auto& [code, number] : by_code_) out.push_back(by_id_.at(number));
    return out;
}

std::vector<model::Category> CategoryTree::children(model::CategoryId id) const {
    std::vector<model::Category> out;
    for (const auto& [code, number] : by_code_) {
        const auto& category = by_id_.at(number);
        if (category.parent == id && !category.retired) out.push_back(category);
    }
    return out;
}

std::vector<model::CategoryId> CategoryTree::subtree(model::CategoryId id) const {
    std::vector<model::CategoryId> out{id};
    for (std::size_t i = 0; i < out.size() && out.size() <= by_id_.size(); ++i) {
        for (const auto& child : children(out[i])) out.push_back(child.id);
    }
    return out;
}

bool CategoryTree::is_below(const model::Category& category, model::CategoryId above) const {
    const auto* at = &category;
    for (std::size_t i = 0; at != nullptr && i <= by_id_.size(); ++i) {
        if (at->id == above) return true;
        at = at->parent ? find(at->parent) : nullptr;
    }
    return false;
}

model::CodeRule CategoryTree::rule_below(model::CategoryId parent) const {
    const auto* at = find(parent);
    for (std::size_t i = 0; at != nullptr && i <= by_id_.size(); ++i) {
        if (at->children_code) return *at->children_code;
        at = at->parent ? find(at->parent) : nullptr;
    }
    return {};
}

std::string CategoryTree::code_of(model::CategoryId id) const {
    const auto* category = find(id);
    return category == nullptr ? std::string() : category->code;
}

std::vector<std::string> CategoryTree::asked(const model::Category& category) const {
    std::vector<std::string> out;
    const auto* at = &category;
    for (std::size_t i = 0; at != nullptr && i <= by_id_.size(); ++i) {
        for (const auto field : at->required) out.emplace_back(model::row_of(field).name);
        for (const auto& attribute : at->attributes) out.push_back(attribute.name);
        at = at->parent ? find(at->parent) : nullptr;
    }
    sort_unique(out);
    return out;
}

Result<model::Category> category_at(CategoryCall& call, const std::string& code, std::string_view member) {
    const auto* found = call.tree.find(code);
    if (found == nullptr) return invalid("category.unknown", {code}).at(std::string(member));
    if (!found->retired) return *found;
    QY_TRY(all, storage::catalogue::successions(call.publication.writer));
    return conflict("category.retired", {code, successors_text(call, *found, all)}).at(std::string(member));
}

Result<void> check_base(const CategoryCall& call, const model::Category& category, std::int64_t base_version) {
    if (category.version != base_version) {
        if (call.change == nullptr) return conflict("submission.base_version", {std::to_string(category.version)});
        return base_conflict(call.publication, category.version, *call.change);
    }
    if (category.valid_from > call.day) return conflict("category.waiting", {category.code, category.valid_from});
    return {};
}

Result<void> check_new_code(const CategoryCall& call, model::CategoryId parent, const std::string& code,
                            model::CategoryId of) {
    QY_CHECK(model::check_code(call.tree.rule_below(parent), call.tree.code_of(parent), code));
    const auto* other = call.tree.find(code);
    if (other != nullptr && other->id != of) return conflict("category.exists", {code});
    return {};
}

Result<void> write_category(CategoryCall& call, model::Category category, std::string_view outcome) {
    auto& publication = call.publication;
    // A file tells since when; whatever else changes, changes from today on.
    if (category.valid_from < call.day && call.operation != "import") category.valid_from = call.day;
    category.operation = call.operation;
    category.changed_by = publication.actor.name;
    category.changed_at = publication.now;
    QY_CHECK(storage::catalogue::update_category(publication.writer, category, category.version,
                                                 day_before(category.valid_from)));
    category.version += 1;
    call.categories.push_back(JsonObject{{"code", category.code},
                                         {"name", category.name},
                                         {"outcome", outcome},
                                         {"version", category.version},
                                         {"valid_from", category.valid_from}});
    call.tree.put(std::move(category));
    return {};
}

Result<model::Category> make_category(CategoryCall& call, model::Category category) {
    auto& publication = call.publication;
    QY_CHECK(check_new_code(call, category.parent, category.code, {}));
    category.id = publication.services.ids.next<model::CategoryId>();
    if (category.valid_from.empty() && call.operation != "import") category.valid_from = call.day;
    category.operation = call.operation;
    category.changed_by = publication.actor.name;
    category.changed_at = publication.now;
    QY_CHECK(storage::catalogue::insert_category(publication.writer, category));
    call.categories.push_back(JsonObject{{"code", category.code},
                                         {"name", category.name},
                                         {"outcome", "made"},
                                         {"version", 1},
                                         {"valid_from", category.valid_from}});
    call.tree.put(category);
    return category;
}

Result<void> place_category(CategoryCall& call, model::Category category, model::CategoryId parent, std::string code) {
    const auto* above = call.tree.find(parent);
    if (above != nullptr && call.tree.is_below(*above, category.id)) return invalid("category.circle", {category.code});
    if (code.empty()) code = placed_code(call, category, parent);
    QY_CHECK(check_new_code(call, parent, code, category.id));
    const std::string old_code = category.code;
    // Worked out while the old place still stands.
    std::vector<std::pair<model::Category, std::string>> below;
    const bool prefixes = call.tree.rule_below(category.id).parent_prefix;
    for (auto& child : call.tree.children(category.id)) {
        const bool follows = prefixes && code != old_code && is_prefixed(child.code, old_code);
        if (follows) below.emplace_back(child, code + child.code.substr(old_code.size()));
    }
    category.parent = parent;
    if (code != old_code) {
        category.code = code;
        std::erase(category.aliases, code);
        category.aliases.push_back(old_code);
        QY_CHECK(recode_grants(call, old_code, code));
    }
    QY_CHECK(write_category(call, category, "moved"));
    for (auto& [child, child_code] : below) QY_CHECK(place_category(call, child, category.id, child_code));
    return {};
}

}  // namespace qy::business
