#include "category_end.h"

#include <algorithm>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "base/sort_unique.h"
#include "base/text.h"

namespace qy::business {
namespace {

using model::Category;

constexpr std::size_t kCode = limits::category_code_characters_max;

/// One rule of "assign".
Result<storage::catalogue::ProductMove> read_rule(CategoryCall& call, const Json& value, std::string path) {
    ObjectReader in(value, path);
    storage::catalogue::ProductMove rule;
    const auto to = in.text("to", kCode);
    rule.name_holds = in.optional_text("name_holds", limits::name_code_points_max).value_or("");
    const auto owner = in.optional_text("owner", 20);
    const auto* products = in.optional_array("products", limits::category_products_listed_max);
    if (owner) {
        const auto id = model::PartyId::parse(*owner);
        if (!id.ok()) in.fault(Error(id.error()), "owner");
        rule.owner = id.value_or(model::PartyId());
    }
    if (products != nullptr) {
        for (const auto& item : *products) {
            const auto* text = item.if_string();
            const auto id = model::ProductId::parse(text == nullptr ? std::string_view() : std::string_view(*text));
            if (!id.ok()) in.fault(Error(id.error()), "products");
            rule.products.push_back(id.value_or(model::ProductId()).number());
        }
    }
    if (rule.name_holds.empty() && rule.owner.is_none() && rule.products.empty()) {
        in.fault(invalid("category.rule"), "to");
    }
    QY_CHECK(in.finish());
    QY_TRY(target, category_at(call, to, path + ".to"));
    rule.to = target.id;
    return rule;
}

}  // namespace

Result<void> move_products(CategoryCall& call, const storage::catalogue::ProductMove& move) {
    auto& publication = call.publication;
    const storage::catalogue::Replacement replacement{publication.actor.name, call.reason, publication.now};
    QY_TRY(count, storage::catalogue::move_products(publication.writer, move, replacement));
    call.products_moved += count;
    call.moves.push_back(
        JsonObject{{"from", call.tree.code_of(move.from)}, {"to", call.tree.code_of(move.to)}, {"products", count}});
    return {};
}

Result<std::vector<model::CategoryId>> distribute(CategoryCall& call, const Category& from, const JsonArray* rules,
                                                  const std::string& rest) {
    std::vector<model::CategoryId> targets;
    for (std::size_t i = 0; rules != nullptr && i < rules->size(); ++i) {
        QY_TRY(rule, read_rule(call, (*rules)[i], "assign[" + std::to_string(i) + "]"));
        if (rule.to == from.id) return invalid("category.itself", {from.code}).at("assign[" + std::to_string(i) + "]");
        rule.from = from.id;
        QY_CHECK(move_products(call, rule));
        targets.push_back(rule.to);
    }
    if (!rest.empty()) {
        QY_TRY(target, category_at(call, rest, "rest"));
        if (target.id == from.id) return invalid("category.itself", {from.code}).at("rest");
        QY_CHECK(move_products(call, {from.id, target.id}));
        targets.push_back(target.id);
    }
    QY_TRY(left, storage::catalogue::count_products(call.publication.writer, {from.id}));
    if (left.products > 0) return conflict("category.products_left", {std::to_string(left.products)}).at("rest");
    return targets;
}

Result<void> lead_children(CategoryCall& call, const Category& from, const std::string& to) {
    const auto children = call.tree.children(from.id);
    if (children.empty()) return {};
    if (to.empty()) {
        std::vector<std::string> codes;
        for (const auto& child : children) codes.push_back(child.code);
        return conflict("category.has_children", {join(codes, ", ")}).at("children_to");
    }
    QY_TRY(target, category_at(call, to, "children_to"));
    for (const auto& child : children) {
        if (child.id != target.id) QY_CHECK(place_category(call, child, target.id, ""));
    }
    return {};
}

Result<void> end_category(CategoryCall& call, Category category, std::vector<model::CategoryId> targets) {
    sort_unique(targets);
    for (const auto target : targets) {
        QY_CHECK(storage::catalogue::insert_successor(call.publication.writer, category.id, target));
    }
    QY_TRY(grants, storage::catalogue::count_grants(call.publication.writer, category.code));
    call.grants += grants;
    category.retired = true;
    return write_category(call, std::move(category), "retired");
}

}  // namespace qy::business
