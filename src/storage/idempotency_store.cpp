#include "storage/idempotency_store.h"

#include "stored.h"

namespace qy::storage::idempotency {
namespace {

constexpr Statement kFind{
    "idempotency.find",
    "SELECT function, request_hash, status, answer, at FROM idempotency WHERE actor = $actor AND key = $key"};
constexpr Statement kInsert{
    "idempotency.insert",
    "INSERT INTO idempotency (actor, key, function, request_hash, status, answer, at) VALUES ($actor, $key, $function, "
    "$request_hash, $status, $answer, $at)"};
constexpr Statement kRemove{"idempotency.remove", "DELETE FROM idempotency WHERE at < $before"};

}  // namespace

Result<std::optional<Answer>> find(Reader& reader, std::string_view actor, std::string_view key) {
    return reader.first(kFind, {{"actor", actor}, {"key", key}}, [](const Row& row) {
        return Answer{std::string(row.text(0)), std::string(row.text(1)), static_cast<int>(row.integer(2)),
                      std::string(row.text(3)), row.time(4)};
    });
}

Result<void> insert(Writer& writer, std::string_view actor, std::string_view key, const Answer& answer) {
    return insert_row(writer, kInsert,
                      {{"actor", actor},
                       {"key", key},
                       {"function", answer.function},
                       {"request_hash", answer.request_hash},
                       {"status", answer.status},
                       {"answer", answer.answer},
                       {"at", answer.at}});
}

Result<std::int64_t> remove_before(Writer& writer, Time before) {
    return writer.run(kRemove, {{"before", before}});
}

}  // namespace qy::storage::idempotency
