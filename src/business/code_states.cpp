// What may happen to a range after it was issued: one table.
#include <algorithm>
#include <array>

#include "base/clock.h"
#include "business/audit.h"
#include "business/codes.h"
#include "code_access.h"
#include "model/state_table.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Permission;
using enum model::RangeState;

struct VerbRow {
    RangeVerb verb;
    std::string_view name;
    std::string_view action;
    bool also_for_printers;  ///< export_codes is enough
    bool published;          ///< what a scan answers may change: enters the ledger
};
constexpr auto kVerbs = std::to_array<VerbRow>({
    {RangeVerb::approve, "approve", "code_range.approve", false, true},
    {RangeVerb::print, "print", "code_range.print", true, false},
    {RangeVerb::deliver, "deliver", "code_range.deliver", true, false},
    {RangeVerb::lose, "lose", "code_range.lose", false, true},
    {RangeVerb::take_back, "take_back", "code_range.take_back", false, true},
    {RangeVerb::recover, "recover", "code_range.recover", false, true},
    {RangeVerb::annul, "annul", "code_range.annul", false, true},
});

struct Transition {
    model::RangeState from;
    RangeVerb verb;
    model::RangeState to;
};
constexpr auto kTransitions = std::to_array<Transition>({
    {requested, RangeVerb::approve, approved},
    {requested, RangeVerb::annul, voided},
    {approved, RangeVerb::print, printing},
    {approved, RangeVerb::deliver, delivered},
    {approved, RangeVerb::annul, voided},
    {printing, RangeVerb::deliver, delivered},
    {printing, RangeVerb::lose, lost},
    {printing, RangeVerb::annul, voided},
    {delivered, RangeVerb::lose, lost},
    {delivered, RangeVerb::take_back, returned},
    {delivered, RangeVerb::annul, voided},
    {bound, RangeVerb::print, bound},  // codes issued to a lot are bound before they are printed
    {bound, RangeVerb::deliver, bound},
    {bound, RangeVerb::lose, lost},
    {bound, RangeVerb::take_back, returned},
    {bound, RangeVerb::annul, voided},
    {lost, RangeVerb::recover, delivered},
    {lost, RangeVerb::take_back, returned},
    {lost, RangeVerb::annul, voided},
    {returned, RangeVerb::recover, delivered},
    {returned, RangeVerb::annul, voided},
});

const VerbRow& row_of(RangeVerb verb) {
    const auto* row = std::ranges::find(kVerbs, verb, &VerbRow::verb);
    QY_ASSERT(row != kVerbs.end());
    return *row;
}

Permission permission_for(const model::Actor& actor, const VerbRow& row) {
    const bool as_printer = row.also_for_printers && !actor.may(Permission::issue_codes);
    return as_printer ? Permission::export_codes : Permission::issue_codes;
}

Result<void> tell(storage::Writer& writer, const Services& services, const model::Actor& actor, const VerbRow& row,
                  model::RangeState before, const model::CodeRange& range, Time now) {
    const JsonObject detail{{"state", model::to_string(range.state)}, {"at", now.microseconds}};
    if (row.published) QY_CHECK(tell_ledger(writer, services, "code_state", range, detail, now));
    const auto hash_of = [&](model::RangeState state) {
        return audit_fingerprint(services.keys, JsonObject{{"state", model::to_string(state)}});
    };
    const AuditNote note{row.action, object_name(range), "ok", detail, hash_of(before), hash_of(range.state)};
    return write_audit(writer, actor, note, now);
}

}  // namespace

std::string_view to_string(RangeVerb verb) {
    return row_of(verb).name;
}

std::optional<RangeVerb> parse_range_verb(std::string_view text) {
    const auto* row = std::ranges::find(kVerbs, text, &VerbRow::name);
    return row == kVerbs.end() ? std::nullopt : std::optional(row->verb);
}

std::optional<model::RangeState> next_state(model::RangeState from, RangeVerb verb, bool has_lot) {
    const auto next = model::next_in(kTransitions, from, verb);
    return next == delivered && has_lot ? bound : next;
}

Result<model::CodeRange> CodeDesk::change_state(const model::Actor& actor, model::CodeRangeId id, RangeVerb verb) {
    const auto& row = row_of(verb);
    const auto permission = permission_for(actor, row);
    QY_CHECK(need(actor, permission));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::CodeRange> {
        QY_TRY(stored, reached_range(writer, actor, permission, id));
        QY_CHECK(check_free(writer, stored.range));
        const auto next = next_state(stored.range.state, verb, !stored.range.lot.is_none());
        if (!next) return conflict("code_range.state", {std::string(model::to_string(stored.range.state))});
        const auto before = std::exchange(stored.range.state, *next);
        QY_CHECK(storage::codes::set_state(writer, id, *next));
        QY_CHECK(tell(writer, services_, actor, row, before, stored.range, now));
        return stored.range;
    });
}

}  // namespace qy::business
