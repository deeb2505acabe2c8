#include "storage/import_file_store.h"

#include "storage/object_store.h"
#include "stored.h"

namespace qy::storage::import_files {
namespace {

constexpr Statement kOldFiles{
    "import_job.old_files",
    "SELECT import_id, file_hash FROM import_job WHERE file_kept = 1 AND changed_at < $before AND state IN ('done', "
    "'cancelled', 'failed') ORDER BY changed_at LIMIT $limit"};
constexpr Statement kForget{"import_job.forget_file", "UPDATE import_job SET file_kept = 0 WHERE import_id = $import"};
constexpr Statement kForgetRows{"import_row.remove", "DELETE FROM import_row WHERE import_id = $import"};
constexpr Statement kForgetAttachments{"import_attachment.remove",
                                       "DELETE FROM import_attachment WHERE import_id = $import"};
constexpr Statement kMapping{"import_mapping.list", "SELECT title, field FROM import_mapping WHERE party_id = $party"};
constexpr Statement kKeepMapping{
    "import_mapping.keep",
    "INSERT INTO import_mapping (party_id, title, field) VALUES ($party, $title, $field) ON CONFLICT (party_id, title) "
    "DO UPDATE SET field = excluded.field"};

}  // namespace

Result<std::int64_t> forget_old(Writer& writer, Time before, std::int64_t limit) {
    QY_TRY(old, writer.all(kOldFiles, {{"before", before}, {"limit", limit}}, [](const Row& row) {
        return std::pair(row.id<model::ImportId>(0), std::string(row.text(1)));
    }));
    for (const auto& [id, file_hash] : old) {
        QY_TRY(rows, writer.run(kForgetRows, {{"import", id}}));
        (void)rows;
        QY_TRY(attachments, writer.run(kForgetAttachments, {{"import", id}}));
        (void)attachments;
        QY_CHECK(update_row(writer, kForget, {{"import", id}}));
        QY_CHECK(objects::release(writer, file_hash));
    }
    return static_cast<std::int64_t>(old.size());
}

Result<std::map<std::string, std::string>> mapping_of(Reader& reader, model::PartyId party) {
    std::map<std::string, std::string> mapping;
    QY_CHECK(reader.each(kMapping, {{"party", party.number()}}, [&](const Row& row) -> Result<void> {
        mapping.emplace(row.text(0), row.text(1));
        return {};
    }));
    return mapping;
}

Result<void> keep_mapping(Writer& writer, model::PartyId party, std::string_view title, std::string_view field) {
    return insert_row(writer, kKeepMapping, {{"party", party}, {"title", title}, {"field", field}});
}

}  // namespace qy::storage::import_files
