#include "zip_package.h"

#include <zip.h>

#include <algorithm>

#include "base/limits.h"

namespace qy::collection {
namespace {

class PartStream final : public ByteStream {
 public:
    PartStream(zip_file_t* file, std::uint64_t bytes_max) : file_(file), bytes_max_(bytes_max) {}
    Result<std::size_t> read(char* piece, std::size_t size) override {
        const auto got = zip_fread(file_.get(), piece, size);
        if (got < 0) return invalid("file.damaged").because(zip_file_strerror(file_.get()));
        read_ += static_cast<std::uint64_t>(got);
        // What a directory says of sizes may be a lie: what comes out is counted.
        if (read_ > bytes_max_) return too_large("sheet.too_large", {std::to_string(bytes_max_ >> 20U)});
        return static_cast<std::size_t>(got);
    }

 private:
    struct Close {
        void operator()(zip_file_t* file) const { (void)zip_fclose(file); }
    };
    std::unique_ptr<zip_file_t, Close> file_;
    std::uint64_t bytes_max_;
    std::uint64_t read_ = 0;
};

// Some programs write "xl\workbook.xml", or another case than they refer to.
zip_int64_t index_of(zip_t* archive, std::string_view part) {
    return zip_name_locate(archive, std::string(part).c_str(), ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
}

constexpr std::uint32_t kUnixKind = 0170000U << 16U;  // of the external attributes
constexpr std::uint32_t kUnixFile = 0100000U << 16U;
constexpr std::uint32_t kUnixFolder = 0040000U << 16U;

/// What a Unix program packed that is neither a file nor a folder.
bool is_special(zip_t* archive, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
    const auto kind = attributes & kUnixKind;
    return system == ZIP_OPSYS_UNIX && kind != 0 && kind != kUnixFile && kind != kUnixFolder;
}

}  // namespace

void ZipPackage::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<ZipPackage> ZipPackage::open(ByteView bytes, std::uint64_t part_bytes_max) {
    zip_error_t fault;
    zip_error_init(&fault);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault);
    if (source == nullptr) return invalid("file.damaged");
    zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY, &fault);
    if (archive == nullptr) {
        const std::string why = zip_error_strerror(&fault);
        zip_error_fini(&fault);
        zip_source_free(source);
        return invalid("file.damaged").because(why);
    }
    ZipPackage package(std::unique_ptr<zip, Close>(archive), part_bytes_max);
    if (zip_get_num_entries(archive, 0) > static_cast<zip_int64_t>(limits::sheet_parts_max)) {
        return too_large("sheet.too_many_parts", {std::to_string(limits::sheet_parts_max)});
    }
    return package;
}

std::vector<ZipEntry> ZipPackage::entries() const {
    std::vector<ZipEntry> entries;
    const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(archive_.get(), 0), 0));
    for (zip_uint64_t i = 0; i < count; ++i) {
        zip_stat_t facts;
        zip_stat_init(&facts);
        if (zip_stat_index(archive_.get(), i, ZIP_FL_ENC_RAW, &facts) != 0) continue;
        ZipEntry entry;
        entry.index = i;
        entry.name = facts.name == nullptr ? "" : facts.name;
        entry.bytes = (facts.valid & ZIP_STAT_SIZE) != 0 ? facts.size : 0;
        entry.encrypted = (facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && facts.encryption_method != ZIP_EM_NONE;
        entry.link = is_special(archive_.get(), i);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<Bytes> ZipPackage::read(const ZipEntry& entry) const {
    zip_file_t* const file = zip_fopen_index(archive_.get(), entry.index, 0);
    if (file == nullptr) return invalid("file.damaged").because(zip_strerror(archive_.get()));
    PartStream stream(file, entry.bytes);
    Bytes content;
    std::string piece(64U << 10U, '\0');
    // It grows with what really comes: a directory may claim any size.
    for (bool more = true; more;) {
        auto got = stream.read(piece.data(), piece.size());
        if (!got.ok()) return invalid("file.damaged").because(got.error().code);
        const auto bytes = bytes_of(std::string_view(piece).substr(0, *got));
        content.insert(content.end(), bytes.begin(), bytes.end());
        more = *got > 0;
    }
    if (content.size() != entry.bytes) return invalid("file.damaged").because("size");
    return content;
}

bool ZipPackage::has(std::string_view part) const {
    return index_of(archive_.get(), part) >= 0;
}

Result<std::unique_ptr<ByteStream>> ZipPackage::open_part(std::string_view part) const {
    const auto index = index_of(archive_.get(), part);
    if (index < 0) return invalid("file.damaged").because("no part " + std::string(part));
    zip_stat_t facts;
    zip_stat_init(&facts);
    if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &facts) == 0 &&
        (facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && facts.encryption_method != ZIP_EM_NONE) {
        return invalid("file.password");
    }
    zip_file_t* const file = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) return invalid("file.damaged").because(zip_strerror(archive_.get()));
    return std::unique_ptr<ByteStream>(new PartStream(file, part_bytes_max_));
}

}  // namespace qy::collection
