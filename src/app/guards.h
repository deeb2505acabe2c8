#pragma once
// What watches over a running server: network rules and limits from settings, the security log, the copy of the audit
// trail off the machine, and their numbers for operators. (clauses 9.1.2, 9.3.2)
#include <memory>

#include "base/result.h"
#include "base/settings.h"
#include "business/audit_forward.h"
#include "platform.h"
#include "transport/metrics.h"
#include "transport/network_rules.h"
#include "transport/rate_limit.h"
#include "transport/security_log.h"

namespace qy::app {

/// Errors: invalid `address.malformed` {text}.
Result<transport::NetworkRules> network_rules(const Settings& settings);
/// Puts the rules of the database into the gate; a rule that is damaged, or cannot be read, admits this machine alone.
/// Returns whether they are others than before. Errors: those of storage.
Result<bool> refresh_gate(Platform& platform, transport::NetworkGate& gate);
[[nodiscard]] transport::RateLimits rate_limits(const Settings& settings);

struct Guards {
    std::unique_ptr<transport::SecurityLog> security;
    std::unique_ptr<business::AuditForward> forward;  ///< none without a collector
};
/// Opens and starts them; `platform` and `metrics` outlive them. Errors: unavailable `file.unwritable`; invalid
/// `syslog.target`.
Result<Guards> start_guards(Platform& platform, transport::Metrics& metrics);

}  // namespace qy::app
