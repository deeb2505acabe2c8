#pragma once
// A ZIP of one table and the photos and documents that belong to its rows. Nothing of it is ever unpacked to a place
// that it names. (clauses 5.2, 7.2.2)
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace qy::collection {

class ZipPackage;

/// An attachment as the ZIP tells of it.
struct BundleFile {
    std::int64_t number = 0;  ///< from 1, in the order of the ZIP
    std::string name;         ///< UTF-8, "/" behind each folder; cut to limits::bundle_name_code_points_max
    std::uint64_t bytes = 0;
    /// Why it is not read: `bundle.file_name`, `bundle.file_doubled`, `bundle.file_link`, `bundle.file_password`,
    /// `media.too_large`; else empty.
    std::string fault;
    std::size_t index = 0;  ///< in the ZIP
};

/// A table with the bytes it is read from.
struct TableFile {
    std::string name;
    ByteView bytes;
    Bytes owned = {};  ///< `bytes`, when they were unpacked
};

/// A party's archive (docs/ARCHIVE.md) is a bundle too: its rows are the table, its photos and documents the files; the
/// lines of its tables are for reading. What the manifest says of names, lengths and SM3 must be true.
/// Names are UTF-8 or GB18030. What operating systems put beside files (__MACOSX, Thumbs.db …) is left out.
class Bundle {
 public:
    /// A ZIP that is neither a workbook nor an OpenDocument; of what no ZIP reader can open, what is called .zip.
    [[nodiscard]] static bool recognises(std::string_view file_name, ByteView bytes);
    /// The bytes must outlive it. The table is the only file of a table's name in the uppermost folder that has one.
    /// Errors: invalid `file.damaged`, `bundle.no_table`, `bundle.several_tables` {names}, `bundle.password` (the
    /// table), `bundle.archive` (an archive of everything), `bundle.archive_old` (of a party, without rows); of an
    /// archive also `archive.not_ours`, `archive.version`, `archive.unknown_part` {name}, `archive.part_missing`
    /// {name}, `archive.part_too_large` {name}; too_large `bundle.too_many_files` {limit}, `bundle.too_large` {MiB, of
    /// all files unpacked}, `file.too_large` {MiB, of the table}.
    static Result<Bundle> open(ByteView bytes);
    ~Bundle();
    Bundle(Bundle&&) noexcept;
    Bundle& operator=(Bundle&&) noexcept;

    [[nodiscard]] const std::string& table_name() const;
    /// Errors: invalid `file.damaged`, `archive.hash` {name}.
    [[nodiscard]] Result<TableFile> table() const;
    [[nodiscard]] const std::vector<BundleFile>& files() const;
    /// Errors: invalid `bundle.file_damaged`, `archive.hash` {name}, and the file's own fault.
    [[nodiscard]] Result<Bytes> read(const BundleFile& file) const;

 private:
    struct State;
    explicit Bundle(std::unique_ptr<State> state);
    static Result<Bundle> open_archive(ZipPackage package);
    std::unique_ptr<State> state_;
};

/// The table of a file that may be a bundle; else the file itself, whose bytes must outlive it. Errors: those of
/// Bundle::open.
Result<TableFile> table_file(std::string_view file_name, ByteView bytes);

/// Columns of a bundle's table that name files. Their cells are attributes with these names, which no attribute has;
/// they are no part of what happened: a row is the same whatever its photos are called.
inline constexpr std::string_view kLotFiles = "@attachments";        ///< 附件: of the lot
inline constexpr std::string_view kProductFiles = "@product_files";  ///< 产品图片: of the product
inline constexpr std::string_view kReportFiles = "@report_files";    ///< 检测报告附件: of the inspection
inline constexpr std::string_view kRecordFiles = "@record_files";    ///< 记录附件: of what happened
[[nodiscard]] constexpr bool names_files(std::string_view attribute) {
    return attribute.starts_with('@');
}

/// What a cell of such a column names.
[[nodiscard]] std::vector<std::string> file_names_in(std::string_view cell);
/// What names of files and lots are compared by: width, case, and what no file name may hold do not matter.
[[nodiscard]] std::string folded_file_name(std::string_view name);

}  // namespace qy::collection
