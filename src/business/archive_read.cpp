// Taking an archive in.
#include <algorithm>
#include <set>
#include <utility>

#include "base/archive_limits.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "business/archive.h"
#include "business/audit.h"
#include "collection/archive_file.h"
#include "collection/archive_manifest.h"
#include "crypto/sm3.h"
#include "storage/archive_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using collection::ArchiveManifest;
using collection::ArchivePart;
using collection::ArchiveReader;
using collection::kManifestName;
namespace archive = storage::archive;

constexpr auto kNoHash = [](std::string_view) {};

Result<std::string> manifest_text(const ArchiveReader& file) {
    std::string text;
    const auto keep = [&](std::int64_t line, std::string_view content) -> Result<void> {
        if (line > 1) return invalid("archive.not_ours");
        text = content;
        return {};
    };
    QY_CHECK(file.each_line(std::string(kManifestName), limits::archive_manifest_bytes_max, kNoHash, keep));
    return text;
}

/// Parts and kinds are the same, each once, and nothing else is there; but for what earlier versions did not have, or
/// had.
Result<void> check_names(const ArchiveReader& file, const ArchiveManifest& manifest) {
    std::set<std::string> expected{std::string(kManifestName)};
    for (const auto& kind : archive::kinds()) expected.insert(std::string(kind.name) + ".jsonl");
    std::set<std::string> named{std::string(kManifestName)};
    for (const auto& part : manifest.parts) {
        if (!named.insert(part.name()).second) return invalid("archive.unknown_part", {part.name()});
    }
    std::set<std::string> present;
    for (const auto& name : file.names()) {
        const bool known = (expected.contains(name) || archive::is_of_the_past(name)) && named.contains(name);
        if (!known || !present.insert(name).second) return invalid("archive.unknown_part", {name});
    }
    for (const auto& name : expected) {
        const bool may_lack = !named.contains(name) && archive::came_later(name.substr(0, name.find('.')));
        if (!present.contains(name) && !may_lack) return invalid("archive.part_missing", {name});
    }
    return {};
}

/// Reads a part through: it is what the manifest says.
Result<void> check_part(const ArchiveReader& file, const ArchivePart& part) {
    crypto::Sm3 hash;
    std::int64_t records = 0;
    QY_CHECK(file.each_line(
        part.name(), part.bytes, [&](std::string_view piece) { hash.update(bytes_of(piece)); },
        [&](std::int64_t line, std::string_view) -> Result<void> {
            records = line;
            return {};
        }));
    if (to_hex(hash.finish()) != part.sm3) return invalid("archive.hash", {part.name()});
    if (records != part.records) return invalid("archive.count", {part.name()});
    return {};
}

/// Rows of a part on their way into the store, some at a time.
class RowGroup {
 public:
    RowGroup(storage::Writer& writer, std::string kind, archive::Lacking& lacking)
        : writer_(writer), kind_(std::move(kind)), lacking_(lacking) {}
    Result<void> add(std::int64_t line, std::string_view text) {
        auto row = parse_json(text);
        if (!row.ok()) return invalid("archive.row", {kind_, std::to_string(line), ""});
        if (rows_.empty()) first_line_ = line;
        rows_.push_back(*std::move(row));
        return static_cast<std::int64_t>(rows_.size()) < limits::archive_page_rows ? Result<void>() : put();
    }
    Result<void> put() {
        if (rows_.empty()) return {};
        if (kind_ == "submission") lacking_.brands |= archive::lacks(rows_.front(), "brand_id");
        auto done = archive::insert(writer_, kind_, rows_);
        if (!done.ok()) return with_line(std::move(done).error());
        rows_.clear();
        return {};
    }

 private:
    /// Faults of the content are told with their place; what is wrong with the store is told as it is.
    Error with_line(Error error) const {
        const auto from = std::to_string(first_line_);
        if (error.code == "archive.row") {
            const auto line = first_line_ + std::stoll(error.arguments[1]);
            return invalid("archive.row", {kind_, std::to_string(line), error.arguments[2]});
        }
        const bool of_content = error.kind == ErrorKind::conflict || error.kind == ErrorKind::invalid;
        return of_content ? invalid("archive.record", {kind_, from}).because(error.code) : error;
    }
    storage::Writer& writer_;
    std::string kind_;
    archive::Lacking& lacking_;
    std::vector<Json> rows_;
    std::int64_t first_line_ = 1;
};

Result<void> put_part(storage::Writer& writer, const ArchiveReader& file, const ArchivePart& part,
                      archive::Lacking& lacking) {
    RowGroup group(writer, part.kind, lacking);
    QY_CHECK(file.each_line(part.name(), part.bytes, kNoHash,
                            [&](std::int64_t line, std::string_view text) { return group.add(line, text); }));
    QY_CHECK(group.put());
    if (!archive::has_connections(part.kind)) return {};
    return file.each_line(part.name(), part.bytes, kNoHash,
                          [&](std::int64_t line, std::string_view text) -> Result<void> {
                              QY_TRY(row, parse_json(text));
                              const auto done = archive::connect(writer, part.kind, row);
                              if (done.ok() || done.error().kind == ErrorKind::unavailable) return done;
                              return invalid("archive.record", {part.kind, std::to_string(line)});
                          });
}

Result<void> put_all(storage::Writer& writer, const ArchiveReader& file, const ArchiveManifest& manifest) {
    QY_TRY(untouched, archive::is_untouched(writer));
    if (!untouched) return conflict("archive.not_empty");
    QY_CHECK(archive::clear_shipped(writer));
    archive::Lacking lacking;
    for (const auto& kind : archive::kinds()) {
        const auto part = std::ranges::find(manifest.parts, kind.name, &ArchivePart::kind);
        if (part != manifest.parts.end()) {
            QY_CHECK(put_part(writer, file, *part, lacking));
        } else {
            lacking.review_tasks |= kind.name == "review_task";
        }
    }
    return archive::finish(writer, lacking);
}

ArchiveReport report_of(const ArchiveManifest& manifest, const std::string& text) {
    ArchiveReport report;
    for (const auto& part : manifest.parts) {
        report.records += part.records;
        report.counts.emplace_back(part.kind, part.records);
    }
    report.fingerprint = to_hex(crypto::sm3(bytes_of(text + "\n")));
    report.personal = manifest.personal;
    return report;
}

}  // namespace

Result<ArchiveReport> read_archive(const Services& services, const model::Actor& actor,
                                   const std::filesystem::path& path) {
    if (actor.channel != model::Channel::operator_command) {
        return denied("permission.denied", {std::string(model::to_string(model::Permission::operate))});
    }
    QY_TRY(file, ArchiveReader::open(path));
    const auto names = file.names();
    if (std::ranges::find(names, kManifestName) == names.end()) return invalid("archive.not_ours");
    QY_TRY(text, manifest_text(file));
    QY_TRY(manifest, collection::manifest_from(text));
    if (manifest.party) return invalid("archive.of_party");
    QY_CHECK(check_names(file, manifest));
    for (const auto& part : manifest.parts) QY_CHECK(check_part(file, part));
    const auto report = report_of(manifest, text);
    const Time now = services.clock.now();
    auto stored = services.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(put_all(writer, file, manifest));
        const JsonObject detail{{"records", report.records}, {"manifest", report.fingerprint}};
        return write_audit(writer, actor, {"archive.import", "party:all", "ok", detail}, now);
    });
    QY_CHECK(std::move(stored));
    return report;
}

}  // namespace qy::business
