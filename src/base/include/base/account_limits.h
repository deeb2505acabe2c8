#pragma once
// The bounds of accounts, besides those of base/limits.h.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

// Accounts
inline constexpr std::int64_t captcha_seconds = 300;
inline constexpr std::size_t captcha_characters = 5;
inline constexpr std::size_t captcha_digits = 6;
inline constexpr std::int64_t login_challenge_seconds = 300;
inline constexpr std::int64_t login_window_seconds = 3'600;       // over which failures are counted
inline constexpr std::int64_t factor_failures_per_hour_max = 10;  // by one who knows the password
inline constexpr std::size_t second_factors_per_user_max = 5;
inline constexpr std::size_t recovery_codes_per_user = 10;
inline constexpr std::int64_t export_approval_seconds = 24 * 3'600;
inline constexpr std::int64_t one_time_secret_seconds = 24 * 3'600;
inline constexpr std::int64_t known_device_days = 180;
inline constexpr std::int64_t session_seen_seconds = 60;      // how often a session's last request is written down
inline constexpr std::int64_t token_used_seconds = 3'600;     // how often a token's last use is
inline constexpr std::int64_t activity_seconds = 24 * 3'600;  // how often its user's is
inline constexpr std::size_t token_label_code_points_max = 100;
inline constexpr std::int64_t dormant_users_per_sweep_max = 1'000;

// Messages, and what is proved with them
inline constexpr std::int64_t message_attempts_max = 10;
inline constexpr std::int64_t message_unclear_max = 2;  // attempts that may have arrived: at most one too many
inline constexpr std::int64_t message_back_off_seconds_max = 1'800;
inline constexpr std::int64_t code_digits = 6;
inline constexpr std::int64_t code_tries_max = 3;
inline constexpr std::int64_t code_seconds = 10 * 60;  // when somebody sits before the screen
inline constexpr std::int64_t proof_link_seconds = 24 * 3'600;
inline constexpr std::int64_t invitation_days = 7;
inline constexpr std::int64_t registration_unverified_days = 2;
inline constexpr int data_request_working_days = 15;
inline constexpr int data_request_reminder_working_days = 3;
inline constexpr std::int64_t registrations_per_page = 200;           // looked at when an account is erased
inline constexpr std::int64_t users_per_party_looked_at_max = 1'000;  // for another administrator
inline constexpr std::int64_t shipment_hours_default = 72;
inline constexpr std::int64_t shipment_hours_max = 30 * 24;
inline constexpr std::int64_t shipment_records_per_hour_max = 60;  // of one link
inline constexpr std::size_t party_roles_per_registration_max = 6;

// Roles
inline constexpr std::int64_t role_book_seconds = 1;  // how long roles are believed that another program may change
inline constexpr std::int64_t parties_per_region_max = 100'000;  // that one asker stands for
inline constexpr std::size_t networks_per_rule_max = 200;
inline constexpr std::size_t roles_max = 200;
inline constexpr std::size_t role_label_code_points_max = 40;
inline constexpr std::size_t damaged_rows_told_max = 10'000;

// The clock
inline constexpr std::int64_t clock_ahead_days_max = 90;   // of the last time seen, where users never become dormant
inline constexpr std::int64_t clock_mark_seconds = 3'600;  // how often the time that was seen is written down

}  // namespace qy::limits
