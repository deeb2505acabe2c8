#include "collection/bundle.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <span>

#include "base/archive_limits.h"
#include "base/import_limits.h"
#include "base/limits.h"
#include "base/media_limits.h"
#include "base/text.h"
#include "collection/archive_manifest.h"
#include "collection/decode.h"
#include "crypto/sm3.h"
#include "zip_package.h"

namespace qy::collection {
namespace {

constexpr std::string_view kZipMarks[] = {"PK\x03\x04", "PK\x05\x06"};
constexpr std::string_view kTableEndings[] = {".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb",
                                              ".xls", ".et",  ".ods",  ".json", ".xml"};
// The last one: what import.result has added, sent back.
constexpr std::string_view kSystemNames[] = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", "import-result"};
constexpr std::size_t kNamesTold = 5;

bool ends_with_any(std::string_view name, std::span<const std::string_view> endings) {
    return std::ranges::any_of(endings, [name](auto ending) { return name.ends_with(ending); });
}

/// One entry of the directory with its name made readable.
struct Named {
    ZipEntry entry;
    std::string name;
    bool bad_name = false;
    std::size_t depth = 0;
};

std::string cut(std::string_view name) {
    auto wide = to_utf32(name);
    if (wide.size() <= limits::bundle_name_code_points_max) return std::string(name);
    std::string out;
    for (std::size_t i = 0; i < limits::bundle_name_code_points_max; ++i) append_utf8(out, wide[i]);
    return out;
}

/// Absolute, upwards, or not to be shown: no program that means well writes it.
bool is_bad_part(std::string_view part) {
    const bool control = std::ranges::any_of(part, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return part.empty() || part == ".." || part.find(':') != std::string_view::npos || control;
}

Named named(ZipEntry entry) {
    Named out;
    const auto text = decode_text(bytes_of(entry.name));
    out.bad_name = !text.ok() || entry.name.empty();
    const std::string plain = text.ok() ? replace_all(*text, "\\", "/") : "?";
    for (const auto part : split(plain, '/')) {
        if (part == "." || (part.empty() && !out.name.empty())) continue;
        out.bad_name |= is_bad_part(part);
        if (!out.name.empty()) {
            out.name += '/';
            ++out.depth;
        }
        for (const char c : part) out.name += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
    out.bad_name |= length_of(out.name) > limits::bundle_name_code_points_max;
    out.name = cut(out.name);
    out.entry = std::move(entry);
    return out;
}

bool is_folder(const ZipEntry& entry) {
    return entry.name.ends_with('/') || entry.name.ends_with('\\');
}

/// What systems and office programs leave beside the files that people mean.
bool is_of_the_system(std::string_view name) {
    const auto plain = lower_ascii(name);
    for (const auto part : split(plain, '/')) {
        if (part.starts_with("._") || part.starts_with("~$")) return true;
        if (std::ranges::find(kSystemNames, part) != std::end(kSystemNames)) return true;
    }
    return false;
}

bool is_table(const Named& one) {
    return !one.bad_name && !one.entry.link && ends_with_any(lower_ascii(one.name), kTableEndings);
}

/// The entries that people put in. Errors: as Bundle::open.
Result<std::vector<Named>> entries_of(const ZipPackage& package) {
    std::vector<Named> all;
    std::uint64_t bytes = 0;
    const auto entries = package.entries();
    for (const auto& entry : entries) {
        if (is_folder(entry)) continue;
        auto one = named(entry);
        if (is_of_the_system(one.name)) continue;
        const auto room = limits::bundle_unpacked_bytes_max - bytes;
        if (entry.bytes > room) {
            return too_large("bundle.too_large", {std::to_string(limits::bundle_unpacked_bytes_max >> 20U)});
        }
        bytes += entry.bytes;
        all.push_back(std::move(one));
    }
    if (all.size() > limits::bundle_files_max + 1) {
        return too_large("bundle.too_many_files", {std::to_string(limits::bundle_files_max)});
    }
    return all;
}

Result<std::size_t> find_table(const std::vector<Named>& all) {
    auto depth = std::numeric_limits<std::size_t>::max();
    for (const auto& one : all) {
        if (is_table(one)) depth = std::min(depth, one.depth);
    }
    std::vector<std::size_t> found;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!is_table(all[i]) || all[i].depth != depth) continue;
        found.push_back(i);
        if (names.size() < kNamesTold) names.push_back(all[i].name);
    }
    if (found.empty()) return invalid("bundle.no_table");
    if (found.size() > 1) return invalid("bundle.several_tables", {join(names, "、")});
    return found.front();
}

std::string fault_of(const Named& one, bool doubled) {
    if (one.bad_name) return "bundle.file_name";
    if (one.entry.link) return "bundle.file_link";
    if (one.entry.encrypted) return "bundle.file_password";
    if (doubled) return "bundle.file_doubled";
    return one.entry.bytes > limits::media_bytes_max ? "media.too_large" : "";
}

/// A name that a stranger may have written, as it can be shown.
std::string shown(const std::string& name) {
    ZipEntry entry;
    entry.name = name;
    return named(entry).name;
}

Result<ArchiveManifest> manifest_of(const ZipPackage& package, const std::vector<ZipEntry>& entries) {
    const auto found = std::ranges::find(entries, kManifestName, &ZipEntry::name);
    if (found == entries.end() || found->bytes > limits::archive_manifest_bytes_max) return invalid("archive.not_ours");
    QY_TRY(text, package.read(*found));
    return manifest_from(text_of(text));
}

}  // namespace

struct Bundle::State {
    ZipPackage package;
    ZipEntry table;
    std::string table_name;
    std::vector<BundleFile> files;
    std::map<std::size_t, std::string> sm3 = {};  ///< of an archive: what the manifest says of each entry
    /// Errors: invalid `archive.hash` {name}.
    [[nodiscard]] Result<void> check(std::size_t index, const std::string& name, ByteView content) const {
        const auto told = sm3.find(index);
        if (told == sm3.end() || told->second == to_hex(crypto::sm3(content))) return {};
        return invalid("archive.hash", {name});
    }
};

Bundle::Bundle(std::unique_ptr<State> state) : state_(std::move(state)) {}
Bundle::~Bundle() = default;
Bundle::Bundle(Bundle&&) noexcept = default;
Bundle& Bundle::operator=(Bundle&&) noexcept = default;

bool Bundle::recognises(std::string_view file_name, ByteView bytes) {
    const auto content = text_of(bytes);
    if (std::ranges::none_of(kZipMarks, [content](auto mark) { return content.starts_with(mark); })) return false;
    const auto name = lower_ascii(file_name);
    if (ends_with_any(name, kTableEndings)) return false;
    const auto package = ZipPackage::open(bytes);
    if (!package.ok()) return name.ends_with(".zip");
    return !package->has("[Content_Types].xml") && !package->has("xl/workbook.xml") && !package->has("mimetype");
}

/// Of an archive whose manifest has been read.
Result<Bundle> Bundle::open_archive(ZipPackage package) {
    const auto entries = package.entries();
    QY_TRY(manifest, manifest_of(package, entries));
    if (!manifest.party) return invalid("bundle.archive");
    std::map<std::string, const ArchivePart*, std::less<>> parts;
    for (const auto& part : manifest.parts) parts.emplace(part.name(), &part);
    if (!parts.contains(kArchiveRows)) return invalid("bundle.archive_old");
    auto state = std::make_unique<State>(State{std::move(package), {}, std::string(kArchiveRows), {}});
    std::uint64_t room = limits::bundle_unpacked_bytes_max;
    for (const auto& entry : entries) {
        if (entry.name == kManifestName || is_folder(entry) || is_of_the_system(shown(entry.name))) continue;
        auto part = parts.extract(entry.name);
        if (part.empty() || entry.link || entry.encrypted) return invalid("archive.unknown_part", {shown(entry.name)});
        if (entry.bytes != part.mapped()->bytes) return too_large("archive.part_too_large", {entry.name});
        if (entry.bytes > room)
            return too_large("bundle.too_large", {std::to_string(limits::bundle_unpacked_bytes_max >> 20U)});
        room -= entry.bytes;
        state->sm3.emplace(entry.index, part.mapped()->sm3);
        if (entry.name == kArchiveRows) state->table = entry;
        if (part.mapped()->kind != kArchiveFile) continue;
        auto one = named(entry);
        if (one.bad_name) return invalid("archive.unknown_part", {one.name});
        const auto number = static_cast<std::int64_t>(state->files.size()) + 1;
        state->files.push_back({number, one.name, entry.bytes, fault_of(one, false), entry.index});
    }
    if (!parts.empty()) return invalid("archive.part_missing", {parts.begin()->first});
    if (state->files.size() > limits::bundle_files_max) {
        return too_large("bundle.too_many_files", {std::to_string(limits::bundle_files_max)});
    }
    if (state->table.bytes > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    return Bundle(std::move(state));
}

Result<Bundle> Bundle::open(ByteView bytes) {
    QY_TRY(package, ZipPackage::open(bytes));
    if (package.has(kManifestName) && package.has("party.jsonl")) return open_archive(std::move(package));
    QY_TRY(all, entries_of(package));
    QY_TRY(at, find_table(all));
    const auto& table = all[at];
    if (table.entry.encrypted) return invalid("bundle.password");
    if (table.entry.bytes > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    std::vector<BundleFile> files;
    std::set<std::string> names;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool doubled = !names.insert(folded_file_name(all[i].name)).second;
        if (i == at) continue;
        const auto number = static_cast<std::int64_t>(files.size()) + 1;
        files.push_back({number, all[i].name, all[i].entry.bytes, fault_of(all[i], doubled), all[i].entry.index});
    }
    auto entry = table.entry;
    auto name = table.name;
    return Bundle(
        std::make_unique<State>(State{std::move(package), std::move(entry), std::move(name), std::move(files)}));
}

const std::string& Bundle::table_name() const {
    return state_->table_name;
}

const std::vector<BundleFile>& Bundle::files() const {
    return state_->files;
}

Result<TableFile> Bundle::table() const {
    QY_TRY(content, state_->package.read(state_->table));
    QY_CHECK(state_->check(state_->table.index, state_->table_name, content));
    TableFile file{state_->table_name, {}, std::move(content)};
    file.bytes = file.owned;
    return file;
}

Result<Bytes> Bundle::read(const BundleFile& file) const {
    if (!file.fault.empty()) return invalid(file.fault, {std::to_string(limits::media_bytes_max >> 20U)});
    ZipEntry entry;
    entry.index = file.index;
    entry.bytes = file.bytes;
    auto content = state_->package.read(entry);
    if (!content.ok()) return invalid("bundle.file_damaged");
    QY_CHECK(state_->check(file.index, file.name, *content));
    return content;
}

Result<TableFile> table_file(std::string_view file_name, ByteView bytes) {
    if (!Bundle::recognises(file_name, bytes)) return TableFile{std::string(file_name), bytes};
    QY_TRY(bundle, Bundle::open(bytes));
    return bundle.table();
}

std::vector<std::string> file_names_in(std::string_view cell) {
    std::string plain(cell);
    for (const std::string_view mark : {"、", "，", "；", ";", "\n", "|"}) plain = replace_all(plain, mark, ",");
    std::vector<std::string> names;
    for (const auto piece : split(plain, ',')) {
        if (const auto name = trim(piece); !name.empty()) names.emplace_back(name);
    }
    return names;
}

std::string folded_file_name(std::string_view name) {
    auto folded = lower_ascii(fold_width(trim(name)));
    for (auto& c : folded) {
        if (std::string_view(" _\\:*?\"<>|").find(c) != std::string_view::npos) c = '-';
    }
    return folded;
}

}  // namespace qy::collection
