#include "ole_file.h"

#include <algorithm>
#include <vector>

namespace qy::collection {
namespace {

constexpr std::string_view kMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t kEntryBytes = 128;  // directory entries lie at multiples of their size
constexpr std::size_t kNameBytes = 64;
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kHeaderFatSectors = 109;
constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // what is larger ends a chain or says that there is none
constexpr std::size_t kMiniSectorShift = 6;

std::string utf16(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) out.append({c, '\0'});
    return out + std::string(2, '\0');
}

class OleFile {
 public:
    static Result<OleFile> open(std::string_view bytes);
    Result<std::string> stream(std::string_view name) const;

 private:
    explicit OleFile(std::string_view bytes) : bytes_(bytes) {}

    // Beyond the end everything is 0: a damaged file is found by what follows from that.
    [[nodiscard]] std::uint32_t number(std::string_view text, std::size_t at, std::size_t size) const {
        std::uint32_t value = 0;
        for (std::size_t i = size; i-- > 0;) {
            value = value << 8U | (at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U);
        }
        return value;
    }
    [[nodiscard]] std::string_view sector(std::uint32_t index) const {
        const std::size_t at = (static_cast<std::size_t>(index) + 1) << shift_;
        return at >= bytes_.size() ? std::string_view{} : bytes_.substr(at, std::size_t{1} << shift_);
    }
    Result<void> read_fat();
    /// The sectors of a chain, one behind the other. A chain that runs in a circle is cut where it is too long.
    Result<std::string> chain(std::uint32_t first) const;
    Result<std::string> mini_chain(std::uint32_t first, std::size_t size) const;

    std::string_view bytes_;
    std::size_t shift_ = 9;
    std::vector<std::uint32_t> fat_;
    std::string directory_;
};

Result<OleFile> OleFile::open(std::string_view bytes) {
    OleFile file(bytes);
    file.shift_ = file.number(bytes, 30, 2);
    if (bytes.size() < kHeaderBytes || (file.shift_ != 9 && file.shift_ != 12)) return invalid("file.damaged");
    QY_CHECK(file.read_fat());
    QY_TRY(directory, file.chain(file.number(bytes, 48, 4)));
    file.directory_ = std::move(directory);
    return file;
}

Result<void> OleFile::read_fat() {
    const std::size_t sectors_max = (bytes_.size() >> shift_) + 1;
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < kHeaderFatSectors; ++i) places.push_back(number(bytes_, 76 + 4 * i, 4));
    const std::size_t per_sector = (std::size_t{1} << shift_) / 4;
    std::uint32_t next = number(bytes_, 68, 4);
    for (std::size_t read = 0; next < kLastSector && read < sectors_max; ++read) {
        const auto text = sector(next);
        for (std::size_t i = 0; i + 1 < per_sector; ++i) places.push_back(number(text, 4 * i, 4));
        next = number(text, 4 * (per_sector - 1), 4);
        if (text.empty()) return invalid("file.damaged");
    }
    for (const auto place : places) {
        if (place >= kLastSector || fat_.size() > sectors_max) continue;
        const auto text = sector(place);
        for (std::size_t i = 0; i < per_sector; ++i) fat_.push_back(number(text, 4 * i, 4));
    }
    return {};
}

Result<std::string> OleFile::chain(std::uint32_t first) const {
    std::string out;
    for (std::uint32_t next = first; next < kLastSector; next = fat_[next]) {
        const auto text = sector(next);
        if (text.empty() || next >= fat_.size() || out.size() > bytes_.size()) return invalid("file.damaged");
        out += text;
    }
    return out;
}

Result<std::string> OleFile::mini_chain(std::uint32_t first, std::size_t size) const {
    QY_TRY(pool, chain(number(directory_, 116, 4)));  // the root's own stream holds the small ones
    QY_TRY(fat, chain(number(bytes_, 60, 4)));
    std::string out;
    for (std::uint32_t next = first; next < kLastSector && out.size() < size;
         next = number(fat, 4 * std::size_t{next}, 4)) {
        const std::size_t at = std::size_t{next} << kMiniSectorShift;
        if (at >= pool.size() || 4 * std::size_t{next} >= fat.size()) return invalid("file.damaged");
        out += std::string_view(pool).substr(at, std::size_t{1} << kMiniSectorShift);
    }
    return out;
}

Result<std::string> OleFile::stream(std::string_view name) const {
    const auto wanted = utf16(name);
    for (std::size_t at = 0; at + kEntryBytes <= directory_.size(); at += kEntryBytes) {
        const auto entry = std::string_view(directory_).substr(at, kEntryBytes);
        if (!entry.starts_with(wanted)) continue;
        const auto first = number(entry, 116, 4);
        const std::size_t size = number(entry, 120, 4);
        auto content = size < number(bytes_, 56, 4) ? mini_chain(first, size) : chain(first);
        if (!content.ok()) return content;
        if (content->size() < size) return invalid("file.damaged");
        content->resize(size);
        return content;
    }
    return invalid("file.damaged");
}

}  // namespace

bool is_ole(ByteView bytes) {
    return text_of(bytes).starts_with(kMark);
}

OleKind ole_kind(ByteView bytes) {
    static const std::string kEncrypted = utf16("EncryptedPackage");
    static const std::string kBook = utf16("Book");
    static const std::string kWorkbook = utf16("Workbook");
    OleKind kind = OleKind::other;
    const auto text = text_of(bytes);
    for (std::size_t at = kHeaderBytes; at + kNameBytes <= text.size(); at += kEntryBytes) {
        const auto name = text.substr(at, kNameBytes);
        if (name.starts_with(kEncrypted)) return OleKind::encrypted;
        if (name.starts_with(kWorkbook) || name.starts_with(kBook)) kind = OleKind::workbook;
    }
    return kind;
}

Result<std::string> ole_stream(ByteView bytes, std::string_view name) {
    QY_TRY(file, OleFile::open(text_of(bytes)));
    return file.stream(name);
}

}  // namespace qy::collection
