#include "label_order_step.h"

#include <utility>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/audit.h"
#include "code_access.h"
#include "model/event_time.h"
#include "storage/label_print_store.h"
#include "storage/reach_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::LabelOrderHand;
using model::LabelOrderState;
using model::LabelOrderVerb;
using model::Permission;

struct HandRow {
    LabelOrderHand hand;
    Permission permission;
};
constexpr HandRow kHands[] = {
    {LabelOrderHand::party, Permission::issue_codes},
    {LabelOrderHand::reviewer, Permission::review},
    {LabelOrderHand::printer, Permission::print_labels},
};

Permission permission_of(LabelOrderHand hand) {
    return kHands[static_cast<std::size_t>(hand)].permission;
}

Result<model::LabelOrder> reached_order(storage::Reader& reader, const model::Actor& actor, LabelOrderHand hand,
                                        model::LabelOrderId id) {
    const auto reach = actor.reach(permission_of(hand));
    QY_TRY(found, hand == LabelOrderHand::printer ? storage::label_orders::find_given(reader, reach, id)
                                                  : storage::label_orders::find(reader, reach, id));
    if (!found) return not_found("label_order.not_found");
    return std::move(found->order);
}

/// A brand's labels are its manager's to decide, or of whoever reviews for everybody or a region; not of the party's
/// own people.
Result<void> check_decider(storage::Reader& reader, const model::Actor& actor, const model::LabelOrder& order) {
    const bool own = !actor.user.is_none() && order.ordered_by == actor.user;
    if (own) return denied("label_order.own");
    if (order.brand.is_none()) return {};
    auto reach = actor.reach(Permission::review);
    reach.party = {};
    QY_TRY(reached, storage::is_reached(reader, reach, order.party, order.brand));
    return reached ? Result<void>() : denied("label_order.brand_decides");
}

Result<LabelOrderState> state_after(storage::Reader& reader, LabelOrderVerb verb, const model::LabelOrder& order) {
    if (const auto next = model::next_state(order.state, verb)) return *next;
    const Error state = conflict("label_order.state", {std::string(model::to_string(order.state))});
    if (verb != LabelOrderVerb::fetch || order.block.is_none()) return state;
    QY_TRY(block, block_of(reader, order));
    QY_TRY(print, storage::label_prints::newest_of(reader, order.block, block.range.first, block.range.last));
    if (!print) return state;
    return conflict("label_order.fetched", {print->printed_by, model::to_rfc3339(print->printed_at)});
}

std::string fingerprint(const Services& services, LabelOrderState state) {
    return audit_fingerprint(services.keys, JsonObject{{"state", model::to_string(state)}});
}

Result<model::LabelOrder> step_in(storage::Writer& writer, const Services& services, const model::Actor& actor,
                                  LabelOrderVerb verb, const OrderStep& step, const LabelWork& work) {
    const auto hand = model::hand_of(verb);
    QY_TRY(order, reached_order(writer, actor, hand, step.order));
    if (hand == LabelOrderHand::reviewer) QY_CHECK(check_decider(writer, actor, order));
    QY_TRY(next, state_after(writer, verb, order));
    if (order.version != step.version) return conflict("label_order.changed");
    const Time now = services.clock.now();
    const auto before = std::exchange(order.state, next);
    QY_TRY(detail, work(writer, order, now));
    order.changed_at = now;
    QY_CHECK(storage::label_orders::update(writer, order));
    ++order.version;
    QY_CHECK(keep_label_step(writer, services, actor, verb, order, before, step.comment, std::move(detail), now));
    return order;
}

}  // namespace

Result<model::LabelOrder> step_labels(const Services& services, const model::Actor& actor, LabelOrderVerb verb,
                                      const OrderStep& step, const LabelWork& work) {
    QY_CHECK(need(actor, permission_of(model::hand_of(verb))));
    return services.store.write(
        [&](storage::Writer& writer) { return step_in(writer, services, actor, verb, step, work); });
}

Result<void> check_label_reason(const OrderStep& step) {
    if (!trim(step.comment).empty()) return {};
    return invalid("label_order.reason", {std::to_string(limits::short_text_code_points_max)});
}

Result<void> keep_label_step(storage::Writer& writer, const Services& services, const model::Actor& actor,
                             LabelOrderVerb verb, const model::LabelOrder& order, std::optional<LabelOrderState> before,
                             const std::string& comment, JsonObject detail, Time now) {
    const model::LabelOrderStep step{verb, order.state, actor.name, comment, now};
    QY_CHECK(storage::label_orders::append_step(writer, order.id, step));
    detail["state"] = model::to_string(order.state);
    if (!comment.empty()) detail["comment"] = comment;
    const auto action = "label_order." + std::string(model::to_string(verb));
    AuditNote note{action, "label_order:" + order.id.to_string(), "ok", std::move(detail)};
    if (before) note.before_hash = fingerprint(services, *before);
    note.after_hash = fingerprint(services, order.state);
    return write_audit(writer, actor, note, now);
}

Result<storage::codes::StoredRange> block_of(storage::Reader& reader, const model::LabelOrder& order) {
    QY_TRY(found, storage::codes::find(reader, model::Reach::of(order.party), order.block));
    if (!found) return corrupt("storage.corrupt").because("label_order.block_id");
    return std::move(*found);
}

Result<std::int64_t> void_labels(storage::Writer& writer, const Services& services, const model::CodeRange& block,
                                 const std::vector<CodeSpan>& spans, Time now) {
    QY_TRY(serials, serials_in(services, block, spans));
    return void_codes(writer, services, block, serials, now);
}

Result<void> set_block_state(storage::Writer& writer, const model::LabelOrder& order, model::RangeState state) {
    QY_TRY(block, block_of(writer, order));
    if (block.range.state == model::RangeState::voided || block.range.state == model::RangeState::bound) return {};
    return storage::codes::set_state(writer, order.block, state);
}

}  // namespace qy::business
