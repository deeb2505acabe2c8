#pragma once
// Bounds of imports in the background and of files of rows; those that others ask as well are in limits.h.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

inline constexpr std::int64_t import_upload_seconds = 24 * 3600;  // between its first part and its start
inline constexpr std::int64_t import_lease_seconds = 15;          // without progress, another program goes on
inline constexpr std::int64_t import_passes_max = 50;             // rows that wait for later rows are tried again
inline constexpr std::size_t import_rows_per_piece = 1'000;       // one transaction
inline constexpr std::size_t import_rows_per_careful_piece = 100;
inline constexpr std::int64_t import_jobs_forgotten_per_step = 5;  // each with the outcomes of all its rows
inline constexpr std::int64_t watched_files_in_hand_max = 100;

}  // namespace qy::limits
