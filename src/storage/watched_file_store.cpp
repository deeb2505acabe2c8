#include "storage/watched_file_store.h"

#include "stored.h"

namespace qy::storage::watched_files {
namespace {

constexpr Statement kInsert{"watched_file.insert",
                            "INSERT INTO watched_file (import_id, folder, file_name, bytes, modified_at, recorder_id) "
                            "VALUES ($import, $folder, "
                            "$file_name, $bytes, $modified_at, $recorder)"};
constexpr Statement kOpen{"watched_file.open",
                          "SELECT import_id, folder, file_name, bytes, modified_at, recorder_id FROM watched_file "
                          "ORDER BY import_id LIMIT $limit"};
constexpr Statement kFind{"watched_file.find",
                          "SELECT import_id FROM watched_file WHERE folder = $folder AND file_name = $file_name"};
constexpr Statement kRemove{"watched_file.remove", "DELETE FROM watched_file WHERE import_id = $import"};

}  // namespace

Result<void> insert(Writer& writer, const WatchedFile& file) {
    return insert_row(writer, kInsert,
                      {{"import", file.upload},
                       {"folder", file.folder},
                       {"file_name", file.file_name},
                       {"bytes", file.bytes},
                       {"modified_at", file.modified_at},
                       {"recorder", file.recorder}});
}

Result<std::vector<WatchedFile>> open_ones(Reader& reader, std::int64_t limit) {
    return reader.all(kOpen, {{"limit", limit}}, [](const Row& row) {
        return WatchedFile{row.id<model::ImportUploadId>(0),
                           std::string(row.text(1)),
                           std::string(row.text(2)),
                           row.integer(3),
                           row.time(4),
                           row.id<model::PartyId>(5)};
    });
}

Result<bool> is_open(Reader& reader, const WatchedFile& file) {
    QY_TRY(found, reader.first(kFind, {{"folder", file.folder}, {"file_name", file.file_name}},
                               [](const Row& row) { return row.integer(0); }));
    return found.has_value();
}

Result<void> remove(Writer& writer, model::ImportUploadId upload) {
    QY_TRY(gone, writer.run(kRemove, {{"import", upload}}));
    (void)gone;
    return {};
}

}  // namespace qy::storage::watched_files
