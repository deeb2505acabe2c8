#include "business/export_desk.h"

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "recorded_lot.h"
#include "storage/export_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ExportApproval;
using model::ExportState;
using model::Permission;

constexpr std::string_view kFunction = "event.export";

Result<void> need(const model::Actor& actor, Permission permission) {
    if (actor.may(permission)) return {};
    return denied("permission.denied", {std::string(model::to_string(permission))});
}

Result<ExportApproval> own_approval(storage::Reader& reader, const model::Actor& actor, model::ExportApprovalId id) {
    QY_TRY(found, storage::exports::find(reader, model::Reach::of(actor.party), id));
    if (!found) return not_found("export.not_found");
    return *std::move(found);
}

std::string fingerprint(const Services& services, ExportState state) {
    return audit_fingerprint(services.keys, JsonObject{{"state", model::to_string(state)}});
}

Result<void> tell(storage::Writer& writer, const Services& services, const model::Actor& actor, std::string_view action,
                  const ExportApproval& approval, std::optional<ExportState> before, Time now) {
    AuditNote note{action, "export_approval:" + approval.id.to_string(), "ok", {}};
    note.detail = {{"state", model::to_string(approval.state)},
                   {"lot", approval.object},
                   {"reason", approval.reason},
                   {"proposer", approval.proposer.to_string()}};
    if (before) note.before_hash = fingerprint(services, *before);
    note.after_hash = fingerprint(services, approval.state);
    return write_audit(writer, actor, note, now);
}

}  // namespace

Result<ExportApproval> propose_export(const Services& services, const model::Actor& actor, const std::string& lot,
                                      const std::string& reason) {
    QY_CHECK(need(actor, Permission::manage_persons));
    ExportApproval approval;
    approval.id = services.ids.next<model::ExportApprovalId>();
    approval.function = kFunction;
    approval.party = actor.party;
    approval.object = lot;
    approval.reason = reason;
    approval.proposer = actor.user;
    approval.proposed_at = services.clock.now();
    auto stored = services.store.write([&](storage::Writer& writer) -> Result<void> {
        if (!lot.empty()) {
            auto named = recorded_lot(writer, actor.reach(Permission::read_submissions), lot);
            if (!named.ok()) return std::move(named).error().at("lot");
        }
        QY_CHECK(storage::exports::insert(writer, approval));
        return tell(writer, services, actor, "export.propose", approval, {}, approval.proposed_at);
    });
    QY_CHECK(std::move(stored));
    return approval;
}

Result<ExportApproval> decide_export(const Services& services, const model::Actor& actor, model::ExportApprovalId id,
                                     bool agree) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<ExportApproval> {
        QY_TRY(approval, own_approval(writer, actor, id));
        const bool own = approval.proposer == actor.user;
        if (!own) QY_CHECK(need(actor, Permission::review));
        if (own && agree) return denied("export.own");
        if (approval.state != ExportState::proposed) return conflict("export.decided");
        approval.state = agree ? ExportState::approved : own ? ExportState::withdrawn : ExportState::rejected;
        approval.decider = actor.user;
        approval.decided_at = now;
        if (agree) approval.expires_at = now.plus_seconds(limits::export_approval_seconds);
        QY_CHECK(storage::exports::move_on(writer, approval, ExportState::proposed));
        QY_CHECK(tell(writer, services, actor, agree ? "export.approve" : "export.reject", approval,
                      ExportState::proposed, now));
        return approval;
    });
}

Result<std::vector<ExportApproval>> list_exports(const Services& services, const model::Actor& actor,
                                                 model::ExportApprovalId before, std::int64_t limit) {
    return services.store.read(
        [&](storage::Reader& reader) { return storage::exports::of_party(reader, actor.party, before, limit); });
}

Result<void> use_export_approval(storage::Writer& writer, const Services& services, const model::Actor& actor,
                                 model::ExportApprovalId id, const std::string& lot) {
    QY_CHECK(need(actor, Permission::manage_persons));
    QY_TRY(approval, own_approval(writer, actor, id));
    if (approval.proposer != actor.user || approval.object != lot) return not_found("export.not_found");
    const Time now = services.clock.now();
    const bool in_force = approval.state == ExportState::approved && approval.expires_at > now;
    if (!in_force) return conflict("export.not_approved");
    approval.state = ExportState::used;
    QY_CHECK(storage::exports::move_on(writer, approval, ExportState::approved));
    return tell(writer, services, actor, "export.use", approval, ExportState::approved, now);
}

}  // namespace qy::business
