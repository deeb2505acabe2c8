#include "storage/follower_store.h"

#include "stored.h"

namespace qy::storage::followers {
namespace {

constexpr Statement kCursor{"follower_cursor.find", "SELECT position FROM follower_cursor WHERE follower = $follower"};
constexpr Statement kSetCursor{
    "follower_cursor.set",
    "INSERT INTO follower_cursor (follower, position) VALUES ($follower, $position) ON CONFLICT (follower) DO UPDATE "
    "SET position = excluded.position"};

}  // namespace

Result<std::int64_t> cursor(Reader& reader, std::string_view follower) {
    QY_TRY(found, reader.first(kCursor, {{"follower", follower}}, [](const Row& row) { return row.integer(0); }));
    return found.value_or(0);
}

Result<void> set_cursor(Writer& writer, std::string_view follower, std::int64_t position) {
    return insert_row(writer, kSetCursor, {{"follower", follower}, {"position", position}});
}

Result<std::vector<ledger::Entry>> entries(Reader& reader, std::int64_t position, std::int64_t limit) {
    return ledger::page(reader, position, limit);
}

}  // namespace qy::storage::followers
