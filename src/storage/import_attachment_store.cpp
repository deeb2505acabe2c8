#include "storage/import_attachment_store.h"

#include "stored.h"

namespace qy::storage::import_attachments {
namespace {

constexpr Statement kInsert{
    "import_attachment.insert",
    "INSERT INTO import_attachment (import_id, number, name, outcome, line, subject, subject_id, media_id, faults) "
    "VALUES ($import, $number, $name, $outcome, $line, $subject, $subject_id, $media, $faults)"};
constexpr Statement kList{
    "import_attachment.list",
    "SELECT number, name, outcome, line, subject, subject_id, media_id, faults FROM import_attachment WHERE import_id "
    "= $import AND number >= $first ORDER BY number LIMIT $limit"};

Result<Attachment> attachment_of(const Row& row) {
    Attachment one;
    one.number = row.integer(0);
    one.name = row.text(1);
    one.outcome = row.text(2);
    if (!row.is_null(3)) one.line = row.integer(3);
    if (!row.is_null(4)) {
        one.subject = model::parse_media_subject(row.text(4));
        if (!one.subject) return unknown_word("import_attachment.subject", row.text(4));
        one.subject_id = row.integer(5);
    }
    one.media = row.id<model::MediaId>(6);
    one.faults = row.text(7);
    return one;
}

}  // namespace

Result<void> insert(Writer& writer, model::ImportId import, const Attachment& one) {
    const Bind subject = one.subject ? Bind("subject", model::to_string(*one.subject)) : Bind("subject", nullptr);
    return insert_row(writer, kInsert,
                      {{"import", import},
                       {"number", one.number},
                       {"name", one.name},
                       {"outcome", one.outcome},
                       {"line", one.line},
                       subject,
                       {"subject_id", one.subject_id},
                       {"media", one.media},
                       {"faults", one.faults}});
}

Result<std::vector<Attachment>> list(Reader& reader, model::ImportId import, std::int64_t first, std::int64_t limit) {
    return all_of(reader, kList, {{"import", import}, {"first", first}, {"limit", limit}}, attachment_of);
}

}  // namespace qy::storage::import_attachments
