#include "storage/change_store.h"

#include "reach.h"
#include "stored.h"

namespace qy::storage::changes {
namespace {

#define QY_NOTE "position, at, thing, subject_id, party_id, brand_id, what"
#define QY_NOTE_OF_C "c.position, c.at, c.thing, c.subject_id, c.party_id, c.brand_id, c.what"

constexpr Statement kAppend{"change_note.append", "INSERT INTO change_note (" QY_NOTE
                                                  ") VALUES ((SELECT coalesce(max(position), 0) + 1 FROM change_note), "
                                                  "$at, $thing, $subject, $party, $brand, $what)"};
constexpr Statement kAppendLot{
    "change_note.append_lot",
    "INSERT INTO change_note (" QY_NOTE
    ") SELECT (SELECT coalesce(max(position), 0) + 1 FROM change_note), $at, 'lot', l.lot_id, l.owner_id, p.brand_id, "
    "$what FROM lot l LEFT JOIN product p ON p.product_id = l.product_id WHERE l.lot_id = $lot"};
constexpr Statement kNewest{"change_note.newest", "SELECT max(position) FROM change_note"};
constexpr Statement kOldest{"change_note.oldest", "SELECT min(position) FROM change_note"};
constexpr Statement kAfter{"change_note.after", "SELECT " QY_NOTE
                                                " FROM change_note WHERE position > $position ORDER BY position LIMIT "
                                                "$limit"};
constexpr Statement kReached{
    "change_note.reached",
    "SELECT " QY_NOTE_OF_C
    " FROM (SELECT * FROM change_note WHERE position > $position ORDER BY position LIMIT "
    "$limit) c WHERE c.party_id IS NULL OR (c.thing <> 'submission' AND " QY_REACHED("c.party_id", "c.brand_id") ") OR "
    "(c.thing = 'submission' AND " QY_REACHED_RECORD("c.party_id", "c.brand_id") ") ORDER BY c.position"};
constexpr Statement kAbout{"change_note.about", "SELECT " QY_NOTE
                                                " FROM change_note WHERE subject_id {in:subjects} AND position > "
                                                "$position ORDER BY position LIMIT $limit"};
constexpr Statement kRemove{
    "change_note.remove",
    "DELETE FROM change_note WHERE position IN (SELECT position FROM change_note WHERE at < $before AND position < "
    "(SELECT max(position) FROM change_note) ORDER BY position LIMIT $limit)"};

Result<model::ChangeNote> note_of(const Row& row) {
    const auto thing = model::parse_changed_thing(row.text(2));
    if (!thing) return unknown_word("change_note.thing", row.text(2));
    return model::ChangeNote{row.integer(0),
                             row.time(1),
                             *thing,
                             row.integer(3),
                             row.id<model::PartyId>(4),
                             row.id<model::BrandId>(5),
                             std::string(row.text(6))};
}

Result<std::int64_t> position(Reader& reader, const Statement& statement) {
    QY_TRY(found, reader.first(statement, {}, [](const Row& row) { return row.integer(0); }));
    return found.value_or(0);
}

}  // namespace

Result<void> append(Writer& writer, const model::ChangeNote& note) {
    return insert_row(writer, kAppend,
                      {{"at", note.at},
                       {"thing", model::to_string(note.thing)},
                       {"subject", note.subject},
                       {"party", note.party},
                       {"brand", note.brand},
                       {"what", note.what}});
}

Result<void> append_lot(Writer& writer, model::LotId lot, std::string_view what, Time at) {
    return insert_row(writer, kAppendLot, {{"lot", lot}, {"what", what}, {"at", at}});
}

Result<std::int64_t> newest(Reader& reader) {
    return position(reader, kNewest);
}

Result<std::int64_t> oldest(Reader& reader) {
    return position(reader, kOldest);
}

Result<std::vector<model::ChangeNote>> after(Reader& reader, std::int64_t position, std::int64_t limit) {
    return all_of(reader, kAfter, {{"position", position}, {"limit", limit}}, note_of);
}

Result<std::vector<model::ChangeNote>> after(Reader& reader, const model::Reach& reach, std::int64_t position,
                                             std::int64_t limit) {
    return all_of(reader, kReached, {{"position", position}, {"limit", limit}, QY_REACH_GRANT_BINDS(reach)}, note_of);
}

Result<std::vector<model::ChangeNote>> about(Reader& reader, const std::vector<std::int64_t>& subjects,
                                             std::int64_t position, std::int64_t limit) {
    return all_of(reader, kAbout,
                  {{"subjects", std::span<const std::int64_t>(subjects)}, {"position", position}, {"limit", limit}},
                  note_of);
}

Result<std::int64_t> remove_before(Writer& writer, Time before, std::int64_t limit) {
    return writer.run(kRemove, {{"before", before}, {"limit", limit}});
}

}  // namespace qy::storage::changes
