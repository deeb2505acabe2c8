#pragma once
// Splits CSV text into records of cells. (RFC 4180, with the damage of one record kept to its own line)
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qy::collection {

/// One cell: a view of the text, or for a quoted cell with doubled quotes an own copy.
struct CsvCell {
    std::string_view text;
    bool has_doubled_quotes = false;  ///< `text` still holds them doubled: see undoubled()
};
[[nodiscard]] std::string undoubled(std::string_view text);

struct CsvRecord {
    std::vector<CsvCell> cells;
    bool malformed_quote = false;  ///< then `cells` are those of the first line, quotes left as they stand
};

/// Reads records from the front to the end. The text must outlive the reader and its records.
class CsvReader {
 public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    /// Where the next record begins.
    [[nodiscard]] std::size_t position() const { return at_; }
    /// The next record; a line end after the last record makes none. REQUIRES: !at_end().
    void next(CsvRecord& record);
    /// Moves over empty lines and returns how many: records of one empty cell, which files may hold by the million.
    std::size_t skip_empty_lines();

 private:
    bool read_quoted(CsvRecord& record);
    void read_plain(CsvRecord& record);
    /// Past the separator: true when another cell follows; past the line end or at the end: false.
    bool more_cells();
    [[nodiscard]] bool at_boundary() const;
    void read_spoiled_line(CsvRecord& record);

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
};

}  // namespace qy::collection
