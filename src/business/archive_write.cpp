// Writing an archive.
#include <utility>

#include "archive_rows.h"
#include "base/archive_limits.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "business/archive.h"
#include "business/audit.h"
#include "business/export_desk.h"
#include "business/ledger.h"
#include "business/media_desk.h"
#include "code_access.h"
#include "collection/archive_file.h"
#include "collection/archive_manifest.h"
#include "crypto/sm3.h"
#include "storage/archive_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using collection::ArchiveManifest;
using collection::ArchivePart;

constexpr std::string_view kRowsKind = "rows";

bool is_at_the_machine(const model::Actor& actor) {
    return actor.channel == model::Channel::operator_command || actor.channel == model::Channel::demo;
}

/// Everything is the operator's to take, at the machine; a party's records its own people's.
Result<void> check_right(const Services& services, const model::Actor& actor, const ArchiveOrder& order) {
    if (is_at_the_machine(actor)) {
        if (order.personal && order.reason.empty()) return invalid("archive.reason");
        return {};
    }
    QY_CHECK(need(actor, model::Permission::read_submissions));
    if (order.party && order.party != actor.party) {
        return refused_party(services, actor, order.party, model::Permission::operate);
    }
    return order.party && !order.personal ? Result<void>() : need(actor, model::Permission::operate);
}

using Next = collection::ArchiveWriter::Next;

/// What passes is counted and hashed into the part.
Next counted(ArchivePart& part, Next next) {
    auto hash = std::make_shared<crypto::Sm3>();
    return [&part, hash, next = std::move(next)](std::string& chunk) -> Result<bool> {
        QY_TRY(more, next(chunk));
        part.bytes += chunk.size();
        hash->update(bytes_of(chunk));
        if (!more) part.sm3 = to_hex(hash->finish());
        return more;
    };
}

/// The rows of one table, page by page.
Next lines_of(storage::Reader& reader, const storage::archive::Wanted& wanted, ArchivePart& part) {
    auto cursor = std::make_shared<storage::archive::Cursor>();
    return [&reader, &wanted, &part, cursor](std::string& chunk) -> Result<bool> {
        chunk.clear();
        QY_TRY(count,
               storage::archive::append_rows(reader, part.kind, wanted, *cursor, limits::archive_page_rows, chunk));
        part.records += count;
        return count == limits::archive_page_rows;
    };
}

Next rows_of(std::shared_ptr<ArchiveRows> rows, ArchivePart& part) {
    return [rows = std::move(rows), &part](std::string& chunk) -> Result<bool> {
        QY_TRY(more, rows->next(chunk));
        part.records = rows->rows();
        return more;
    };
}

Next content_of(MediaDesk& media, const ArchiveFile& file) {
    return [&media, &file](std::string& chunk) -> Result<bool> {
        QY_TRY(content, media.content(file.media, MediaSize::whole));
        chunk = text_of(content);
        return false;
    };
}

std::vector<ArchivePart> parts_for(const ArchiveOrder& order, const std::vector<ArchiveFile>& files) {
    std::vector<ArchivePart> parts;
    for (const auto& kind : storage::archive::kinds()) {
        if (!order.party || kind.own) parts.push_back({std::string(kind.name), 0, 0, {}, {}});
    }
    if (order.party) parts.push_back({std::string(kRowsKind), 0, 0, {}, std::string(collection::kArchiveRows)});
    for (const auto& file : files) parts.push_back({std::string(collection::kArchiveFile), 1, 0, {}, file.name});
    return parts;
}

/// All parts from one snapshot; the manifest is made when they are through.
Result<void> write_parts(storage::Reader& reader, MediaDesk* media, const std::vector<ArchiveFile>& files,
                         ArchiveManifest& manifest, std::string& manifest_text, const std::filesystem::path& path) {
    const storage::archive::Wanted wanted{manifest.party, manifest.personal, &salts_without_values};
    QY_TRY(out, collection::ArchiveWriter::create(path));
    auto file = files.begin();
    for (auto& part : manifest.parts) {
        Next next;
        if (part.kind == collection::kArchiveFile) {
            next = content_of(*media, *file++);
        } else if (part.kind == kRowsKind) {
            QY_TRY(rows, ArchiveRows::open(reader, manifest.party, manifest.personal, files));
            next = rows_of(std::make_shared<ArchiveRows>(std::move(rows)), part);
        } else {
            next = lines_of(reader, wanted, part);
        }
        QY_CHECK(out.add(part.name(), counted(part, std::move(next))));
    }
    QY_CHECK(out.add(collection::kManifestName, [&](std::string& chunk) -> Result<bool> {
        manifest_text = to_text(manifest);
        chunk = manifest_text;
        return false;
    }));
    return out.close();
}

/// Photos show somebody: they leave with the other personal values.
Result<std::vector<ArchiveFile>> files_for(const Services& services, const ArchiveOrder& order,
                                           const MediaDesk* media) {
    const bool personal = order.personal || !order.approval.is_none();
    if (!order.party || !personal || !order.files || media == nullptr) return std::vector<ArchiveFile>();
    return services.store.read([&](storage::Reader& reader) { return archive_files(reader, order.party); });
}

Result<void> tell(const Services& services, const model::Actor& actor, const ArchiveOrder& order, bool personal) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        if (!order.approval.is_none()) {
            QY_CHECK(use_export_approval(writer, services, actor, order.approval, ""));
        }
        const std::string object = "party:" + (order.party ? order.party.to_string() : std::string("all"));
        JsonObject detail{{"format", "archive"}, {"personal", personal}};
        if (!order.reason.empty()) detail["reason"] = order.reason;
        return write_audit(writer, actor, {"archive.export", object, "ok", std::move(detail)}, now);
    });
}

}  // namespace

Result<ArchiveReport> write_archive(const Services& services, const model::Actor& actor, const ArchiveOrder& order,
                                    const std::filesystem::path& path, MediaDesk* media) {
    QY_CHECK(check_right(services, actor, order));
    QY_TRY(files, files_for(services, order, media));
    ArchiveManifest manifest{order.party, order.personal || !order.approval.is_none(), parts_for(order, files)};
    QY_CHECK(tell(services, actor, order, manifest.personal));
    std::string manifest_text;
    QY_CHECK(services.store.read(
        [&](storage::Reader& reader) { return write_parts(reader, media, files, manifest, manifest_text, path); }));
    ArchiveReport report;
    for (const auto& part : manifest.parts) {
        report.records += part.records;
        if (part.kind != collection::kArchiveFile) report.counts.emplace_back(part.kind, part.records);
    }
    if (!files.empty()) report.counts.emplace_back(collection::kArchiveFile, static_cast<std::int64_t>(files.size()));
    report.fingerprint = to_hex(crypto::sm3(bytes_of(manifest_text)));
    report.personal = manifest.personal;
    return report;
}

}  // namespace qy::business
