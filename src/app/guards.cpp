#include "guards.h"

#include <unistd.h>

#include <algorithm>

#include "business/audit_keeper.h"
#include "business/role_book.h"
#include "transport/syslog.h"

namespace qy::app {
namespace {

std::string host_name() {
    char host[256] = "-";
    ::gethostname(host, sizeof(host) - 1);
    return host[0] == '\0' ? "-" : host;
}

void watch_audit(transport::Metrics& metrics, const business::AuditKeeper& audit) {
    metrics.watch("qiongyuan_audit_ready", "1 while audit records and their head can be written and the chain is whole",
                  [&] { return audit.ready().ok() ? 1.0 : 0.0; });
    metrics.watch("qiongyuan_audit_head", "Position of the audit record that the head file names",
                  [&] { return static_cast<double>(audit.figures().head); });
    metrics.watch("qiongyuan_audit_heads_written", "Times that the head file was replaced since the start",
                  [&] { return static_cast<double>(audit.figures().heads_written); });
    metrics.watch("qiongyuan_audit_write_failures", "Audit records that could not be written since the start",
                  [&] { return static_cast<double>(audit.figures().write_failures); });
    metrics.watch("qiongyuan_audit_suppressed", "Audit records of visitors over the limit per minute since the start",
                  [&] { return static_cast<double>(audit.figures().suppressed); });
}

/// A row of access control that was changed behind the program's back is a line of the security log and a number.
void watch_roles(transport::Metrics& metrics, business::RoleBook& roles, transport::SecurityLog& security,
                 const Clock& clock) {
    metrics.watch("qiongyuan_access_rows_damaged",
                  "Rows of roles, rules and users that were changed behind the program's back, since the start",
                  [&roles] { return static_cast<double>(roles.damaged_rows()); });
    roles.when_damaged([&security, &clock](const std::string& object) {
        const auto here = transport::Address::parse("127.0.0.1");
        QY_ASSERT(here.ok());
        security.add({clock.now(), "damaged", "access.damaged", object, "-", *here});
    });
}

void watch_forward(transport::Metrics& metrics, const business::AuditForward& forward) {
    metrics.watch("qiongyuan_audit_syslog_waiting", "Audit records that the collector has not been sent",
                  [&] { return static_cast<double>(forward.waiting()); });
    metrics.watch("qiongyuan_audit_syslog_failures", "Attempts to reach the collector that failed since the start",
                  [&] { return static_cast<double>(forward.failures()); });
    metrics.watch("qiongyuan_audit_syslog_lost", "Audit records that retention removed before they were sent",
                  [&] { return static_cast<double>(forward.lost()); });
}

/// What the forwarding thread uses, kept with its function.
business::AuditForward::Send sender_of(std::shared_ptr<transport::SyslogSender> sender) {
    const transport::SyslogSource source{host_name(), std::to_string(::getpid())};
    return [sender = std::move(sender), source](const business::ForwardedRecord& record) {
        constexpr int kWarning = 4;
        constexpr int kInformational = 6;
        return sender->send(transport::syslog_text({.at = record.at,
                                                    .severity = record.ok ? kInformational : kWarning,
                                                    .id = record.action,
                                                    .sequence = record.position,
                                                    .text = record.text},
                                                   source));
    };
}

}  // namespace

Result<transport::NetworkRules> network_rules(const Settings& settings) {
    transport::NetworkRules rules;
    for (std::size_t level = 0; level < rules.size(); ++level) {
        const std::string name = "network." + std::string(to_string(static_cast<transport::NetworkClass>(level)));
        QY_TRY(allow, transport::Networks::parse(settings.list(name + "_allow")));
        QY_TRY(deny, transport::Networks::parse(settings.list(name + "_deny")));
        rules[level] = {std::move(allow), std::move(deny)};
    }
    return rules;
}

Result<bool> refresh_gate(Platform& platform, transport::NetworkGate& gate) {
    QY_TRY(rows, platform.use().services.roles.rows());
    transport::NetworkRules rules;
    for (std::size_t level = 0; level < rules.size(); ++level) {
        const auto name = to_string(static_cast<transport::NetworkClass>(level));
        const auto stored = std::ranges::find(rows->networks, name, &model::NetworkLevelRule::level);
        if (stored == rows->networks.end()) continue;
        auto allow = transport::Networks::parse(stored->allow);
        auto deny = transport::Networks::parse(stored->deny);
        const bool good = !stored->damaged && allow.ok() && deny.ok();
        rules[level] =
            good ? transport::NetworkRule{*std::move(allow), *std::move(deny)} : transport::only_this_machine();
    }
    return gate.replace(std::move(rules));
}

transport::RateLimits rate_limits(const Settings& settings) {
    const auto own = [&](std::string_view name) {
        const auto limit = settings.integer(name);
        return limit < 0 ? std::nullopt : std::optional(limit);
    };
    transport::RateLimits limits;
    limits.requests_per_minute = settings.integer("limits.public_per_minute");
    limits.failures_per_minute = settings.integer("limits.public_failures_per_minute");
    limits.partner_per_minute = own("limits.partner_per_minute");
    limits.staff_per_minute = own("limits.staff_per_minute");
    return limits;
}

Result<Guards> start_guards(Platform& platform, transport::Metrics& metrics) {
    const auto& settings = platform.settings();
    Guards guards;
    const auto& named = settings.text("log.security_file");
    QY_TRY(security, transport::SecurityLog::open(named.empty() ? platform.folder().path() + "/security.log" : named));
    guards.security = std::move(security);
    metrics.watch("qiongyuan_security_log_lost", "Lines of the security log that were dropped since the start",
                  [log = guards.security.get()] { return static_cast<double>(log->lost()); });
    watch_audit(metrics, platform.use().audit);
    watch_roles(metrics, platform.use().services.roles, *guards.security, platform.clock());
    if (settings.text("log.syslog").empty()) return guards;
    QY_TRY(sender, transport::SyslogSender::make(settings.text("log.syslog")));
    guards.forward = std::make_unique<business::AuditForward>(
        platform.use().services, sender_of(std::shared_ptr<transport::SyslogSender>(std::move(sender))));
    watch_forward(metrics, *guards.forward);
    guards.forward->start();
    return guards;
}

}  // namespace qy::app
