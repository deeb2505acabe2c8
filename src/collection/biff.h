#pragma once
// Records of a BIFF8 stream, as Excel 97 to 2003 write it. (MS-XLS, 2.1 and 2.5)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text_heap.h"

namespace qy::collection {

/// Types of records.
namespace biff {
inline constexpr std::uint16_t bof = 0x809, eof = 0x0A, filepass = 0x2F, datemode = 0x22, format = 0x41E, xf = 0xE0,
                               boundsheet = 0x85, sst = 0xFC, continued = 0x3C, row = 0x208, labelsst = 0xFD,
                               label = 0x204, rstring = 0xD6, number = 0x203, rk = 0x27E, mulrk = 0xBD, formula = 0x06,
                               string = 0x207, boolerr = 0x205, mergedcells = 0xE5, colinfo = 0x7D;
}  // namespace biff

/// Bytes of one record; what lies beyond its end reads as 0.
class BiffData {
 public:
    explicit BiffData(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] std::uint8_t byte(std::size_t at) const {
        return at < bytes_.size() ? static_cast<std::uint8_t>(bytes_[at]) : std::uint8_t{0};
    }
    [[nodiscard]] std::uint16_t word(std::size_t at) const {
        return static_cast<std::uint16_t>(byte(at) | byte(at + 1) << 8U);
    }
    [[nodiscard]] std::uint32_t dword(std::size_t at) const {
        return word(at) | static_cast<std::uint32_t>(word(at + 2)) << 16U;
    }
    [[nodiscard]] double real(std::size_t at) const;
    /// A text of `length` characters at `at`, where its flags stand: bit 0 says that characters have two bytes. As
    /// UTF-8; what is beyond the end is left out.
    [[nodiscard]] std::string text(std::size_t at, std::size_t length) const;
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
    std::string_view bytes_;
};

struct BiffRecord {
    std::uint16_t type = 0;
    BiffData data{{}};
};

/// Reads record after record.
class BiffReader {
 public:
    BiffReader(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}
    /// False at the end of the stream. Errors: invalid `file.damaged` (a record is cut off).
    Result<bool> next(BiffRecord& record);

 private:
    std::string_view stream_;
    std::size_t at_;
};

/// A number in four bytes. (MS-XLS, 2.5.217)
[[nodiscard]] double rk_value(std::uint32_t rk);
/// "#REF!" of 0x17.
[[nodiscard]] std::string_view biff_error(std::uint8_t code);

/// The table of shared texts: its record and those that continue it. Errors: invalid `file.damaged`; those of TextHeap.
Result<void> read_shared_texts(const std::vector<std::string_view>& pieces, TextHeap& texts);

}  // namespace qy::collection
