#include "catalogue_import.h"

#include <map>
#include <set>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "business/catalogue.h"
#include "category_content.h"
#include "category_end.h"

namespace qy::business {
namespace {

using model::Category;

constexpr std::size_t kCode = limits::category_code_characters_max;

/// One entry of the list.
struct Entry {
    const Json* value = nullptr;
    std::string path;
    std::string parent;
    bool retired = false;
    std::vector<std::string> successors = {};
    Category category = {};  ///< as read
};
using Entries = std::map<std::string, Entry>;

Result<Entries> read_entries(const JsonArray& list) {
    Entries entries;
    for (std::size_t i = 0; i < list.size(); ++i) {
        Entry entry{&list[i], "categories[" + std::to_string(i) + "]", {}};
        const auto* object = list[i].if_object();
        if (object == nullptr) return invalid("member.type").at(entry.path);
        const auto text_of = [&](std::string_view name) {
            const auto* member = object->if_contains(name);
            return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
        };
        entry.parent = text_of("parent");
        const auto* retired = object->if_contains("retired");
        entry.retired = retired != nullptr && retired->is_bool() && retired->as_bool();
        const auto code = text_of("code");
        if (!entries.emplace(code, std::move(entry)).second) {
            return invalid("category.doubled", {code}).at("categories[" + std::to_string(i) + "].code");
        }
    }
    return entries;
}

/// The category as the entry has it, over what stands here.
Result<Category> read_entry(const CategoryCall& call, Entry& entry, Category category) {
    ObjectReader in(*entry.value, entry.path);
    category.code = in.text("code", kCode);
    (void)in.optional_text("parent", kCode);
    (void)in.flag("retired", false);
    const auto* successors = in.optional_array("successors", limits::categories_per_import_max);
    if (successors != nullptr) {
        for (const auto& item : *successors) {
            if (item.is_string()) entry.successors.emplace_back(item.as_string());
        }
    }
    if (!in.has("children_code")) category.children_code.reset();
    if (!in.has("yield_range")) category.yield_range.reset();
    auto content = read_category(in, category, "");
    QY_CHECK(in.finish());
    QY_CHECK(std::move(content));
    category.parent = {};
    if (!entry.parent.empty()) {
        const auto* parent = call.tree.find(entry.parent);
        if (parent == nullptr) return invalid("category.unknown", {entry.parent}).at(entry.path + ".parent");
        category.parent = parent->id;
    }
    return category;
}

Result<void> take_entry(CategoryCall& call, const std::string& code, Entry& entry) {
    const auto* known = call.tree.find(code);
    QY_TRY(category, read_entry(call, entry, known == nullptr ? Category{} : *known));
    entry.category = category;
    if (known != nullptr && known->retired) return {};
    if (known == nullptr) {
        category.retired = entry.retired;
        if (!entry.retired) QY_CHECK(check_words(call, category));
        QY_CHECK(check_attributes(call, category));
        QY_TRY(made, make_category(call, std::move(category)));
        (void)made;
        return {};
    }
    const auto same = [&](const Category& a, const Category& b) {
        return a.valid_from == b.valid_from &&
               category_json(a, call.tree.code_of(a.parent)) == category_json(b, call.tree.code_of(b.parent));
    };
    if (entry.retired || same(*known, category)) return {};
    QY_CHECK(check_words(call, category));
    QY_CHECK(check_attributes(call, category));
    const auto parent = category.parent;
    if (parent == known->parent) return write_category(call, std::move(category), "changed");
    category.parent = known->parent;
    return place_category(call, std::move(category), parent, code);
}

/// Parents before children; a circle ends where it began.
Result<void> take_with_parents(CategoryCall& call, Entries& entries, const std::string& code,
                               std::set<std::string>& taken) {
    if (!taken.insert(code).second) return {};
    auto& entry = entries.at(code);
    if (entries.contains(entry.parent)) QY_CHECK(take_with_parents(call, entries, entry.parent, taken));
    auto done = take_entry(call, code, entry);
    if (!done.ok() && done.error().path.empty()) return std::move(done).error().at(entry.path);
    return done;
}

/// Retires what is retired there, once all others are as they should be.
Result<void> retire_entry(CategoryCall& call, const std::string& code, const Entry& entry) {
    const auto* known = call.tree.find(code);
    QY_ASSERT(known != nullptr);
    std::vector<model::CategoryId> targets;
    for (const auto& successor : entry.successors) {
        const auto* target = call.tree.find(successor);
        if (target == nullptr) return invalid("category.unknown", {successor}).at(entry.path + ".successors");
        targets.push_back(target->id);
    }
    if (known->retired) {
        for (const auto target : targets) {
            QY_CHECK(storage::catalogue::insert_successor(call.publication.writer, known->id, target));
        }
        return {};
    }
    const auto rest = entry.successors.empty() ? std::string() : entry.successors.front();
    const Category present = *known;
    QY_TRY(moved, distribute(call, present, nullptr, rest));
    (void)moved;
    QY_CHECK(lead_children(call, present, rest));
    Category ended = entry.category;
    ended.version = present.version;
    return end_category(call, std::move(ended), std::move(targets));
}

}  // namespace

Result<void> import_categories(CategoryCall& call, ObjectReader& in) {
    const auto* list = in.array("categories", limits::categories_per_import_max);
    QY_CHECK(in.finish());
    QY_TRY(entries, read_entries(*list));
    std::set<std::string> taken;
    for (const auto& [code, entry] : entries) QY_CHECK(take_with_parents(call, entries, code, taken));
    for (const auto& [code, entry] : entries) {
        if (entry.retired) QY_CHECK(retire_entry(call, code, entry));
    }
    return {};
}

}  // namespace qy::business
