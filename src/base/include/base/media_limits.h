#pragma once
// Bounds of files that users send, unit last. Tests try n−1, n and n+1.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

// Objects
inline constexpr std::int64_t object_grace_seconds = 3'600;  // from a file's arrival to the row that needs it
inline constexpr std::int64_t objects_per_sweep_max = 100;

// Pictures
inline constexpr std::int64_t picture_pixels_max = 50'000'000;       // of a JPEG that is read line by line
inline constexpr std::int64_t picture_flat_pixels_max = 16'777'216;  // of what can only be read as a whole
inline constexpr int picture_side_max = 1'600;                       // as it is kept
inline constexpr int picture_small_side_max = 320;                   // of the preview

inline constexpr std::size_t share_picture_bytes_max = 16U << 20U;  // pictures to share, all of them together

// Media
inline constexpr std::size_t media_bytes_max = 20U << 20U;  // of one file, as it is sent
inline constexpr std::int64_t media_per_subject_max = 50;
inline constexpr std::size_t media_caption_code_points_max = 100;
inline constexpr std::int64_t pictures_per_answer_max = 12;       // of one trace query
inline constexpr std::int64_t media_upload_seconds = 24 * 3'600;  // then a file that was never finished goes
inline constexpr std::int64_t media_uploads_per_party_max = 20;   // on their way at one time

// Forms with files
inline constexpr std::size_t form_parts_max = 50;
inline constexpr std::size_t form_part_head_bytes_max = 8U << 10U;

}  // namespace qy::limits
