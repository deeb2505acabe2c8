// Freezing and releasing a code or a range.
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/codes.h"
#include "code_access.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr auto kPermission = model::Permission::freeze_codes;

Result<void> check_order(const FreezeOrder& order) {
    if (order.code.has_value() == !order.range.is_none()) return invalid("code_freeze.target");
    const bool missing = order.frozen && trim(order.reason).empty();
    if (missing || !is_utf8(order.reason) || length_of(order.reason) > limits::short_text_code_points_max) {
        return invalid("code_freeze.reason", {std::to_string(limits::short_text_code_points_max)});
    }
    return {};
}

/// A range, and whether it, or the one code of it, was frozen before.
struct Target {
    model::CodeRange range;
    bool frozen = false;
    std::string reason;
};

std::string fingerprint(const Services& services, bool frozen, const std::string& reason) {
    return audit_fingerprint(services.keys, JsonObject{{"frozen", frozen}, {"reason", frozen ? reason : ""}});
}

Result<void> tell(storage::Writer& writer, const Services& services, const model::Actor& actor,
                  const FreezeOrder& order, const Target& target, Time now) {
    const auto& range = target.range;
    const std::string code = order.code ? std::string(order.code->text()) : std::string();
    const JsonObject detail{
        {"code", code}, {"frozen", order.frozen}, {"reason", order.reason}, {"at", now.microseconds}};
    QY_CHECK(tell_ledger(writer, services, "freeze", range, detail, now));
    const auto object = code.empty() ? object_name(range) : "code:" + code;
    return write_audit(
        writer, actor,
        {order.frozen ? "code.freeze" : "code.unfreeze", object, "ok", detail,
         fingerprint(services, target.frozen, target.reason), fingerprint(services, order.frozen, order.reason)},
        now);
}

Result<Target> freeze_code(storage::Writer& writer, const Services& services, const model::Actor& actor,
                           const FreezeOrder& order) {
    QY_TRY(resolved, resolve_code(writer, services, *order.code));
    if (resolved.chain.empty()) return not_found("code_range.not_found");
    const auto& range = resolved.chain.front();
    QY_TRY(reached, reaches(writer, actor, kPermission, range.party, range.brand));
    if (!reached) return not_found("code_range.not_found");
    QY_TRY(before, storage::codes::state(writer, order.code->text()));
    QY_CHECK(storage::codes::set_code_frozen(writer, order.code->text(), order.frozen,
                                             order.frozen ? order.reason : std::string()));
    return Target{range, before.frozen, before.freeze_reason};
}

Result<Target> freeze_range(storage::Writer& writer, const model::Actor& actor, const FreezeOrder& order) {
    QY_TRY(stored, reached_range(writer, actor, kPermission, order.range));
    QY_CHECK(
        storage::codes::set_frozen(writer, order.range, order.frozen, order.frozen ? order.reason : std::string()));
    return Target{stored.range, stored.range.frozen, stored.range.freeze_reason};
}

}  // namespace

Result<void> CodeDesk::freeze(const model::Actor& actor, const FreezeOrder& order) {
    QY_CHECK(need(actor, kPermission));
    QY_CHECK(check_order(order));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(target, order.code ? freeze_code(writer, services_, actor, order) : freeze_range(writer, actor, order));
        return tell(writer, services_, actor, order, target, now);
    });
}

}  // namespace qy::business
