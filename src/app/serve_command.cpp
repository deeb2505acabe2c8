// qiongyuan serve: listeners, demonstration, ready file, signals, graceful end.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <thread>

#include "background.h"
#include "base/limits.h"
#include "base/log.h"
#include "business/accounts.h"
#include "business/audit_keeper.h"
#include "business/change_feed.h"
#include "business/clock_watch.h"
#include "business/contact_desk.h"
#include "business/import_desk.h"
#include "business/keys.h"
#include "business/media_desk.h"
#include "business/retention.h"
#include "business/review_queue.h"
#include "business/scans.h"
#include "business/settings_trail.h"
#include "business/watch_desk.h"
#include "commands.h"
#include "demo.h"
#include "first_run.h"
#include "guards.h"
#include "hardening.h"
#include "map_command.h"
#include "messengers.h"
#include "model/work_calendar.h"
#include "operator_calls.h"
#include "platform.h"
#include "presentation/web_app.h"
#include "storage/ledger_store.h"
#include "storage/store.h"
#include "transport/http_server.h"
#include "transport/metrics.h"
#include "transport/rate_limit.h"
#include "transport/tls.h"
#include "wechat_scan.h"

namespace qy::app {
namespace {

/// "" takes the setting, "auto" a free port (0), "0" none.
Result<std::optional<std::uint16_t>> port_of(const Settings& settings, std::string_view setting,
                                             const std::string& flag) {
    if (flag == "auto") return std::optional<std::uint16_t>(0);
    std::int64_t port = settings.integer(setting);
    if (!flag.empty()) {
        const auto [end, fault] = std::from_chars(flag.data(), flag.data() + flag.size(), port);
        if (fault != std::errc() || end != flag.data() + flag.size() || port < 0 || port > 65'535) {
            return invalid("serve.port", {flag});
        }
    }
    if (port == 0) return std::optional<std::uint16_t>();
    return std::optional(static_cast<std::uint16_t>(port));
}

Result<transport::CertificateFiles> certificate_of(Platform& platform) {
    const auto& settings = platform.settings();
    if (!settings.text("server.tls_certificate").empty()) {
        return transport::CertificateFiles{settings.text("server.tls_certificate"), settings.text("server.tls_key")};
    }
    char host[256] = "localhost";
    ::gethostname(host, sizeof(host) - 1);
    return transport::ensure_development_certificate(platform.folder().tls(), host, platform.clock(),
                                                     platform.random());
}

Result<transport::ServerOptions> server_options(Platform& platform, const ServeOptions& options) {
    const auto& settings = platform.settings();
    transport::ServerOptions server;
    QY_TRY(https, port_of(settings, "server.https_port", options.https_port));
    QY_TRY(http, port_of(settings, "server.http_port", options.http_port));
    QY_TRY(ops, port_of(settings, "server.ops_port", options.ops_port));
    const auto& bind = settings.text("server.bind_address");
    if (https) server.https = transport::ListenOn{*https, {bind == "0.0.0.0" ? "*" : bind}};
    if (http) server.http = transport::on_loopback(*http);
    if (ops) server.ops = transport::on_loopback(*ops);
    server.admin_path = platform.folder().admin_socket();
    server.trusted_proxies = settings.list("server.trusted_proxies");
    QY_TRY(rules, network_rules(settings));
    server.rules = std::move(rules);
    server.cors_origins = settings.list("network.cors_origins");
    server.workers = static_cast<std::size_t>(settings.integer("server.workers"));
    server.limits.body_bytes_max = static_cast<std::size_t>(settings.integer("limits.body_bytes"));
    if (https) {
        QY_TRY(files, certificate_of(platform));
        server.certificate = std::move(files);
    }
    return server;
}

Json base_url(const transport::HttpServer& server, transport::Listener listener, std::string_view scheme) {
    const auto port = server.port_of(listener);
    if (!port) return nullptr;
    return Json(std::string(scheme) + "://localhost:" + std::to_string(*port));
}

JsonArray code_list(const Demo& demo) {
    JsonArray codes;
    for (const auto& code : demo.codes) codes.push_back(JsonObject{{"code", code.code}, {"product", code.product}});
    return codes;
}

JsonArray user_list(const Demo& demo) {
    JsonArray users;
    for (const auto& user : demo.users) {
        JsonArray roles;
        for (const auto& role : user.roles) roles.push_back(boost::json::value(role));
        JsonObject told{{"name", user.name},
                        {"password", user.password.expose()},
                        {"roles", roles},
                        {"token", user.token.expose()}};
        if (!user.totp_secret.expose().empty()) told["totp_secret"] = user.totp_secret.expose();
        users.push_back(std::move(told));
    }
    return users;
}

/// Whole or not at all, for the owner only: written beside and renamed.
Result<void> write_private(const std::string& path, const std::string& text) {
    const std::string beside = path + ".part";
    ::unlink(beside.c_str());
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return unavailable("file.unwritable", {path});
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    if (!written || !synced || std::rename(beside.c_str(), path.c_str()) != 0) {
        return unavailable("file.unwritable", {path});
    }
    return {};
}

void tell_logins(const CommandContext& context, const std::string& base, const Demo& demo) {
    print_line(std::string(words(context.talk, "在工作台登录（用户名、密码、动态口令的密钥）：",
                                 "Sign in to the console (name, password, key of the one-time codes): ")) +
               base + "/console/");
    for (const auto& user : demo.users) {
        const auto& totp = user.totp_secret.expose();
        print_line("  " + user.name + "  " + user.password.expose() + (totp.empty() ? "" : "  " + totp));
    }
}

void greet(const CommandContext& context, const JsonObject& ready, const std::optional<Demo>& demo) {
    const auto& https = ready.at("https");
    const auto& http = ready.at("http");
    const std::string base(https.is_null() ? (http.is_null() ? "" : http.as_string()) : https.as_string());
    print_line(std::string(words(context.talk, "琼源已启动：", "Qiongyuan is serving: ")) + base +
               (http.is_null() || https.is_null() ? "" : "  " + std::string(http.as_string())));
    if (!demo) return;
    print_line(words(context.talk, "打开示例溯源码：", "Example codes to open:"));
    for (const auto& code : demo->codes) print_line("  " + base + "/t/" + code.code + "  " + code.product);
    print_line(words(context.talk, "示例用户及其访问令牌（Authorization: Bearer …）：",
                     "Example users and their bearer tokens (Authorization: Bearer …):"));
    for (const auto& user : demo->users) print_line("  " + user.name + "  " + user.token.expose());
    tell_logins(context, base, *demo);
}

/// Blocks the signals that end or reload the server in every thread made from now on.
sigset_t block_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

/// Until SIGINT or SIGTERM; SIGHUP reads the certificate again.
void wait_for_end(const sigset_t& signals, transport::HttpServer& server) {
    while (true) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) continue;
        if (signal != SIGHUP) return;
        if (auto reloaded = server.reload_certificate(); !reloaded.ok()) {
            log::error("tls.reload_failed", {{"code", reloaded.error().code}});
        }
    }
}

/// The handler exists before the server, and a free port is known only after the server began to listen.
std::string address_for_labels(const Settings& settings, const transport::HttpServer* server) {
    using transport::Listener;
    if (server == nullptr) {
        return label_base(settings, settings.integer("server.https_port"), settings.integer("server.http_port"));
    }
    return label_base(settings, server->port_of(Listener::https).value_or(0),
                      server->port_of(Listener::http).value_or(0));
}

JsonObject ready_facts(const transport::HttpServer& server, const std::optional<Demo>& demo) {
    JsonObject ready{{"pid", static_cast<std::int64_t>(::getpid())},
                     {"https", base_url(server, transport::Listener::https, "https")},
                     {"http", base_url(server, transport::Listener::http, "http")},
                     {"ops", base_url(server, transport::Listener::ops, "http")}};
    if (demo) {
        ready["codes"] = code_list(*demo);
        ready["users"] = user_list(*demo);
    }
    return ready;
}

constexpr std::int64_t kRetentionRows = 500;        // removed in one step
constexpr std::int64_t kLookSoonMs = 1'000;         // how soon a rotation is noticed
constexpr std::int64_t kLookNowAndThenMs = 60'000;  // for what is due
constexpr std::int64_t kSweepMs = 60'000;           // for files that nothing needs
constexpr std::int64_t kLookLaterMs = 3'600'000;    // for rows whose time is over

/// Seals rows anew, step by step, with a pause for those who wait to write.
std::vector<BackgroundJob> background_jobs(Platform& platform, transport::NetworkGate& gate,
                                           business::WatchRules watched) {
    using std::chrono::milliseconds;
    const auto& settings = platform.settings();
    const std::int64_t rows = settings.integer("keys.reseal_rows");
    const milliseconds pause(settings.integer("keys.reseal_pause_ms"));
    auto resealer = std::make_shared<business::Resealer>(platform.use().services, platform.objects());
    const auto reseal = [=]() -> Result<milliseconds> {
        QY_TRY(more, resealer->step(rows));
        return more ? pause : milliseconds(kLookSoonMs);
    };
    const auto services = platform.use().services;
    const auto retain = [services]() -> Result<milliseconds> {
        QY_TRY(gone, business::apply_retention(services, kRetentionRows));
        return milliseconds(gone > 0 ? kLookSoonMs : kLookLaterMs);
    };
    // Twice: a stream that the former rules admitted may have been in the making the first time.
    const auto networks = [&platform, &gate, again = false]() mutable -> Result<milliseconds> {
        QY_TRY(others, refresh_gate(platform, gate));
        if (others || again) platform.use().changes.end_all();
        again = others;
        return milliseconds(kLookSoonMs);
    };
    const auto watch_clock = [services]() -> Result<milliseconds> {
        QY_TRY(facts, business::mark_clock(services));
        (void)facts;  // one that is ahead is told to log and audit trail
        return milliseconds(kLookLaterMs);
    };
    auto& privacy = platform.use().contact.privacy;
    const auto remind = [&privacy]() -> Result<milliseconds> {
        QY_TRY(reminded, privacy.remind());
        return milliseconds(reminded > 0 ? kLookSoonMs : kLookLaterMs);
    };
    const auto review = [services]() -> Result<milliseconds> {
        QY_TRY(told, business::remind_reviewers(services));
        return milliseconds(told > 0 ? kLookSoonMs : kLookNowAndThenMs);
    };
    auto& imports = platform.use().imports;
    const auto import = [&imports]() -> Result<milliseconds> {
        QY_TRY(worked, imports.step());
        return milliseconds(worked ? 0 : kLookSoonMs);
    };
    const auto tidy = [&imports]() -> Result<milliseconds> {
        QY_TRY(gone, imports.tidy(kRetentionRows));
        return milliseconds(gone > 0 ? kLookSoonMs : kLookLaterMs);
    };
    const auto folders =
        std::make_shared<business::WatchDesk>(services, imports, std::move(watched), platform.operator_party());
    const auto watch = [folders]() -> Result<milliseconds> {
        QY_TRY(moved, folders->step());
        (void)moved;
        return milliseconds(kLookSoonMs);
    };
    auto& media = platform.use().media;
    const auto sweep = [&media]() -> Result<milliseconds> {
        QY_TRY(gone, media.sweep());
        return milliseconds(gone > 0 ? kLookSoonMs : kSweepMs);
    };
    return {{"review", review},     {"networks", networks}, {"reseal", reseal}, {"retention", retain},
            {"clock", watch_clock}, {"privacy", remind},    {"import", import}, {"import_tidy", tidy},
            {"watch", watch},       {"media", sweep}};
}

/// What users asked about their own data, for whoever must answer in time.
void watch_requests(transport::Metrics& metrics, business::PrivacyDesk& privacy) {
    metrics.watch("qiongyuan_data_requests_waiting", "Requests of users about their own data that wait",
                  [&privacy] { return static_cast<double>(privacy.waiting().value_or(-1)); });
    metrics.watch("qiongyuan_data_requests_overdue", "Those of them whose time is over",
                  [&privacy] { return static_cast<double>(privacy.overdue().value_or(-1)); });
}

/// What waits for review, for whoever must see that it is done in time.
void watch_review(transport::Metrics& metrics, const business::Services& services) {
    const auto count = [services](std::int64_t business::QueueCount::*member) {
        const auto counted = business::count_queue(services);
        return counted.ok() ? static_cast<double>((*counted).*member) : -1.0;
    };
    metrics.watch("qiongyuan_review_waiting", "Submissions that wait for review",
                  [count] { return count(&business::QueueCount::waiting); });
    metrics.watch("qiongyuan_review_overdue", "Those of them that should be decided by now",
                  [count] { return count(&business::QueueCount::overdue); });
}

/// What routes are drawn upon: the operator's outlines, else the scheme.
Result<presentation::RegionMap> map_of(const Settings& settings) {
    const auto& path = settings.text("map.outlines_file");
    return path.empty() ? Result<presentation::RegionMap>(presentation::region_scheme()) : map_of_file(path);
}

Result<void> serve(const CommandContext& context, const ServeOptions& options, const sigset_t& signals) {
    QY_TRY(platform, Platform::open(context.folder, context.settings, true));
    QY_TRY(watched, business::watch_rules(context.settings));
    QY_TRY(map, map_of(context.settings));
    QY_CHECK(model::WorkCalendar::parse(context.settings.list("privacy.holidays")));
    QY_CHECK(business::tell_settings(platform->use().services, operator_actor(*platform)));
    std::optional<Demo> demo;
    if (options.demo) {
        QY_TRY(loaded, load_demo(*platform));
        demo = std::move(loaded);
    }
    QY_TRY(asleep, platform->use().accounts.disable_dormant_users(operator_actor(*platform)));
    if (asleep > 0) log::info("user.dormant", {{"users", asleep}});
    QY_TRY(server_setup, server_options(*platform, options));
    transport::Metrics metrics;
    metrics.watch("qiongyuan_scans_pending", "Scans not yet durable",
                  [&] { return static_cast<double>(platform->use().scans.pending()); });
    watch_requests(metrics, platform->use().contact.privacy);
    watch_review(metrics, platform->use().services);
    QY_TRY(guards, start_guards(*platform, metrics));
    transport::NetworkGate gate;
    QY_CHECK(refresh_gate(*platform, gate));
    QY_TRY(messengers, start_messengers(*platform, metrics));
    QY_CHECK(start_wechat_scan(*platform, metrics));
    QY_CHECK(platform->use().changes.start(platform->use().labels));
    metrics.watch("qiongyuan_change_streams", "Open streams of changes",
                  [&] { return static_cast<double>(platform->use().changes.listeners()); });
    presentation::HomeExample example;
    if (demo && !demo->codes.empty()) {
        example = {demo->codes.front().code, demo->example_lot, demo->example_product};
    }
    std::atomic<const transport::HttpServer*> running = nullptr;
    presentation::WebApp app(
        {platform->use(), metrics, [&] { return address_for_labels(platform->settings(), running.load()); },
         platform->operator_party().to_string(), example,
         [&]() -> Result<void> {
             QY_CHECK(platform->use().audit.ready());
             return platform->use().services.store.read([](storage::Reader& reader) -> Result<void> {
                 QY_TRY(entries, storage::ledger::size(reader));
                 (void)entries;
                 return {};
             });
         },
         std::move(map)});
    transport::RateLimiter limiter(platform->clock(), rate_limits(platform->settings()));
    QY_TRY(server, transport::HttpServer::start(server_setup,
                                                {app, platform->clock(), platform->random(), metrics, &limiter,
                                                 &transport::write_to_standard_error, guards.security.get(), &gate}));
    running = server.get();
    const Background background(background_jobs(*platform, gate, std::move(watched)));
    const auto ready = ready_facts(*server, demo);
    if (!options.ready_file.empty()) QY_CHECK(write_private(options.ready_file, to_text(ready)));
    greet(context, ready, demo);
    QY_CHECK(tell_first_run(*platform, context.talk, address_for_labels(platform->settings(), server.get())));
    std::fflush(stdout);
    wait_for_end(signals, *server);
    log::info("server.stopping");
    server->stop(std::chrono::milliseconds(limits::shutdown_grace_ms));
    return platform->use().scans.flush();
}

}  // namespace

Exit run_serve(const CommandContext& context, const ServeOptions& options) {
    keep_memory_private();
    const sigset_t signals = block_signals();
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): a peer that left is an error of its write
    auto served = serve(context, options, signals);
    return served.ok() ? Exit::done : tell(served.error(), context.talk);
}

}  // namespace qy::app
