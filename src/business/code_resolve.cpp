// What a code is: epoch and check digits, then the ranges that hold its serial.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "business/codes.h"
#include "code_access.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Authenticity;
using model::RangeState;
using storage::codes::CodeState;
using storage::codes::StoredRange;

// A range that was never approved, or was annulled, was not issued: neither is anything inside it.
bool is_issued(const std::vector<StoredRange>& chain) {
    return !chain.empty() && std::none_of(chain.begin(), chain.end(), [](const StoredRange& stored) {
        return stored.range.state == RangeState::voided || stored.range.state == RangeState::requested;
    });
}

void freeze(ResolvedCode& resolved, FreezeCause cause, const std::string& reason) {
    if (resolved.state == Authenticity::frozen) return;
    resolved.state = Authenticity::frozen;
    resolved.cause = cause;
    resolved.reason = reason;
}

void freeze_by_ranges(ResolvedCode& resolved) {
    for (const auto& range : resolved.chain) {
        if (range.frozen) freeze(resolved, FreezeCause::range, range.freeze_reason);
    }
    for (const auto& range : resolved.chain) {
        if (range.state == RangeState::lost) freeze(resolved, FreezeCause::lost, "");
        if (range.state == RangeState::returned) freeze(resolved, FreezeCause::returned, "");
    }
}

void take_lots(ResolvedCode& resolved, const std::vector<StoredRange>& chain) {
    for (const auto& stored : chain) {
        if (stored.range.lot.is_none()) continue;
        auto& place = stored.lot_kind == model::LotKind::logistic_unit ? resolved.unit : resolved.lot;
        if (place.is_none()) place = stored.range.lot;
    }
    if (resolved.lot.is_none()) resolved.lot = resolved.unit;
}

void describe(ResolvedCode& resolved, const std::vector<StoredRange>& chain, const CodeState& own) {
    for (const auto& stored : chain) resolved.chain.push_back(stored.range);
    take_lots(resolved, chain);
    resolved.state = resolved.lot.is_none() ? Authenticity::unbound : Authenticity::genuine;
    resolved.pin_epoch = chain.front().pin_epoch;
    resolved.first_verified_at = own.first_verified_at;
    if (own.frozen) freeze(resolved, FreezeCause::code, own.freeze_reason);
    freeze_by_ranges(resolved);
}

std::optional<std::int64_t> serial_of(const Services& services, const model::TraceCode& code) {
    const auto cipher = cipher_of(services, code.epoch());
    if (!cipher.ok()) return std::nullopt;
    const auto serial = cipher->decode(code.text());
    return serial ? std::optional(static_cast<std::int64_t>(*serial)) : std::nullopt;
}

Result<CodeCheck> check_one(storage::Reader& reader, const Services& services, const std::string& text) {
    CodeCheck check;
    check.text = text;
    auto code = read_code(reader, services, text);
    if (!code.ok()) {
        if (code.error().kind == ErrorKind::invalid) return check;
        return std::move(code).error();
    }
    QY_TRY(resolved, resolve_code(reader, services, *code));
    check.code = resolved.code;
    check.state = resolved.state;
    check.lot = resolved.lot;
    if (check.lot) {
        QY_TRY(label, storage::labels::of_lot(reader, model::Reach::everything(), check.lot));
        if (label) check.product = label->product;
    }
    return check;
}

}  // namespace

std::string_view to_string(FreezeCause cause) {
    constexpr std::string_view names[] = {"none", "code", "range", "lost", "returned"};
    return names[static_cast<std::size_t>(cause)];
}

Result<ResolvedCode> resolve_code(storage::Reader& reader, const Services& services, const model::TraceCode& code) {
    ResolvedCode resolved{code, Authenticity::forged, FreezeCause::none, {}, {}, {}, {}, 0, {}};
    const auto serial = serial_of(services, code);
    if (!serial) return resolved;
    QY_TRY(chain, storage::codes::holding(reader, code.epoch(), *serial));
    resolved.state = Authenticity::unknown;
    if (!is_issued(chain)) return resolved;
    QY_TRY(own, storage::codes::state(reader, code.text()));
    describe(resolved, chain, own);
    return resolved;
}

Result<model::TraceCode> read_code(storage::Reader& reader, const Services& services, std::string_view text) {
    auto code = model::TraceCode::parse(text);
    if (code.ok() && serial_of(services, *code)) return code;
    const auto alias = trim(text);
    const bool may_be_alias =
        !alias.empty() && is_utf8(alias) && length_of(alias) <= limits::code_alias_code_points_max;
    if (!may_be_alias) return code;
    QY_TRY(target, storage::codes::find_alias(reader, alias));
    return target ? model::TraceCode::parse(target->code) : code;
}

Result<ResolvedCode> CodeDesk::resolve(const model::TraceCode& code) {
    return services_.store.read([&](storage::Reader& reader) { return resolve_code(reader, services_, code); });
}

Result<ResolvedCode> CodeDesk::resolve(std::string_view text) {
    return services_.store.read([&](storage::Reader& reader) -> Result<ResolvedCode> {
        QY_TRY(code, read_code(reader, services_, text));
        return resolve_code(reader, services_, code);
    });
}

Result<std::vector<CodeCheck>> CodeDesk::check(std::span<const std::string> texts) {
    QY_ASSERT(texts.size() <= limits::codes_per_check_max);
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<CodeCheck>> {
        std::vector<CodeCheck> checks;
        checks.reserve(texts.size());
        for (const auto& text : texts) {
            QY_TRY(one, check_one(reader, services_, text));
            checks.push_back(std::move(one));
        }
        return checks;
    });
}

Result<std::vector<model::ShownRange>> shown_ranges(storage::Reader& reader, const Services& services,
                                                    std::span<const model::LotId> lots) {
    std::vector<std::int64_t> numbers;
    for (const auto lot : lots) numbers.push_back(lot.number());
    QY_TRY(bound, storage::codes::bound_to(reader, numbers, limits::code_ranges_per_answer_max));
    std::vector<model::ShownRange> shown;
    for (const auto& one : bound) {
        const auto labels = labelled(services, one.range);
        if (!labels.ok()) continue;
        shown.push_back({std::string(labels->first_code.text()), std::string(labels->last_code.text()),
                         one.range.last - one.range.first + 1, one.lot_number, one.consignee});
    }
    return shown;
}

}  // namespace qy::business
