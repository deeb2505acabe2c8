#include "business/audit.h"

#include "audit_chain.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/text.h"
#include "storage/store.h"

namespace qy::business {
namespace {

std::string fingerprint_under(const crypto::WorkingKey& key, const Json& value) {
    const auto mac = key.mac({bytes_of("audit.content\n"), bytes_of(canonical_text(value))});
    return std::to_string(key.info().epoch) + ":" + to_hex(mac);
}

std::string role_list(const model::Actor& actor) {
    std::vector<std::string> names;
    for (const auto role : actor.roles) names.emplace_back(model::to_string(role));
    return join(names, ",");
}

}  // namespace

std::string audit_fingerprint(const crypto::Keyring& keys, const Json& value) {
    const auto key = keys.active(crypto::Purpose::audit);
    return key.ok() ? fingerprint_under(**key, value) : std::string();
}

bool is_audit_fingerprint_of(const crypto::Keyring& keys, std::string_view fingerprint, const Json& value) {
    for (const auto& key : keys.all(crypto::Purpose::audit)) {
        if (fingerprint == fingerprint_under(*key, value)) return true;
    }
    return false;
}

Result<void> write_audit(storage::Writer& writer, const model::Actor& actor, const AuditNote& note, Time now) {
    storage::audit::Record record;
    record.at = now;
    record.actor = actor.name;
    record.party = actor.party;
    record.address = actor.address;
    record.action = note.action;
    record.object = note.object;
    record.result = note.result;
    record.request_id = actor.request_id;
    record.detail = to_text(note.detail);
    record.roles = role_list(actor);
    record.channel = model::to_string(actor.channel);
    record.before_hash = note.before_hash;
    record.after_hash = note.after_hash;
    QY_TRY(stored, storage::audit::append(writer, std::move(record), audit_hash));
    (void)stored;
    if (actor.trail != nullptr) (note.result == "ok" ? actor.trail->told : actor.trail->told_refusal) = true;
    return {};
}

Result<void> write_audit_alone(const Services& services, const model::Actor& actor, const AuditNote& note) {
    const Time now = services.clock.now();
    return services.store.write(
        [&](storage::Writer& writer) -> Result<void> { return write_audit(writer, actor, note, now); },
        storage::Effect::bookkeeping);
}

}  // namespace qy::business
