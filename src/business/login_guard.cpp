#include "login_guard.h"

#include <algorithm>

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/settings.h"
#include "keyed_hash.h"
#include "storage/login_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

Time window_start(Time now) {
    return now.plus_seconds(-limits::login_window_seconds);
}

std::int64_t lock_seconds(const Services& services) {
    return services.settings.integer("login.lock_minutes") * 60;
}

/// How many still count: a window that has passed is over.
Result<std::int64_t> count_of(storage::Reader& reader, std::string_view subject, Time since) {
    QY_TRY(found, storage::logins::failures(reader, subject));
    return found.first_at < since ? 0 : found.count;
}

}  // namespace

Result<LoginSubjects> login_subjects(const Services& services, std::string_view name, std::string_view address_group,
                                     std::string_view known_device) {
    const auto hash = [&](std::string_view kind, std::string_view a, std::string_view b) {
        return keyed_hash(services.keys, "failures", std::string(kind) + "\n" + std::string(a) + "\n" + std::string(b));
    };
    LoginSubjects subjects;
    subjects.known_device = !known_device.empty();
    QY_TRY(lane, subjects.known_device ? hash("device", name, known_device) : hash("pair", name, address_group));
    QY_TRY(account, hash("account", name, ""));
    QY_TRY(address, hash("address", "", address_group));
    QY_TRY(codes, hash("codes", name, ""));
    subjects.lane = std::move(lane);
    subjects.account = std::move(account);
    subjects.address = std::move(address);
    subjects.codes = std::move(codes);
    return subjects;
}

Result<LoginCounts> login_counts(storage::Reader& reader, const Services& services, const LoginSubjects& subjects) {
    const Time now = services.clock.now();
    LoginCounts counts;
    QY_TRY(lane, storage::logins::failures(reader, subjects.lane));
    if (lane.first_at >= window_start(now)) counts.lane = lane.count;
    const Time open_at = lane.last_at.plus_seconds(lock_seconds(services));
    if (lane.count >= services.settings.integer("login.lock_failures") && open_at > now) {
        counts.locked_seconds = (open_at.microseconds - now.microseconds + 999'999) / 1'000'000;
    }
    QY_TRY(account, count_of(reader, subjects.account, window_start(now)));
    QY_TRY(address, count_of(reader, subjects.address, window_start(now)));
    QY_TRY(codes, count_of(reader, subjects.codes, window_start(now)));
    counts.account = account;
    counts.address = address;
    counts.codes = codes;
    return counts;
}

bool needs_captcha(const Services& services, const LoginSubjects& subjects, const LoginCounts& counts) {
    const auto& when = services.settings.text("login.captcha");
    if (when != "auto") return when == "always";
    // A browser that the account knows is asked only for its own failures.
    const std::int64_t counted = subjects.known_device ? counts.lane : std::max(counts.account, counts.address);
    return counted >= services.settings.integer("login.captcha_failures");
}

bool is_under_attack(const Services& services, const LoginSubjects& subjects, const LoginCounts& counts) {
    return !subjects.known_device && counts.account >= services.settings.integer("login.attack_failures");
}

Result<void> count_failure(storage::Writer& writer, const Services& services, const LoginSubjects& subjects,
                           bool password_was_right) {
    const Time now = services.clock.now();
    // A lane that is open again after its lock begins anew.
    QY_TRY(lane, storage::logins::failures(writer, subjects.lane));
    const bool over = lane.last_at.plus_seconds(lock_seconds(services)) <= now;
    QY_TRY(in_lane, storage::logins::add_failure(writer, subjects.lane, now, over ? now : window_start(now)));
    (void)in_lane;
    if (!subjects.known_device) {
        QY_TRY(of_account, storage::logins::add_failure(writer, subjects.account, now, window_start(now)));
        QY_TRY(of_address, storage::logins::add_failure(writer, subjects.address, now, window_start(now)));
        (void)of_account;
        (void)of_address;
    }
    if (password_was_right) {
        QY_TRY(of_codes, storage::logins::add_failure(writer, subjects.codes, now, window_start(now)));
        (void)of_codes;
    }
    QY_TRY(forgotten, storage::logins::forget_failures(
                          writer, now.plus_seconds(-std::max(limits::login_window_seconds, lock_seconds(services)))));
    (void)forgotten;
    return {};
}

Result<void> forgive(storage::Writer& writer, const LoginSubjects& subjects, const LoginCounts& counts) {
    QY_CHECK(storage::logins::forgive(writer, subjects.lane, counts.lane));
    if (subjects.known_device) return {};
    QY_CHECK(storage::logins::forgive(writer, subjects.account, counts.lane));
    return storage::logins::forgive(writer, subjects.address, counts.lane);
}

}  // namespace qy::business
