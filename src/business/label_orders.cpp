// Asking for labels, deciding, and giving the order to a printing house.
#include "business/label_orders.h"

#include <algorithm>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "code_access.h"
#include "code_issue.h"
#include "crypto/handed_file.h"
#include "label_order_step.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::LabelOrderState;
using model::LabelOrderVerb;
using model::Permission;

constexpr auto kOrderer = Permission::issue_codes;

Result<void> check_request(const LabelRequest& request) {
    if (request.count < 1 || request.count > limits::codes_per_range_max) {
        return invalid("code_issue.count", {std::to_string(limits::codes_per_range_max)});
    }
    const int targets = (request.lot ? 1 : 0) + (request.product ? 1 : 0) + (request.brand ? 1 : 0);
    return targets == 1 ? Result<void>() : invalid("label_order.target");
}

/// What the labels are for, as the order keeps it.
Result<void> take_lot(storage::Reader& reader, const model::Actor& actor, model::LotId id, model::LabelOrder& order) {
    QY_TRY(lot, reached_lot(reader, actor, kOrderer, id));
    if (lot.product.is_none()) return invalid("code_issue.no_product");
    order.party = lot.owner;
    order.brand = lot.brand;
    order.product = lot.product;
    order.lot = lot.lot;
    return {};
}

Result<void> take_product(storage::Reader& reader, const model::Actor& actor, model::ProductId id,
                          model::LabelOrder& order) {
    QY_TRY(product, storage::catalogue::find_product(reader, actor.reach(kOrderer), id));
    if (!product) return not_found("product.not_found");
    order.party = product->owner;
    order.brand = product->brand;
    order.product = product->id;
    return {};
}

Result<void> take_brand(storage::Reader& reader, const model::Actor& actor, const LabelRequest& request,
                        model::LabelOrder& order) {
    order.party = request.party ? request.party : actor.party;
    order.brand = request.brand;
    QY_TRY(reached, reaches(reader, actor, kOrderer, order.party, order.brand));
    if (!reached) return not_found("party.not_found");
    QY_TRY(brand, storage::catalogue::find_brand(reader, order.brand));
    return brand ? Result<void>() : not_found("brand.not_found");
}

Result<void> take_target(storage::Reader& reader, const model::Actor& actor, const LabelRequest& request,
                         model::LabelOrder& order) {
    if (request.lot) return take_lot(reader, actor, request.lot, order);
    if (request.product) return take_product(reader, actor, request.product, order);
    return take_brand(reader, actor, request, order);
}

/// Never a lot: codes are bound when the labels have come, so that a label that was stolen on its way tells nothing.
Result<IssueTarget> target_of(storage::Reader& reader, const model::LabelOrder& order) {
    IssueTarget target{order.party, order.brand, {}, order.product, {}};
    if (order.product.is_none()) return target;
    QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::of(order.party), order.product));
    if (product) target.category = product->category;
    return target;
}

Result<void> issue_for(storage::Writer& writer, const Services& services, model::LabelOrder& order, Time now) {
    QY_TRY(target, target_of(writer, order));
    QY_TRY(block, issue_block(writer, services, target, {order.quantity, order.pin}, now));
    order.block = block.id;
    return {};
}

/// Makes every code of the order's block void.
Result<std::int64_t> void_block(storage::Writer& writer, const Services& services, const model::LabelOrder& order,
                                Time now) {
    QY_TRY(block, block_of(writer, order));
    auto range = block.range;
    range.state = model::RangeState::voided;
    QY_CHECK(storage::codes::set_state(writer, range.id, range.state));
    const JsonObject members{{"state", model::to_string(range.state)}, {"at", now.microseconds}};
    QY_CHECK(tell_ledger(writer, services, "code_state", range, members, now));
    return range.last - range.first + 1;
}

Result<void> check_printer(storage::Reader& reader, model::PartyId id) {
    QY_TRY(party, storage::parties::find(reader, model::Reach::everything(), id));
    const bool prints = party && party->active &&
                        std::ranges::find(party->roles, model::PartyRole::printing_house) != party->roles.end();
    return prints ? Result<void>() : not_found("label_order.no_printer");
}

Result<SecretText> new_password(storage::Writer& writer, const Services& services, model::LabelOrderId id) {
    auto password = crypto::new_file_password(services.random);
    QY_CHECK(storage::label_orders::set_password(writer, id, password));
    return password;
}

}  // namespace

Result<model::LabelOrder> request_labels(const Services& services, const model::Actor& actor,
                                         const LabelRequest& request) {
    QY_CHECK(need(actor, kOrderer));
    QY_CHECK(check_request(request));
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<model::LabelOrder> {
        model::LabelOrder order;
        order.id = services.ids.next<model::LabelOrderId>();
        order.quantity = request.count;
        order.pin = request.pin;
        order.note = request.note;
        order.ordered_by = actor.user;
        order.created_at = order.changed_at = now;
        QY_CHECK(take_target(writer, actor, request, order));
        QY_TRY(target, target_of(writer, order));
        QY_CHECK(check_issue(writer, target, order.quantity, now));
        QY_CHECK(storage::label_orders::insert(writer, order));
        JsonObject detail{{"count", order.quantity},
                          {"pin", order.pin},
                          {"lot_id", order.lot.to_string()},
                          {"product_id", order.product.to_string()},
                          {"brand_id", order.brand.to_string()}};
        QY_CHECK(keep_label_step(writer, services, actor, LabelOrderVerb::request, order, {}, request.note,
                                 std::move(detail), now));
        return order;
    });
}

Result<model::LabelOrder> approve_labels(const Services& services, const model::Actor& actor, const OrderStep& step) {
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        QY_CHECK(issue_for(writer, services, order, now));
        return JsonObject{{"count", order.quantity}, {"pin", order.pin}, {"block", order.block.to_string()}};
    };
    return step_labels(services, actor, LabelOrderVerb::approve, step, work);
}

Result<model::LabelOrder> refuse_labels(const Services& services, const model::Actor& actor, const OrderStep& step) {
    QY_CHECK(check_label_reason(step));
    const auto work = [](storage::Writer&, model::LabelOrder&, Time) -> Result<JsonObject> { return JsonObject(); };
    return step_labels(services, actor, LabelOrderVerb::refuse, step, work);
}

Result<model::LabelOrder> cancel_labels(const Services& services, const model::Actor& actor, const OrderStep& step) {
    QY_CHECK(check_label_reason(step));
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        if (order.block.is_none()) return JsonObject();
        QY_CHECK(storage::label_orders::set_password(writer, order.id, {}));
        QY_TRY(count, void_block(writer, services, order, now));
        return JsonObject{{"void", count}};
    };
    return step_labels(services, actor, LabelOrderVerb::cancel, step, work);
}

Result<HandedOrder> assign_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                  model::PartyId printer) {
    SecretText password;
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time) -> Result<JsonObject> {
        QY_CHECK(check_printer(writer, printer));
        order.printer = printer;
        QY_TRY(made, new_password(writer, services, order.id));
        password = std::move(made);
        return JsonObject{{"printer", printer.to_string()}};
    };
    QY_TRY(order, step_labels(services, actor, LabelOrderVerb::assign, step, work));
    return HandedOrder{std::move(order), std::move(password)};
}

Result<HandedOrder> renew_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                 bool leaked) {
    QY_CHECK(check_label_reason(step));
    SecretText password;
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        order.renewed_for = step.comment;
        if (leaked) {
            QY_TRY(count, void_block(writer, services, order, now));
            order.replaced += count;
            QY_CHECK(issue_for(writer, services, order, now));
        }
        QY_TRY(made, new_password(writer, services, order.id));
        password = std::move(made);
        return JsonObject{{"leaked", leaked}, {"block", order.block.to_string()}};
    };
    QY_TRY(order, step_labels(services, actor, LabelOrderVerb::renew, step, work));
    return HandedOrder{std::move(order), std::move(password)};
}

}  // namespace qy::business
