// Binding labels to lots: whole blocks, and sub-ranges of consignments, harvests and cartons.
#include <algorithm>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "business/audit.h"
#include "business/codes.h"
#include "code_access.h"
#include "code_grant.h"
#include "storage/catalogue_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::LotKind;
using model::RangeState;
using storage::codes::StoredRange;
using storage::labels::LotLabel;

struct Serials {
    int epoch = 1;
    std::int64_t first = 0;
    std::int64_t last = 0;
};

Result<Serials> serials_of(const Services& services, const BindOrder& order) {
    auto cipher = cipher_of(services, order.first.epoch());
    if (!cipher.ok()) return invalid("code_bind.not_ours");
    const auto first = cipher->decode(order.first.text());
    const auto last = cipher->decode(order.last.text());  // nothing for another epoch
    if (!first || !last) return invalid("code_bind.not_ours");
    if (*last < *first) return invalid("code_bind.order");
    return Serials{order.first.epoch(), static_cast<std::int64_t>(*first), static_cast<std::int64_t>(*last)};
}

// Ranges that hold both ends, narrowest first.
Result<std::vector<StoredRange>> chain_around(storage::Reader& reader, const Serials& serials) {
    QY_TRY(chain, storage::codes::holding(reader, serials.epoch, serials.first));
    std::erase_if(chain, [&](const StoredRange& stored) { return stored.range.last < serials.last; });
    if (chain.empty()) return not_found("code_range.not_found");
    return chain;
}

Result<void> check_states(const std::vector<StoredRange>& chain) {
    for (const auto& stored : chain) {
        const auto state = stored.range.state;
        if (stored.range.frozen) return conflict("code_bind.state", {"frozen"});
        const bool in_use = state == RangeState::approved || state == RangeState::printing ||
                            state == RangeState::delivered || state == RangeState::bound;
        if (!in_use) return conflict("code_bind.state", {std::string(model::to_string(state))});
    }
    return {};
}

// Whether `lot` is `ancestor` or was taken from it, in however many steps.
Result<bool> comes_from(storage::Reader& reader, model::LotId lot, model::LotId ancestor) {
    for (std::size_t step = 0; lot && step <= limits::trace_depth_max; ++step) {
        if (lot == ancestor) return true;
        QY_TRY(label, storage::labels::of_lot(reader, model::Reach::everything(), lot));
        lot = label ? label->parent : model::LotId();
    }
    return false;
}

// The nearest goods around: a carton holds goods, it is none.
const StoredRange* goods_around(const std::vector<StoredRange>& chain) {
    const auto found = std::ranges::find_if(chain, [](const StoredRange& stored) {
        return !stored.range.lot.is_none() && stored.lot_kind != LotKind::logistic_unit;
    });
    return found == chain.end() ? nullptr : &*found;
}

// Labels printed for a brand go on that brand's products, of a category that the grant covers.
Result<void> check_brand(storage::Reader& reader, const StoredRange& block, const LotLabel& lot) {
    if (block.range.brand.is_none()) return {};
    if (lot.brand != block.range.brand) return conflict("code_bind.brand");
    if (block.grant.is_none()) return {};
    QY_TRY(grant, storage::catalogue::find_grant(reader, model::Reach::everything(), block.grant));
    QY_TRY(codes, storage::labels::category_codes(reader, lot.category));
    if (grant && covers(*grant, codes)) return {};
    return conflict("code_bind.brand");
}

Result<void> check_lot(storage::Reader& reader, const std::vector<StoredRange>& chain, const LotLabel& lot) {
    if (lot.kind == LotKind::logistic_unit) return {};
    const auto* around = goods_around(chain);
    if (around == nullptr) return check_brand(reader, chain.back(), lot);
    QY_TRY(fits, comes_from(reader, lot.lot, around->range.lot));
    if (!fits) return conflict("code_bind.other_lot");
    return {};
}

// What is already inside the new sub-range must lie in it wholly and, if it is goods, come from its lot.
Result<void> check_inside(storage::Reader& reader, const Serials& serials, int depth, const LotLabel& lot) {
    for (int at = depth; at < limits::code_range_depth_max; ++at) {
        QY_TRY(inside, storage::codes::touching(reader, serials.epoch, at, serials.first, serials.last));
        model::LotId checked;
        for (const auto& stored : inside) {
            const auto& range = stored.range;
            if (range.first < serials.first || range.last > serials.last) return conflict("code_bind.overlap");
            const bool goods = !range.lot.is_none() && stored.lot_kind != LotKind::logistic_unit;
            if (!goods || lot.kind == LotKind::logistic_unit || range.lot == checked) continue;
            QY_TRY(fits, comes_from(reader, range.lot, lot.lot));
            if (!fits) return conflict("code_bind.overlap");
            checked = range.lot;
        }
    }
    return {};
}

// The new range takes `depth`; what is inside goes one deeper.
Result<void> check_depth(storage::Reader& reader, const Serials& serials, int depth) {
    constexpr int deepest = limits::code_range_depth_max - 1;
    QY_TRY(at_end, storage::codes::touching(reader, serials.epoch, deepest, serials.first, serials.last));
    if (depth <= deepest && at_end.empty()) return {};
    return conflict("code_bind.too_deep", {std::to_string(limits::code_range_depth_max)});
}

Result<StoredRange> add_sub_range(storage::Writer& writer, const Services& services, const StoredRange& parent,
                                  const Serials& serials, const LotLabel& lot, Time now) {
    StoredRange stored;
    stored.depth = parent.depth + 1;
    QY_CHECK(check_inside(writer, serials, stored.depth, lot));
    QY_CHECK(check_depth(writer, serials, stored.depth));
    stored.pin_epoch = parent.pin_epoch;
    stored.range = parent.range;
    stored.range.id = services.ids.next<model::CodeRangeId>();
    stored.range.parent = parent.range.id;
    stored.range.first = serials.first;
    stored.range.last = serials.last;
    stored.range.lot = lot.lot;
    stored.range.state = RangeState::bound;
    stored.range.issued_at = now;
    QY_CHECK(storage::codes::push_down(writer, stored));
    QY_CHECK(storage::codes::insert(writer, stored));
    QY_CHECK(storage::codes::adopt(writer, stored));
    return stored;
}

Result<void> tell(storage::Writer& writer, const Services& services, const model::Actor& actor,
                  const model::CodeRange& range, Time now) {
    auto members = block_members(range);
    members["lot_id"] = range.lot.to_string();
    QY_CHECK(tell_ledger(writer, services, "code_bind", range, std::move(members), now));
    const JsonObject detail{{"count", range.last - range.first + 1}, {"lot_id", range.lot.to_string()}};
    return write_audit(writer, actor, {"code.bind", object_name(range), "ok", detail}, now);
}

// The range to bind: an equal one that has no lot yet, else a new one inside the narrowest.
Result<StoredRange> place(storage::Writer& writer, const Services& services, const std::vector<StoredRange>& chain,
                          const Serials& serials, const LotLabel& lot, Time now) {
    auto narrowest = chain.front();
    const bool equal = narrowest.range.first == serials.first && narrowest.range.last == serials.last;
    if (!equal || narrowest.range.lot) return add_sub_range(writer, services, narrowest, serials, lot, now);
    QY_CHECK(check_inside(writer, serials, narrowest.depth + 1, lot));
    QY_CHECK(storage::codes::set_lot(writer, narrowest.range.id, lot.lot));
    narrowest.range.lot = lot.lot;
    narrowest.range.state = RangeState::bound;
    return narrowest;
}

Result<LabelledRange> bind_in(storage::Writer& writer, const Services& services, const model::Actor& actor,
                              const std::vector<StoredRange>& chain, const Serials& serials, const LotLabel& lot) {
    if (chain.front().range.party != lot.owner) return not_found("lot.not_found");
    for (const auto& stored : chain) {
        const auto& range = stored.range;
        if (range.first != serials.first || range.last != serials.last || range.lot != lot.lot) continue;
        QY_TRY(labels, labelled(services, range));
        labels.existed = true;
        return labels;
    }
    QY_CHECK(check_states(chain));
    QY_CHECK(check_free(writer, chain.back().range));
    QY_CHECK(check_lot(writer, chain, lot));
    const Time now = services.clock.now();
    QY_TRY(stored, place(writer, services, chain, serials, lot, now));
    QY_CHECK(tell(writer, services, actor, stored.range, now));
    return labelled(services, stored.range);
}

}  // namespace

Result<LabelledRange> bind_codes(storage::Writer& writer, const Services& services, const model::Actor& actor,
                                 model::PartyId party, const BindOrder& order) {
    QY_TRY(serials, serials_of(services, order));
    QY_TRY(chain, chain_around(writer, serials));
    if (chain.front().range.party != party) return not_found("code_range.not_found");
    QY_TRY(lot, storage::labels::of_lot(writer, model::Reach::everything(), order.lot));
    if (!lot) return not_found("lot.not_found");
    return bind_in(writer, services, actor, chain, serials, *lot);
}

Result<LabelledRange> CodeDesk::bind(const model::Actor& actor, const BindOrder& order) {
    constexpr auto permission = model::Permission::issue_codes;
    QY_CHECK(need(actor, permission));
    QY_TRY(serials, serials_of(services_, order));
    return services_.store.write([&](storage::Writer& writer) -> Result<LabelledRange> {
        QY_TRY(chain, chain_around(writer, serials));
        const auto& range = chain.front().range;
        QY_TRY(reached, reaches(writer, actor, permission, range.party, range.brand));
        if (!reached) return not_found("code_range.not_found");
        QY_TRY(lot, reached_lot(writer, actor, permission, order.lot));
        return bind_in(writer, services_, actor, chain, serials, lot);
    });
}

}  // namespace qy::business
