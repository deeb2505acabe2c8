#include "storage/object_store.h"

#include "stored.h"

namespace qy::storage::objects {
namespace {

constexpr Statement kNote{
    "object.note",
    "INSERT INTO object (object_name, bytes, epoch, kept_at) VALUES ($name, $bytes, $epoch, $at) ON CONFLICT "
    "(object_name) DO UPDATE SET epoch = excluded.epoch, damaged = 0, kept_at = excluded.kept_at"};
constexpr Statement kUse{"object.use", "UPDATE object SET uses = uses + 1 WHERE object_name = $name"};
constexpr Statement kRelease{"object.release",
                             "UPDATE object SET uses = uses - 1 WHERE object_name = $name AND uses > 0"};
constexpr Statement kUnused{
    "object.unused",
    "SELECT object_name FROM object WHERE uses = 0 AND kept_at < $before ORDER BY kept_at LIMIT "
    "$limit"};
constexpr Statement kForget{"object.forget",
                            "DELETE FROM object WHERE object_name = $name AND uses = 0 AND kept_at < $before"};
constexpr Statement kOutdated{"object.outdated",
                              "SELECT object_name FROM object WHERE epoch < $epoch AND damaged = 0 ORDER BY epoch, "
                              "object_name LIMIT 1"};
constexpr Statement kSetEpoch{"object.set_epoch", "UPDATE object SET epoch = $epoch WHERE object_name = $name"};
constexpr Statement kSetDamaged{"object.set_damaged", "UPDATE object SET damaged = 1 WHERE object_name = $name"};
constexpr Statement kCounts{"object.counts",
                            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN epoch = $epoch THEN 1 ELSE 0 END), 0), "
                            "COALESCE(SUM(damaged), 0) FROM object"};

}  // namespace

Result<void> note(Writer& writer, const NewObject& object) {
    return insert_row(writer, kNote,
                      {{"name", object.name},
                       {"bytes", static_cast<std::int64_t>(object.bytes)},
                       {"epoch", object.epoch},
                       {"at", object.kept_at}});
}

Result<void> use(Writer& writer, std::string_view name) {
    return update_row(writer, kUse, {{"name", name}});
}

Result<void> release(Writer& writer, std::string_view name) {
    return update_row(writer, kRelease, {{"name", name}});
}

Result<std::vector<std::string>> unused(Reader& reader, Time before, std::int64_t limit) {
    return reader.all(kUnused, {{"before", before}, {"limit", limit}},
                      [](const Row& row) { return std::string(row.text(0)); });
}

Result<bool> forget(Writer& writer, std::string_view name, Time before) {
    QY_TRY(rows, writer.run(kForget, {{"name", name}, {"before", before}}));
    return rows > 0;
}

Result<std::optional<std::string>> outdated(Reader& reader, int epoch) {
    return reader.first(kOutdated, {{"epoch", epoch}}, [](const Row& row) { return std::string(row.text(0)); });
}

Result<void> set_epoch(Writer& writer, std::string_view name, int epoch) {
    return update_row(writer, kSetEpoch, {{"name", name}, {"epoch", epoch}});
}

Result<void> set_damaged(Writer& writer, std::string_view name) {
    return update_row(writer, kSetDamaged, {{"name", name}});
}

Result<Counts> counts(Reader& reader, int epoch) {
    QY_TRY(found, reader.first(kCounts, {{"epoch", epoch}}, [](const Row& row) {
        return Counts{row.integer(0), row.integer(1), row.integer(2)};
    }));
    return found.value_or(Counts{});
}

}  // namespace qy::storage::objects
