#include "row_warnings.h"

#include <algorithm>
#include <set>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "base/text.h"
#include "storage/catalogue_store.h"
#include "storage/dictionary_store.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/trace_store.h"

namespace qy::business {
namespace {

using model::Step;

constexpr int kPercentPlaces = 1;

/// Read once in a publication: nobody else changes it meanwhile, and rows name few categories.
Result<const CategoryTree*> tree_of(Publication& publication) {
    auto& known = publication.known.tree;
    if (known == nullptr) {
        QY_TRY(tree, CategoryTree::read(publication.writer));
        known = std::make_shared<const CategoryTree>(std::move(tree));
    }
    return known.get();
}

Result<model::CategoryId> category_of(Publication& publication, const model::Lot& lot) {
    if (lot.product.is_none()) return model::CategoryId();
    auto& known = publication.known.categories;
    if (const auto found = known.find(lot.product.number()); found != known.end()) return found->second;
    QY_TRY(product, storage::catalogue::find_product(publication.writer, model::Reach::everything(), lot.product));
    return known.emplace(lot.product.number(), product ? product->category : model::CategoryId()).first->second;
}

/// The nearest category upwards, itself first, for which `get` gives something.
template <class Get>
auto nearest(const CategoryTree& tree, model::CategoryId category, Get get) {
    auto none = get(model::Category{});
    const auto* at = tree.find(category);
    for (std::size_t hops = 0; at != nullptr && hops <= limits::category_code_characters_max; ++hops) {
        if (auto found = get(*at); found != none) return found;
        at = tree.find(at->parent);
    }
    return none;
}

/// The lot, what it was divided from, and what went into it.
Result<std::vector<std::int64_t>> lots_behind(storage::Reader& reader, model::LotId lot) {
    std::set<std::int64_t> seen{lot.number()};
    std::vector<std::int64_t> level{lot.number()};
    for (std::size_t depth = 0; depth < limits::trace_depth_max && !level.empty(); ++depth) {
        QY_TRY(links, storage::trace::links_into(reader, level, static_cast<std::int64_t>(limits::trace_nodes_max)));
        level.clear();
        for (const auto& link : links) {
            const bool further = link.kind != model::LinkKind::aggregation && seen.insert(link.from.number()).second;
            if (further) level.push_back(link.from.number());
        }
    }
    return std::vector<std::int64_t>(seen.begin(), seen.end());
}

/// The sum in `unit`; nullopt when one is missing or of another dimension.
Result<std::optional<Decimal>> sum_in(const std::vector<model::InputRef>& inputs, const std::string& unit) {
    Decimal sum;
    for (const auto& input : inputs) {
        const auto converted = input.quantity ? input.quantity->in(unit) : Result<model::Quantity>(model::Quantity{});
        if (!input.quantity || !converted.ok()) return std::optional<Decimal>();
        QY_TRY(more, sum.plus(converted->amount));
        sum = more;
    }
    return std::optional(sum);
}

Result<Decimal> times(const Decimal& amount, std::string_view factor) {
    QY_TRY(read, Decimal::parse(factor));
    std::int64_t denominator = 1;
    for (int i = 0; i < read.scale(); ++i) denominator *= 10;
    return amount.scaled(read.coefficient(), denominator);
}

std::string percent(const Decimal& part, const Decimal& whole) {
    const auto hundredfold = part.scaled(100, 1);
    const auto rounded = whole.rounded(6);
    if (!hundredfold.ok() || !rounded.ok() || rounded->coefficient() == 0) return "?";
    std::int64_t scale = 1;
    for (int i = 0; i < rounded->scale(); ++i) scale *= 10;
    const auto ratio = hundredfold->scaled(scale, rounded->coefficient());
    const auto shown = ratio.ok() ? ratio->rounded(kPercentPlaces) : ratio;
    return shown.ok() ? shown->to_string() + "%" : "?";
}

std::string percent(std::string_view factor) {
    const auto read = Decimal::parse(factor);
    const auto hundredfold = read.ok() ? read->scaled(100, 1) : read;
    return hundredfold.ok() ? hundredfold->to_string() + "%" : std::string(factor);
}

}  // namespace

std::vector<Step> steps_of(const CategoryTree& tree, model::CategoryId category) {
    return nearest(tree, category, [](const model::Category& one) { return one.steps; });
}

std::optional<model::YieldRange> yield_of(const CategoryTree& tree, model::CategoryId category) {
    return nearest(tree, category, [](const model::Category& one) { return one.yield_range; });
}

Result<std::vector<Step>> missing_steps(storage::Reader& reader, const std::vector<Step>& asked,
                                        const model::Lot& lot) {
    std::vector<Step> missing(asked.begin(), std::ranges::find(asked, Step::retail_selling));
    if (missing.empty()) return missing;
    QY_TRY(lots, lots_behind(reader, lot.id));
    QY_TRY(told, storage::events::steps_of(reader, lots));
    std::erase_if(missing, [&](Step step) { return std::ranges::find(told, step) != told.end(); });
    return missing;
}

Result<void> warn_of_steps(Publication& publication, const model::Lot& lot) {
    QY_TRY(tree, tree_of(publication));
    QY_TRY(category, category_of(publication, lot));
    QY_TRY(missing, missing_steps(publication.writer, steps_of(*tree, category), lot));
    if (missing.empty()) return {};
    std::vector<std::string> names;
    for (const auto step : missing) {
        QY_TRY(item, storage::catalogue::dictionary_item(publication.writer, "step", model::to_string(step)));
        names.push_back((item ? item->zh + " " : std::string()) + std::string(model::to_string(step)));
    }
    publication.warnings.push_back({"", "steps.missing", {lot.lot_number, join(names, ", ")}});
    return {};
}

Result<void> warn_of_yield(Publication& publication, const model::Lot& lot, const model::EventDraft& draft) {
    if (draft.inputs.empty() || !draft.quantity) return {};
    QY_TRY(tree, tree_of(publication));
    QY_TRY(category, category_of(publication, lot));
    const auto range = yield_of(*tree, category);
    if (!range) return {};
    QY_TRY(input, sum_in(draft.inputs, draft.quantity->unit));
    if (!input || input->is_zero()) return {};
    QY_TRY(low, times(*input, range->low));
    QY_TRY(high, times(*input, range->high));
    const auto& output = draft.quantity->amount;
    if (output >= low && output <= high) return {};
    publication.warnings.push_back(
        {"quantity", "quantity.yield", {percent(output, *input), percent(range->low), percent(range->high)}});
    return {};
}

Result<void> warn_of_stock(Publication& publication, model::LotId lot, const model::Quantity& begun,
                           const Decimal& taken_before, const Decimal& taken_now) {
    QY_TRY(left, begun.amount.minus(taken_before));
    if (taken_now <= left) return {};
    QY_TRY(found, storage::lots::find(publication.writer, model::Reach::everything(), lot));
    publication.warnings.push_back(
        {"",
         "quantity.more_than_left",
         {found ? found->lot_number : lot.to_string(), model::Quantity{left, begun.unit}.to_string(),
          model::Quantity{taken_now, begun.unit}.to_string()}});
    return {};
}

}  // namespace qy::business
