#include "storage/upload_store.h"

#include "stored.h"

namespace qy::storage::uploads {
namespace {

/// The same statements for each table.
struct Statements {
    Statement insert;
    Statement find;
    Statement grow;
    Statement remove;
    Statement count;
    Statement old;
};
#define QY_UPLOADS(table, id)                                                                                        \
    {                                                                                                                \
        {table ".insert", "INSERT INTO " table " (" id                                                               \
                          ", party_id, author, bytes, created_at) VALUES ($upload, $party, $author, $bytes, $at)"},  \
            {table ".find", "SELECT " id ", party_id, author, bytes, created_at FROM " table " WHERE " id            \
                            " = $upload AND party_id = $party AND author = $author"},                                \
            {table ".grow", "UPDATE " table " SET bytes = $to WHERE " id " = $upload AND bytes = $from"},            \
            {table ".remove", "DELETE FROM " table " WHERE " id " = $upload"},                                       \
            {table ".count", "SELECT COUNT(*) FROM " table " WHERE party_id = $party"}, {                            \
            table ".old", "SELECT " id " FROM " table " WHERE created_at < $before ORDER BY created_at LIMIT $limit" \
        }                                                                                                            \
    }

constexpr Statements kImport QY_UPLOADS("import_upload", "import_id");
constexpr Statements kMedia QY_UPLOADS("media_upload", "media_upload_id");

const Statements& of(Kind kind) {
    return kind == Kind::import ? kImport : kMedia;
}

Upload upload_of(const Row& row) {
    return {row.integer(0), row.id<model::PartyId>(1), std::string(row.text(2)), row.integer(3), row.time(4)};
}

}  // namespace

Result<void> insert(Writer& writer, Kind kind, const Upload& upload) {
    return insert_row(writer, of(kind).insert,
                      {{"upload", upload.id},
                       {"party", upload.party},
                       {"author", upload.author},
                       {"bytes", upload.bytes},
                       {"at", upload.created_at}});
}

Result<std::optional<Upload>> find(Reader& reader, Kind kind, std::int64_t id, model::PartyId party,
                                   std::string_view author) {
    return reader.first(of(kind).find, {{"upload", id}, {"party", party.number()}, {"author", author}}, upload_of);
}

Result<bool> grow(Writer& writer, Kind kind, std::int64_t id, std::int64_t from, std::int64_t to) {
    QY_TRY(rows, writer.run(of(kind).grow, {{"upload", id}, {"from", from}, {"to", to}}));
    return rows > 0;
}

Result<bool> remove(Writer& writer, Kind kind, std::int64_t id) {
    QY_TRY(rows, writer.run(of(kind).remove, {{"upload", id}}));
    return rows > 0;
}

Result<std::int64_t> count(Reader& reader, Kind kind, model::PartyId party) {
    QY_TRY(found,
           reader.first(of(kind).count, {{"party", party.number()}}, [](const Row& row) { return row.integer(0); }));
    return found.value_or(0);
}

Result<std::vector<std::int64_t>> old(Reader& reader, Kind kind, Time before, std::int64_t limit) {
    return reader.all(of(kind).old, {{"before", before}, {"limit", limit}},
                      [](const Row& row) { return row.integer(0); });
}

}  // namespace qy::storage::uploads
