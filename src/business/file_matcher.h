#pragma once
// Which rows of a bundle's table its files belong to: those whose cells name a file, else those whose lot number begins
// the name of the file or of a folder that it lies in. Told row by row; memory grows with the files only.
// (clauses 5.2, 7.2.2)
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "collection/bundle.h"
#include "collection/decode.h"
#include "row_content.h"

namespace qy::business {

enum class FilePlace : std::uint8_t { lot, product, report, record };

/// A row that a file belongs to.
struct FileTarget {
    std::int64_t line = 0;
    FilePlace place = FilePlace::lot;
    RowContent content;
};

/// A file with its rows; or, with number 0, a name that stands in the table without a file.
struct MatchedFile {
    std::int64_t number = 0;
    std::string name;
    bool named = false;               ///< by a cell: else by lot number
    std::vector<FileTarget> targets;  ///< rows that were taken, at most limits::bundle_rows_per_file_max
    std::int64_t untaken_line = 0;    ///< of the first row that was not; 0: none
};

class FileMatcher {
 public:
    explicit FileMatcher(const collection::Bundle& bundle);

    /// The next row of the table. `content_of` is asked when a file belongs to it; nullopt: the row was not taken.
    using ContentOf = std::function<std::optional<RowContent>()>;
    void see(const collection::DecodedRow& row, const ContentOf& content_of);

    /// All files in their order, then what the table names in vain, at most as many.
    [[nodiscard]] std::vector<MatchedFile> result() &&;

 private:
    struct Candidate {
        MatchedFile match;
        std::size_t lot_digits = 0;  ///< length of the lot number that matched: the longest one counts
    };
    void see_names(const collection::DecodedRow& row, const ContentOf& content_of);
    void see_lot(const collection::DecodedRow& row, const ContentOf& content_of);
    void add(Candidate& candidate, const collection::DecodedRow& row, FilePlace place, const ContentOf& content_of);
    [[nodiscard]] std::vector<std::size_t> files_called(const std::string& name) const;

    std::vector<Candidate> files_;
    std::multimap<std::string, std::size_t> by_name_;         ///< whole name, name without folders, without ending
    std::vector<std::pair<std::string, std::size_t>> parts_;  ///< folders and name of each file, sorted
    std::map<std::string, std::int64_t> missing_;             ///< name in the table → first line
};

}  // namespace qy::business
