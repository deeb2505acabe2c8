#include "catalogue_change.h"

#include <algorithm>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/catalogue.h"
#include "business/change_feed.h"
#include "business/ledger.h"
#include "catalogue_import.h"
#include "category_call.h"
#include "category_content.h"
#include "category_end.h"
#include "model/event_time.h"
#include "three_way.h"
#include "trial.h"

namespace qy::business {
namespace {

using model::Category;

constexpr std::size_t kReason = limits::short_text_code_points_max;
constexpr std::size_t kCode = limits::category_code_characters_max;
constexpr std::int64_t kVersionMax = 1'000'000'000;

/// The category that an operation is about.
Result<Category> subject_of(CategoryCall& call, ObjectReader& in, std::int64_t base_version) {
    const auto code = in.text("category", kCode);
    if (code.empty()) return Category{};  // told by finish()
    QY_TRY(category, category_at(call, code, "category"));
    QY_CHECK(check_base(call, category, base_version));
    return category;
}

Result<model::CategoryId> optional_parent(CategoryCall& call, const std::string& code, std::string_view member) {
    if (code.empty()) return model::CategoryId();
    QY_TRY(parent, category_at(call, code, member));
    return parent.id;
}

Result<void> save_new(CategoryCall& call, ObjectReader& in) {
    Category category;
    category.code = in.text("code", kCode);
    const auto parent = in.optional_text("parent", kCode).value_or("");
    auto content = read_category(in, category, call.day);
    QY_CHECK(in.finish());
    QY_CHECK(std::move(content));
    QY_TRY(above, optional_parent(call, parent, "parent"));
    category.parent = above;
    QY_CHECK(check_new_code(call, above, category.code, {}));
    QY_CHECK(check_words(call, category));
    QY_CHECK(check_attributes(call, category));
    QY_TRY(made, make_category(call, std::move(category)));
    (void)made;
    return {};
}

Result<void> save(CategoryCall& call, ObjectReader& in, std::int64_t base_version) {
    if (!in.has("category")) return save_new(call, in);
    const auto code = in.text("category", kCode);
    QY_TRY(category, category_at(call, code, "category"));
    if (category.version != base_version) {
        return base_conflict(call.publication, category.version, *call.change);
    }
    const auto new_code = in.optional_text("code", kCode).value_or("");
    category.valid_from.clear();
    auto content = read_category(in, category, call.day);
    QY_CHECK(in.finish());
    QY_CHECK(std::move(content));
    QY_CHECK(check_words(call, category));
    QY_CHECK(check_attributes(call, category));
    if (!new_code.empty() && new_code != code) return place_category(call, category, category.parent, new_code);
    return write_category(call, std::move(category), "changed");
}

Result<void> move(CategoryCall& call, ObjectReader& in, std::int64_t base_version) {
    QY_TRY(category, subject_of(call, in, base_version));
    const auto parent = in.text("parent", kCode);
    const auto code = in.optional_text("code", kCode).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(above, optional_parent(call, parent, "parent"));
    return place_category(call, std::move(category), above, code);
}

Result<void> merge(CategoryCall& call, ObjectReader& in) {
    const auto* list = in.array("categories", limits::categories_per_merge_max);
    const auto into = in.text("into", kCode);
    QY_CHECK(in.finish());
    QY_TRY(target, category_at(call, into, "into"));
    for (std::size_t i = 0; i < list->size(); ++i) {
        ObjectReader one((*list)[i], "categories[" + std::to_string(i) + "]");
        const auto base_version = one.integer("base_version", 1, kVersionMax);
        QY_TRY(source, subject_of(call, one, base_version));
        QY_CHECK(one.finish());
        if (source.id == target.id) return invalid("category.itself", {into}).at("into");
        if (call.tree.is_below(*call.tree.find(target.id), source.id)) return invalid("category.circle", {source.code});
        QY_CHECK(move_products(call, {source.id, target.id}));
        QY_CHECK(lead_children(call, source, into));
        QY_CHECK(end_category(call, source, {target.id}));
    }
    return {};
}

/// A part of a split: a category that is there, or one to make beside the one that is split.
Result<model::CategoryId> part_of(CategoryCall& call, const Category& split, const Json& value, std::string path) {
    ObjectReader in(value, path);
    Category part;
    part.code = in.text("code", kCode);
    if (!in.has("name")) {
        QY_CHECK(in.finish());
        QY_TRY(known, category_at(call, part.code, path + ".code"));
        return known.id;
    }
    const auto parent = in.optional_text("parent", kCode);
    auto content = read_category(in, part, call.day);
    QY_CHECK(in.finish());
    QY_CHECK(std::move(content));
    part.parent = split.parent;
    if (parent) {
        QY_TRY(above, optional_parent(call, *parent, path + ".parent"));
        part.parent = above;
    }
    QY_CHECK(check_words(call, part));
    QY_CHECK(check_attributes(call, part));
    QY_TRY(made, make_category(call, std::move(part)));
    return made.id;
}

/// Splits, or retires when it has no parts.
Result<void> split_or_retire(CategoryCall& call, ObjectReader& in, std::int64_t base_version) {
    QY_TRY(category, subject_of(call, in, base_version));
    const auto* parts = call.operation == "split" ? in.array("parts", limits::categories_per_merge_max) : nullptr;
    const auto* rules = in.optional_array("assign", limits::category_rules_max);
    const auto rest = in.optional_text("rest", kCode).value_or("");
    const auto children_to = in.optional_text("children_to", kCode).value_or("");
    QY_CHECK(in.finish());
    std::vector<model::CategoryId> successors;
    for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) {
        QY_TRY(part, part_of(call, category, (*parts)[i], "parts[" + std::to_string(i) + "]"));
        successors.push_back(part);
    }
    QY_TRY(targets, distribute(call, category, rules, rest));
    successors.insert(successors.end(), targets.begin(), targets.end());
    QY_CHECK(lead_children(call, category, children_to));
    return end_category(call, category, std::move(successors));
}

Result<void> run(CategoryCall& call, ObjectReader& in, const model::Change& change) {
    const auto base = change.base_version;
    if (call.operation == "save") return save(call, in, base);
    if (call.operation == "move") return move(call, in, base);
    if (call.operation == "merge") return merge(call, in);
    if (call.operation == "split" || call.operation == "retire") return split_or_retire(call, in, base);
    if (call.operation == "import") return import_categories(call, in);
    return invalid("category.operation", {call.operation}).at("operation");
}

JsonArray names(const std::vector<std::string>& some, const std::vector<std::string>& without) {
    JsonArray out;
    for (const auto& name : some) {
        if (!std::ranges::binary_search(without, name)) out.push_back(Json(name));
    }
    return out;
}

/// What products of the category, and of those below it, are asked for from now on, and no longer.
Result<void> tell_reach(CategoryCall& call, const CategoryTree& before, JsonObject& report) {
    if (call.operation != "save" && call.operation != "move") return {};
    if (call.categories.empty()) return {};
    const auto* now = call.tree.find(std::string_view(call.categories.front().at("code").as_string()));
    QY_ASSERT(now != nullptr);
    const auto* was = before.find(now->id);
    const auto asked = call.tree.asked(*now);
    const auto asked_before = was == nullptr ? std::vector<std::string>() : before.asked(*was);
    QY_TRY(count, storage::catalogue::count_products(call.publication.writer, call.tree.subtree(now->id)));
    report["products_below"] = count.products;
    report["owners_below"] = count.owners;
    report["asked_more"] = names(asked, asked_before);
    report["asked_no_more"] = names(asked_before, asked);
    return {};
}

Result<JsonObject> finished(CategoryCall& call, const CategoryTree& before, const model::Change& change) {
    auto& publication = call.publication;
    QY_CHECK(storage::catalogue::raise_catalogue_version(publication.writer));
    JsonObject report{{"operation", call.operation}};
    QY_CHECK(tell_reach(call, before, report));
    report["categories"] = std::move(call.categories);
    report["products_moved"] = call.products_moved;
    report["moves"] = std::move(call.moves);
    report["grants"] = call.grants;
    QY_TRY(position, append_to_ledger(publication.writer, {"category", call.operation, 0, change.content, {}},
                                      publication.services.random, publication.now));
    (void)position;
    QY_CHECK(
        note_change(publication.writer,
                    {0, publication.now, model::ChangedThing::catalogue, 0, {}, {}, "category." + call.operation}));
    return report;
}

}  // namespace

Result<JsonObject> apply_category_change(Publication& publication, const model::Change& change) {
    QY_TRY(tree, CategoryTree::read(publication.writer));
    const CategoryTree before = tree;
    const auto day = model::to_rfc3339(publication.now).substr(0, 10);
    CategoryCall call{publication, {}, day, day_before(day), std::move(tree), {}, {}, {}, 0, 0, &change};
    ObjectReader in(change.content, "");
    call.operation = in.text("operation", kCode);
    call.reason = in.optional_text("reason", kReason).value_or(call.operation);
    if (call.operation.empty()) QY_CHECK(in.finish());
    QY_CHECK(run(call, in, change));
    return finished(call, before, change);
}

Result<void> check_category_change(Publication& publication, const model::Change& change) {
    QY_TRY(report, tried_out(publication.writer, [&] { return apply_category_change(publication, change); }));
    (void)report;
    return {};
}

Result<model::Category> category_in_use(storage::Reader& reader, std::string_view code) {
    QY_TRY(found, storage::catalogue::category_by_code(reader, code));
    if (!found) return invalid("category.unknown", {std::string(code)});
    if (!found->retired) return *std::move(found);
    QY_TRY(all, storage::catalogue::successions(reader));
    std::vector<std::string> codes;
    for (std::size_t hops = 0; found->retired && hops <= all.size(); ++hops) {
        std::vector<model::CategoryId> next;
        for (const auto& one : all) {
            if (one.category == found->id) next.push_back(one.successor);
        }
        codes.clear();
        std::optional<model::Category> last;
        for (const auto id : next) {
            QY_TRY(successor, storage::catalogue::find_category(reader, id));
            if (!successor) continue;
            codes.push_back(successor->code);
            last = std::move(successor);
        }
        if (next.size() != 1 || !last) return invalid("category.retired", {std::string(code), join(codes, ", ")});
        found = std::move(last);
    }
    return *std::move(found);
}

}  // namespace qy::business
