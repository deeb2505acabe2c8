// What the party does when the labels come, and in the end; and looking at orders.
#include "base/clock.h"
#include "code_access.h"
#include "label_order_step.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::LabelOrderVerb;
using model::Permission;

/// Labels that were ordered for a lot are in use from now on.
Result<void> bind_to_lot(storage::Writer& writer, const Services& services, const model::LabelOrder& order, Time now) {
    QY_TRY(block, block_of(writer, order));
    if (order.lot.is_none() || block.range.state == model::RangeState::voided) {
        return set_block_state(writer, order, model::RangeState::delivered);
    }
    auto range = block.range;
    range.lot = order.lot;
    QY_CHECK(storage::codes::set_lot(writer, range.id, range.lot));
    auto members = block_members(range);
    members["lot_id"] = range.lot.to_string();
    return tell_ledger(writer, services, "code_bind", range, std::move(members), now);
}

struct Counts {
    std::int64_t bound = 0;
    std::int64_t void_codes = 0;
    std::vector<SerialSpan> loose;  ///< neither
};

Result<Counts> counts_of(storage::Reader& reader, const model::CodeRange& block) {
    QY_TRY(pieces, pieces_of(reader, block));
    Counts counts;
    for (const auto& piece : pieces) {
        if (piece.is_void) {
            counts.void_codes += piece.count();
        } else if (piece.is_bound) {
            counts.bound += piece.count();
        } else {
            counts.loose.push_back({piece.first, piece.last});
        }
    }
    return counts;
}

LabelOrderStory story_of(storage::label_orders::NamedOrder&& named) {
    LabelOrderStory story;
    story.order = std::move(named.order);
    story.party = std::move(named.party);
    story.brand = std::move(named.brand);
    story.product = std::move(named.product);
    story.lot_number = std::move(named.lot_number);
    story.printer = std::move(named.printer);
    return story;
}

Result<void> tell_codes(storage::Reader& reader, const Services& services, LabelOrderStory& story) {
    if (story.order.block.is_none()) return {};
    QY_TRY(block, block_of(reader, story.order));
    QY_TRY(labels, labelled(services, block.range));
    story.first_code = labels.first_code;
    story.last_code = labels.last_code;
    return {};
}

Result<void> tell_tally(storage::Reader& reader, LabelOrderStory& story) {
    Counts counts;
    if (model::has_come(story.order.state)) {
        QY_TRY(block, block_of(reader, story.order));
        QY_TRY(found, counts_of(reader, block.range));
        counts = std::move(found);
    }
    story.tally = model::tally_of(story.order, counts.bound, counts.void_codes);
    return {};
}

std::vector<LabelOrderStory> stories_of(std::vector<storage::label_orders::NamedOrder>&& orders) {
    std::vector<LabelOrderStory> stories;
    for (auto& named : orders) stories.push_back(story_of(std::move(named)));
    return stories;
}

}  // namespace

Result<model::LabelOrder> receive_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                         const std::vector<CodeSpan>& damaged, const std::vector<CodeSpan>& missing) {
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        QY_TRY(block, block_of(writer, order));
        QY_TRY(broken, void_labels(writer, services, block.range, damaged, now));
        QY_TRY(lost, void_labels(writer, services, block.range, missing, now));
        order.damaged = broken;
        order.missing = lost;
        QY_CHECK(bind_to_lot(writer, services, order, now));
        return JsonObject{
            {"damaged", broken}, {"missing", lost}, {"delivered", order.quantity - order.spoiled - broken - lost}};
    };
    return step_labels(services, actor, LabelOrderVerb::receive, step, work);
}

Result<model::LabelOrder> settle_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                        const std::vector<CodeSpan>& unused) {
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        QY_TRY(block, block_of(writer, order));
        QY_TRY(told, void_labels(writer, services, block.range, unused, now));
        QY_TRY(before, counts_of(writer, block.range));
        QY_TRY(left, void_codes(writer, services, block.range, before.loose, now));
        return JsonObject{{"bound", before.bound}, {"void", told + left}};
    };
    return step_labels(services, actor, LabelOrderVerb::settle, step, work);
}

Result<LabelOrderStory> label_order(const Services& services, const model::Actor& actor, model::LabelOrderId id) {
    QY_CHECK(need(actor, Permission::read_submissions));
    return services.store.read([&](storage::Reader& reader) -> Result<LabelOrderStory> {
        QY_TRY(found, storage::label_orders::find(reader, actor.reach(Permission::read_submissions), id));
        if (!found) return not_found("label_order.not_found");
        auto story = story_of(std::move(*found));
        QY_CHECK(tell_codes(reader, services, story));
        QY_CHECK(tell_tally(reader, story));
        QY_TRY(steps, storage::label_orders::steps(reader, id));
        story.steps = std::move(steps);
        return story;
    });
}

Result<std::vector<LabelOrderStory>> label_orders(const Services& services, const model::Actor& actor,
                                                  std::optional<model::LabelOrderState> state, std::int64_t before,
                                                  std::int64_t limit) {
    QY_CHECK(need(actor, Permission::read_submissions));
    const auto reach = actor.reach(Permission::read_submissions);
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<LabelOrderStory>> {
        QY_TRY(found, storage::label_orders::list(reader, reach, state, before, limit));
        return stories_of(std::move(found));
    });
}

Result<std::vector<LabelOrderStory>> given_label_orders(const Services& services, const model::Actor& actor,
                                                        std::int64_t before, std::int64_t limit) {
    QY_CHECK(need(actor, Permission::print_labels));
    const auto reach = actor.reach(Permission::print_labels);
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<LabelOrderStory>> {
        QY_TRY(found, storage::label_orders::given(reader, reach, before, limit));
        return stories_of(std::move(found));
    });
}

Result<std::vector<PrinterChoice>> printing_houses(const Services& services, std::int64_t after, std::int64_t limit) {
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<PrinterChoice>> {
        QY_TRY(found, storage::label_orders::printing_houses(reader, after, limit));
        std::vector<PrinterChoice> choices;
        for (auto& one : found) choices.push_back({one.party, std::move(one.region), std::move(one.called)});
        return choices;
    });
}

}  // namespace qy::business
