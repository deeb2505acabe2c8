// Issuing codes: one row for a block of serials.
#include "code_issue.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/settings.h"
#include "business/audit.h"
#include "business/codes.h"
#include "code_access.h"
#include "code_grant.h"
#include "crypto/keyring.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using storage::codes::StoredRange;

using Target = IssueTarget;

Result<void> check_order(const IssueOrder& order) {
    if (order.count < 1 || order.count > limits::codes_per_range_max) {
        return invalid("code_issue.count", {std::to_string(limits::codes_per_range_max)});
    }
    const bool ahead = order.party && order.brand;
    const bool to_lot = order.lot && order.party.is_none() && order.brand.is_none();
    if (to_lot || (ahead && order.lot.is_none())) return {};
    return invalid("code_issue.target");
}

Result<Target> lot_target(storage::Reader& reader, const model::Actor& actor, model::LotId id) {
    QY_TRY(lot, reached_lot(reader, actor, model::Permission::issue_codes, id));
    if (lot.product.is_none()) return invalid("code_issue.no_product");
    return Target{lot.owner, lot.brand, lot.lot, lot.product, lot.category};
}

Result<Target> ahead_target(storage::Reader& reader, const model::Actor& actor, const IssueOrder& order) {
    QY_TRY(reached, reaches(reader, actor, model::Permission::issue_codes, order.party, order.brand));
    if (!reached) return not_found("party.not_found");
    QY_TRY(brand, storage::catalogue::find_brand(reader, order.brand));
    if (!brand) return not_found("brand.not_found");
    return Target{order.party, order.brand, {}, {}, {}};
}

Result<void> check_party(storage::Reader& reader, model::PartyId party) {
    QY_TRY(found, storage::parties::find(reader, model::Reach::everything(), party));
    if (!found) return not_found("party.not_found");
    if (!found->active) return denied("party.inactive");
    return {};
}

Result<model::BrandGrantId> grant_of(storage::Reader& reader, const Target& target, std::int64_t count, Time now) {
    if (target.brand.is_none()) return model::BrandGrantId();
    GrantQuestion question{target.brand, target.party, {}, target.product.is_none(), model::EventTime{now}.day(),
                           count};
    if (target.category) {
        QY_TRY(codes, storage::labels::category_codes(reader, target.category));
        question.category_codes = std::move(codes);
    }
    return grant_for(reader, question);
}

// The next free serials. Writers come one at a time; on a database with several, the unique index on the first serial
// refuses the second of two equal blocks.
Result<StoredRange> next_block(storage::Reader& reader, const Services& services, const Target& target,
                               const IssueAmount& amount, Time now) {
    const int epoch = static_cast<int>(services.settings.integer("codes.epoch"));
    QY_TRY(last, storage::codes::last_serial(reader, epoch));
    if (last + amount.count >= static_cast<std::int64_t>(limits::code_serials)) {
        return unavailable("code_issue.exhausted");
    }
    StoredRange stored;
    auto& range = stored.range;
    range.id = services.ids.next<model::CodeRangeId>();
    range.epoch = epoch;
    range.first = last + 1;
    range.last = last + amount.count;
    range.party = target.party;
    range.brand = target.brand;
    range.lot = target.lot;
    range.state = target.lot ? model::RangeState::bound : model::RangeState::approved;
    range.pin = amount.pin;
    if (amount.pin) {
        QY_TRY(key, services.keys.active(crypto::Purpose::pin));
        stored.pin_epoch = key->info().epoch;
    }
    range.issued_at = now;
    return stored;
}

Result<void> publish(storage::Writer& writer, const Services& services, const model::CodeRange& range) {
    auto members = block_members(range);
    members["brand_id"] = range.brand.to_string();
    members["pin"] = range.pin;
    QY_CHECK(tell_ledger(writer, services, "code_issue", range, std::move(members), range.issued_at));
    if (range.lot.is_none()) return {};
    const JsonObject binding{{"lot_id", range.lot.to_string()}};
    return tell_ledger(writer, services, "code_bind", range, binding, range.issued_at);
}

Result<void> tell(storage::Writer& writer, const model::Actor& actor, const model::CodeRange& range) {
    const JsonObject detail{{"count", range.last - range.first + 1},
                            {"pin", range.pin},
                            {"lot_id", range.lot.to_string()},
                            {"brand_id", range.brand.to_string()}};
    return write_audit(writer, actor, {"code.issue", object_name(range), "ok", detail}, range.issued_at);
}

Result<LabelledRange> issue_in(storage::Writer& writer, const Services& services, const model::Actor& actor,
                               const IssueOrder& order, Time now) {
    QY_TRY(target, order.lot ? lot_target(writer, actor, order.lot) : ahead_target(writer, actor, order));
    const bool by_order = services.settings.flag("codes.by_order") && !actor.is_operator();
    if (target.brand && by_order) return denied("code_issue.by_order");
    QY_TRY(issued, issue_block(writer, services, target, {order.count, order.pin}, now));
    QY_CHECK(tell(writer, actor, issued));
    return labelled(services, issued);
}

}  // namespace

Result<model::BrandGrantId> check_issue(storage::Reader& reader, const IssueTarget& target, std::int64_t count,
                                        Time now) {
    QY_CHECK(check_party(reader, target.party));
    return grant_of(reader, target, count, now);
}

Result<model::CodeRange> issue_block(storage::Writer& writer, const Services& services, const IssueTarget& target,
                                     const IssueAmount& amount, Time now) {
    QY_TRY(grant, check_issue(writer, target, amount.count, now));
    QY_TRY(stored, next_block(writer, services, target, amount, now));
    stored.grant = grant;
    QY_CHECK(cipher_of(services, stored.range.epoch));
    QY_CHECK(storage::codes::insert(writer, stored));
    QY_CHECK(publish(writer, services, stored.range));
    return stored.range;
}

Result<LabelledRange> CodeDesk::issue(const model::Actor& actor, const IssueOrder& order) {
    QY_CHECK(need(actor, model::Permission::issue_codes));
    QY_CHECK(check_order(order));
    const Time now = services_.clock.now();
    return services_.store.write(
        [&](storage::Writer& writer) { return issue_in(writer, services_, actor, order, now); });
}

}  // namespace qy::business
