#pragma once
// Bounds of archives and documents, unit last.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

inline constexpr std::size_t archive_line_bytes_max = 16U << 20U;  // one record
inline constexpr std::size_t archive_manifest_bytes_max = 4U << 20U;
inline constexpr std::uint64_t archive_files_bytes_max =
    48U << 20U;  // photos and documents: with the rows below import_bytes_max
inline constexpr std::size_t archive_parts_max = 3'000;
inline constexpr std::size_t archive_name_code_points_max = 200;
inline constexpr std::size_t archive_caption_code_points_max = 100;  // of a file's name
inline constexpr std::int64_t archive_page_rows = 500;               // read or put in at once
inline constexpr std::int64_t document_events_max = 1'000'000;       // that a table of records looks through
inline constexpr std::int64_t list_file_rows_max = 100'000;          // of one list that becomes a file
inline constexpr std::int64_t list_file_visitor_rows_max = 1'000;    // the same, for who is not signed in

}  // namespace qy::limits
