#include "business/cartons.h"

#include <algorithm>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/audit.h"
#include "code_access.h"
#include "label_run.h"
#include "storage/carton_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Permission;
using storage::cartons::NamedCarton;

KnownCarton known(NamedCarton&& named) {
    return {std::move(named.carton), std::move(named.lot_number), std::move(named.product),
            std::move(named.specification), std::move(named.party)};
}

std::vector<KnownCarton> all_known(std::vector<NamedCarton>&& named) {
    std::vector<KnownCarton> cartons;
    for (auto& one : named) cartons.push_back(known(std::move(one)));
    return cartons;
}

Result<std::vector<std::string>> add_cartons(storage::Writer& writer, const Services& services,
                                             const storage::labels::LotLabel& lot, const CartonOrder& order,
                                             std::string_view prefix, Time now) {
    QY_TRY(first, storage::cartons::take_numbers(writer, lot.owner, order.count));
    std::vector<std::string> ssccs;
    for (std::int64_t i = 0; i < order.count; ++i) {
        const auto sscc = model::sscc_of(prefix, first + i);
        if (!sscc) return unavailable("sscc.exhausted");
        const model::Carton carton{
            services.ids.next<model::CartonId>(), lot.owner, *sscc, prefix.size(), lot.lot, order.quantity, now};
        QY_CHECK(storage::cartons::insert(writer, carton));
        ssccs.push_back(*sscc);
    }
    return ssccs;
}

/// One label says one lot and one quantity.
Result<void> check_print(const std::vector<NamedCarton>& found, const CartonPrint& order) {
    if (found.empty() || found.size() != order.ssccs.size()) return not_found("carton.not_found");
    const auto& first = found.front().carton;
    for (const auto& one : found) {
        if (one.carton.lot != first.lot || one.carton.quantity != first.quantity) return invalid("carton.mixed");
        const bool again = one.carton.prints > 0 && trim(order.reason).empty();
        if (again) return conflict("carton.printed", {one.carton.sscc});
    }
    return {};
}

Result<void> keep_print(storage::Writer& writer, const model::Actor& actor, const std::vector<NamedCarton>& found,
                        const CartonPrint& order, Time now) {
    for (const auto& one : found) QY_CHECK(storage::cartons::count_print(writer, one.carton.id));
    const bool again = std::ranges::any_of(found, [](const NamedCarton& one) { return one.carton.prints > 0; });
    const JsonObject detail{{"count", static_cast<std::int64_t>(found.size())},
                            {"first", found.front().carton.sscc},
                            {"last", found.back().carton.sscc},
                            {"medium", order.medium},
                            {"reason", order.reason}};
    const std::string object = "lot:" + found.front().carton.lot.to_string();
    return write_audit(writer, actor, {again ? "carton.reprint" : "carton.print", object, "ok", detail}, now);
}

}  // namespace

Result<void> save_gs1_prefix(const Services& services, const model::Actor& actor, std::string_view text) {
    QY_CHECK(need(actor, Permission::save_products));
    QY_TRY(prefix, model::checked_gs1_prefix(text));
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(taken, storage::cartons::overlaps(writer, actor.party, prefix));
        if (taken) return conflict("gs1_prefix.taken");
        QY_CHECK(storage::cartons::save_prefix(writer, actor.party, prefix));
        const JsonObject detail{{"prefix", prefix}};
        return write_audit(writer, actor, {"carton.save_prefix", "party:" + actor.party.to_string(), "ok", detail},
                           now);
    });
}

Result<std::string> gs1_prefix(const Services& services, const model::Actor& actor) {
    return services.store.read([&](storage::Reader& reader) -> Result<std::string> {
        QY_TRY(prefix, storage::cartons::prefix_of(reader, actor.party));
        return prefix.value_or("");
    });
}

Result<std::vector<KnownCarton>> number_cartons(const Services& services, const model::Actor& actor,
                                                const CartonOrder& order) {
    QY_CHECK(need(actor, Permission::issue_codes));
    QY_ASSERT(order.count >= 1 && order.count <= limits::cartons_per_request_max);
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<std::vector<KnownCarton>> {
        QY_TRY(lot, reached_lot(writer, actor, Permission::issue_codes, order.lot));
        QY_TRY(prefix, storage::cartons::prefix_of(writer, lot.owner));
        if (!prefix) return conflict("gs1_prefix.missing");
        QY_TRY(ssccs, add_cartons(writer, services, lot, order, *prefix, now));
        const JsonObject detail{{"count", order.count}, {"first", ssccs.front()}, {"quantity", order.quantity}};
        QY_CHECK(write_audit(writer, actor, {"carton.number", "lot:" + lot.lot.to_string(), "ok", detail}, now));
        QY_TRY(found, storage::cartons::find(writer, model::Reach::of(lot.owner), ssccs));
        return all_known(std::move(found));
    });
}

Result<PrintedCartons> print_cartons(const Services& services, const model::Actor& actor, const CartonPrint& order) {
    QY_CHECK(need(actor, Permission::issue_codes));
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<PrintedCartons> {
        QY_TRY(found, storage::cartons::find(writer, actor.reach(Permission::issue_codes), order.ssccs));
        QY_CHECK(check_print(found, order));
        QY_CHECK(keep_print(writer, actor, found, order, now));
        QY_TRY(facts, carton_facts(writer, found.front().carton.party, found.front().carton.lot));
        facts.quantity = found.front().carton.quantity;
        return PrintedCartons{all_known(std::move(found)), std::move(facts)};
    });
}

Result<std::vector<KnownCarton>> cartons(const Services& services, const model::Actor& actor, std::int64_t before,
                                         std::int64_t limit) {
    QY_CHECK(need(actor, Permission::read_submissions));
    const auto reach = actor.reach(Permission::read_submissions);
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<KnownCarton>> {
        QY_TRY(found, storage::cartons::list(reader, reach, before, limit));
        return all_known(std::move(found));
    });
}

}  // namespace qy::business
