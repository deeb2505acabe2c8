#pragma once
// Bounds of imports in the background and of files of rows; those that others ask as well are in limits.h.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

inline constexpr std::int64_t import_upload_seconds = 24 * 3600;  // between its first part and its start
inline constexpr std::int64_t import_uploads_per_party_max = 50;  // on their way at one time
inline constexpr std::int64_t import_lease_seconds = 15;          // without progress, another program goes on
inline constexpr std::int64_t import_passes_max = 50;             // rows that wait for later rows are tried again
inline constexpr std::size_t import_rows_per_piece = 1'000;       // one transaction
inline constexpr std::size_t import_rows_per_careful_piece = 100;
inline constexpr std::int64_t import_jobs_forgotten_per_step = 5;        // each with the outcomes of all its rows
inline constexpr std::size_t bundle_files_max = 2'000;                   // attachments of one ZIP
inline constexpr std::uint64_t bundle_unpacked_bytes_max = 1ULL << 30U;  // all of them together, and the table
inline constexpr std::size_t bundle_name_code_points_max = 200;
inline constexpr std::size_t bundle_rows_per_file_max = 20;   // rows that one attachment may belong to
inline constexpr std::size_t preview_rows_tried_max = 1'000;  // taken and undone in one transaction
inline constexpr std::int64_t watched_files_in_hand_max = 100;

}  // namespace qy::limits
