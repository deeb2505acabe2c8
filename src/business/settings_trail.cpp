#include "business/settings_trail.h"

#include "base/clock.h"
#include "base/settings.h"
#include "business/audit.h"
#include "storage/audit_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::string_view kAction = "settings.apply";

JsonObject values_of(const Settings& settings) {
    JsonObject values;
    for (const auto& row : settings_table()) values[row.name] = settings.as_text(row.name);
    return values;
}

JsonObject detail_of(const Settings& settings) {
    JsonArray names;
    for (const auto& row : settings_table()) {
        if (settings.as_text(row.name) != row.default_text) names.push_back(boost::json::value(row.name));
    }
    return {{"set", std::move(names)}};
}

}  // namespace

Result<void> tell_settings(const Services& services, const model::Actor& actor) {
    const auto values = values_of(services.settings);
    const Time now = services.clock.now();
    return services.store.write(
        [&](storage::Writer& writer) -> Result<void> {
            QY_TRY(last, storage::audit::last_of(writer, kAction));
            const std::string before = last ? last->after_hash : std::string();
            if (last && is_audit_fingerprint_of(services.keys, before, values)) return {};
            AuditNote note{kAction, "settings", "ok", detail_of(services.settings)};
            note.before_hash = before;
            note.after_hash = audit_fingerprint(services.keys, values);
            return write_audit(writer, actor, note, now);
        },
        storage::Effect::bookkeeping);
}

}  // namespace qy::business
