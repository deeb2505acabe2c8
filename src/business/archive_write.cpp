// Writing an archive.
#include <utility>

#include "archive_manifest.h"
#include "base/archive_limits.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "business/archive.h"
#include "business/audit.h"
#include "business/export_desk.h"
#include "business/ledger.h"
#include "code_access.h"
#include "collection/archive_file.h"
#include "crypto/sm3.h"
#include "storage/archive_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

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

/// One part on its way into the file: rows page by page, hashed and counted.
class PartSource {
 public:
    PartSource(storage::Reader& reader, const storage::archive::Wanted& wanted, ArchivePart& part)
        : reader_(reader), wanted_(wanted), part_(part) {}
    Result<bool> next(std::string& chunk) {
        chunk.clear();
        QY_TRY(count,
               storage::archive::append_rows(reader_, part_.kind, wanted_, cursor_, limits::archive_page_rows, chunk));
        part_.records += count;
        part_.bytes += chunk.size();
        hash_.update(bytes_of(chunk));
        if (count == limits::archive_page_rows) return true;
        part_.sm3 = to_hex(hash_.finish());
        return false;
    }

 private:
    storage::Reader& reader_;
    const storage::archive::Wanted& wanted_;
    ArchivePart& part_;
    storage::archive::Cursor cursor_;
    crypto::Sm3 hash_;
};

std::vector<ArchivePart> parts_for(const ArchiveOrder& order) {
    std::vector<ArchivePart> parts;
    for (const auto& kind : storage::archive::kinds()) {
        if (!order.party || kind.own) parts.push_back({std::string(kind.name), 0, 0, {}});
    }
    return parts;
}

/// All parts from one snapshot; the manifest is made when they are through.
Result<void> write_parts(storage::Reader& reader, ArchiveManifest& manifest, std::string& manifest_text,
                         const std::filesystem::path& path) {
    const storage::archive::Wanted wanted{manifest.party, manifest.personal, &salts_without_values};
    QY_TRY(file, collection::ArchiveWriter::create(path));
    for (auto& part : manifest.parts) {
        auto source = std::make_shared<PartSource>(reader, wanted, part);
        QY_CHECK(file.add(part.name(), [source](std::string& chunk) { return source->next(chunk); }));
    }
    QY_CHECK(file.add(kManifestName, [&](std::string& chunk) -> Result<bool> {
        manifest_text = to_text(manifest);
        chunk = manifest_text;
        return false;
    }));
    return file.close();
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
                                    const std::filesystem::path& path) {
    QY_CHECK(check_right(services, actor, order));
    ArchiveManifest manifest{order.party, order.personal || !order.approval.is_none(), parts_for(order)};
    QY_CHECK(tell(services, actor, order, manifest.personal));
    std::string manifest_text;
    QY_CHECK(services.store.read(
        [&](storage::Reader& reader) -> Result<void> { return write_parts(reader, manifest, manifest_text, path); }));
    ArchiveReport report;
    for (const auto& part : manifest.parts) {
        report.records += part.records;
        report.counts.emplace_back(part.kind, part.records);
    }
    report.fingerprint = to_hex(crypto::sm3(bytes_of(manifest_text)));
    report.personal = manifest.personal;
    return report;
}

}  // namespace qy::business
