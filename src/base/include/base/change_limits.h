#pragma once
// Bounds of what is told while it changes, and of review, unit last. (style: everything has a limit)
#include <cstddef>
#include <cstdint>

namespace qy::limits {

// Replies that go on
inline constexpr std::int64_t http_live_beat_ms = 15'000;      // proxies close what is silent for a minute
inline constexpr std::int64_t change_stream_ms_max = 300'000;  // then a client comes again with the rights it has then
inline constexpr std::size_t change_streams_max = 8'000;
inline constexpr std::size_t change_streams_per_address_max = 200;
inline constexpr std::size_t change_topics_max = 10;       // of one stream
inline constexpr std::size_t change_waiting_max = 200;     // notes for a stream that reads slowly; then: ask anew
inline constexpr std::size_t change_subjects_max = 1'000;  // things that one topic is about

// The feed of changes
inline constexpr std::int64_t change_look_ms = 500;  // how soon changes of other programs are seen
inline constexpr std::int64_t change_rest_ms = 20;   // between two looks, however much is written
inline constexpr std::int64_t changes_per_look_max = 1'000;

// Review
inline constexpr std::int64_t review_claim_seconds = 15 * 60;
inline constexpr std::int64_t review_reviewers_max = 2;
inline constexpr std::int64_t review_due_hours_max = 400;  // working hours
inline constexpr std::int64_t review_share_whole = 10'000;
inline constexpr std::int64_t review_tasks_told_max = 100;  // reminded or escalated in one step

}  // namespace qy::limits
