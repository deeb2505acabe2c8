#pragma once
// Trace codes: what a code is, issuing, binding, freezing, PINs, aliases. Nothing is stored per code but what happened
// to that one code. (clauses 3, 6.3.1; architecture §5; interfaces: trace code, codes)
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/code_range.h"
#include "model/trace_answer.h"
#include "model/trace_code.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

/// Why a code is frozen. lost, returned: so are its labels.
enum class FreezeCause : std::uint8_t { none, code, range, lost, returned };
[[nodiscard]] std::string_view to_string(FreezeCause cause);

/// What is known of a code. Of a forged or unknown one only `code` and `state` are set.
struct ResolvedCode {
    model::TraceCode code;
    model::Authenticity state = model::Authenticity::unknown;
    FreezeCause cause = FreezeCause::none;
    std::string reason;                   ///< as written by who froze it; may be empty
    std::vector<model::CodeRange> chain;  ///< ranges that hold the code, narrowest first
    model::LotId lot;   ///< whose story it tells: the narrowest consignment or produced lot, else `unit`
    model::LotId unit;  ///< the narrowest logistic unit (carton, pallet) it was packed into by range
    int pin_epoch = 0;  ///< epoch of the key of its scratch-off PIN; 0: the label has none
    std::optional<Time> first_verified_at;
    [[nodiscard]] bool has_pin() const { return pin_epoch != 0; }
};

/// States by this order: failed check or an epoch without key → forged; no range, or one that is void or not yet
/// approved → unknown; code or any of its ranges frozen, lost or returned → frozen; no range with a lot → unbound; else
/// genuine. Errors: those of storage.
Result<ResolvedCode> resolve_code(storage::Reader& reader, const Services& services, const model::TraceCode& code);

/// The code that a text means: one of ours, else the one that a foreign code on the pack stands for. A text that looks
/// like a code of ours but fails its check is given back as it is (forged) unless it is an alias. Errors: invalid
/// `code.malformed`; those of storage.
Result<model::TraceCode> read_code(storage::Reader& reader, const Services& services, std::string_view text);

/// The code of one serial of an epoch. Errors: unavailable `code.no_key` {epoch}. REQUIRES: serial below
/// limits::code_serials.
Result<model::TraceCode> code_of_serial(const Services& services, int epoch, std::int64_t serial);

/// First and last code, lot number and consignee of the ranges bound to these lots, at most code_ranges_per_answer_max:
/// for the owner, the brand's manager and regulators only. Ranges whose epoch has no key are left out.
Result<std::vector<model::ShownRange>> shown_ranges(storage::Reader& reader, const Services& services,
                                                    std::span<const model::LotId> lots);

/// Either a lot (bound at once), or a party and a brand (labels printed ahead of harvest, bound later).
struct IssueOrder {
    model::LotId lot;
    model::PartyId party;
    model::BrandId brand;
    std::int64_t count = 0;  ///< 1 … codes_per_range_max
    bool pin = false;        ///< the labels carry a scratch-off PIN
};

/// A range with the texts on its first and last label.
struct LabelledRange {
    model::CodeRange range;
    model::TraceCode first_code;
    model::TraceCode last_code;
    bool existed = false;  ///< binding: the same binding was there already, nothing changed
};

/// Labels by the codes on the first and the last of them.
struct CodeSpan {
    model::TraceCode first;
    model::TraceCode last;
};

/// Labels first…last, as printed, of one issued block.
struct BindOrder {
    model::TraceCode first;
    model::TraceCode last;
    model::LotId lot;
};

/// Binds inside a publication, for capture. The range and the lot must belong to `party`; the caller has checked that
/// it may act for it. Errors: as CodeDesk::bind without `permission.denied`.
Result<LabelledRange> bind_codes(storage::Writer& writer, const Services& services, const model::Actor& actor,
                                 model::PartyId party, const BindOrder& order);

/// One code, or one range.
struct FreezeOrder {
    std::optional<model::TraceCode> code{};
    model::CodeRangeId range{};
    bool frozen = true;  ///< false lifts the freeze
    std::string
        reason{};  ///< shown to whoever scans; REQUIRED (not empty) to freeze; at most short_text_code_points_max
};

/// What may happen to a range after it was issued; which states each starts from is one table (code_states.cpp).
enum class RangeVerb : std::uint8_t { approve, print, deliver, lose, take_back, recover, annul };
[[nodiscard]] std::string_view to_string(RangeVerb verb);
[[nodiscard]] std::optional<RangeVerb> parse_range_verb(std::string_view text);
/// The state after `verb`, or nullopt when the table has no such row. `recover` and `deliver` lead back to `bound` when
/// a lot is bound.
[[nodiscard]] std::optional<model::RangeState> next_state(model::RangeState from, RangeVerb verb, bool has_lot);

/// One line of a check. `code` and `state` are nothing when the text is no code at all (`code.malformed`).
struct CodeCheck {
    std::string text;
    std::optional<model::TraceCode> code;
    std::optional<model::Authenticity> state;
    model::LotId lot;
    model::ProductId product;
};

struct PinAnswer {
    Time first_verified_at;
    bool first = false;  ///< this was the first correct try
};

/// The use cases on codes. Safe from any thread. An actor reaches ranges and lots of its own party, of its brands, or
/// all, as its roles say (model::Scope); what it does not reach is not_found. Every change is audited, issue, binding
/// and freeze also enter the ledger, in the same transaction. Errors of all: denied `permission.denied` {permission};
/// those of storage.
class CodeDesk {
 public:
    explicit CodeDesk(const Services& services) : services_(services) {}

    Result<ResolvedCode> resolve(const model::TraceCode& code);
    /// Errors: as read_code.
    Result<ResolvedCode> resolve(std::string_view text);

    /// Issues `count` new codes: one row. Needs `issue_codes`. A brand asks for a grant that is active today for the
    /// party and covers the category, and whose quota is not used up, whoever issues. Errors: invalid
    /// `code_issue.count` {max}, `code_issue.target` (neither a lot, nor party and brand), `code_issue.no_product` (a
    /// logistic unit); not_found `lot.not_found`, `party.not_found`, `brand.not_found`; denied `party.inactive`,
    /// `brand_grant.none`, `brand_grant.suspended`; conflict `brand_grant.quota` {left}; unavailable `code.no_key`
    /// {epoch}, `code_issue.exhausted`; denied
    /// `code_issue.by_order` (codes of a brand come by label orders alone: the setting codes.by_order).
    Result<LabelledRange> issue(const model::Actor& actor, const IssueOrder& order);

    /// Binds labels first…last to a lot of the same party. A whole block that has no lot is bound itself; a part, or a
    /// whole that has one, becomes a sub-range (a consignment of the block's lot, a carton, part of a harvest) and lies
    /// around sub-ranges inside it. The same binding again is `existed`. Needs `issue_codes`. Errors: invalid
    /// `code_bind.not_ours`, `code_bind.order`; not_found `code_range.not_found` (also: first and last are of different
    /// blocks), `lot.not_found`; conflict `code_bind.state` {state}, `code_bind.overlap`, `code_bind.other_lot`,
    /// `code_bind.brand`, `code_bind.too_deep` {max}.
    Result<LabelledRange> bind(const model::Actor& actor, const BindOrder& order);

    /// Needs `freeze_codes`. Freezing what is frozen replaces the reason.
    /// Errors: invalid `code_freeze.reason` {max}, `code_freeze.target`; not_found `code_range.not_found`.
    Result<void> freeze(const model::Actor& actor, const FreezeOrder& order);

    /// Needs `issue_codes`; print and deliver also go with `export_codes`.
    /// Errors: not_found `code_range.not_found`; conflict `code_range.state` {state}.
    Result<model::CodeRange> change_state(const model::Actor& actor, model::CodeRangeId range, RangeVerb verb);

    /// A range with its labels. Needs `issue_codes`, `export_codes` or `freeze_codes`. Errors: not_found
    /// `code_range.not_found`; unavailable `code.no_key` {epoch}.
    Result<LabelledRange> find(const model::Actor& actor, model::CodeRangeId range);

    /// One answer per text, in order, from one snapshot: a file is checked piece by piece with the same memory.
    /// REQUIRES: at most codes_per_check_max texts.
    Result<std::vector<CodeCheck>> check(std::span<const std::string> texts);

    /// The lot that a text names: an id if the actor reaches a lot with it, else a lot number. Needs `issue_codes`.
    /// Errors: not_found `lot.not_found`; conflict `lot_number.candidates` {ids}.
    Result<model::LotId> find_lot(const model::Actor& actor, std::string_view text);

    /// A code of another system that is printed on a pack of ours. Returns false when it stood there already. Needs
    /// `issue_codes`. Errors: invalid `code_alias.malformed` {max}; not_found `code_range.not_found` (the code is not
    /// the actor's); conflict `code_alias.taken`.
    Result<bool> add_alias(const model::Actor& actor, std::string_view alias, const model::TraceCode& code);

    /// Checks the scratch-off PIN; anyone may. Wrong tries of a code are counted durably, whoever makes them:
    /// pin_tries_per_hour_max, then an hour's rest. A PIN of other than six digits does not count.
    /// Errors: invalid `pin.malformed`, `pin.wrong` {tries left}, `pin.not_available` (the code has no PIN, or is not
    /// one of ours); limited `pin.too_many_tries` {minutes}.
    Result<PinAnswer> verify_pin(const model::TraceCode& code, std::string_view pin, Time now);

 private:
    const Services services_;
};

}  // namespace qy::business
