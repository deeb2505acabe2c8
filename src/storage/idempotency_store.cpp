#include "storage/idempotency_store.h"

#include "storage/vault.h"
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

/// Both may hold or tell of personal data: the answer shows it, and a value could be guessed by the plain hash.
struct Places {
    Places(std::string_view actor, std::string_view key)
        : row(std::string(actor) + "\n" + std::string(key)),
          answer{"idempotency", "answer", 0, row},
          request_hash{"idempotency", "request_hash", 0, row} {}
    std::string row;
    Place answer;
    Place request_hash;
};

}  // namespace

Result<std::optional<Answer>> find(Reader& reader, std::string_view actor, std::string_view key) {
    const Places places(actor, key);
    const auto answer_from = [&](const Row& row) -> Result<Answer> {
        QY_TRY(hash, reader.vault().open(places.request_hash, row.text(1)));
        QY_TRY(answer, reader.vault().open(places.answer, row.text(3)));
        return Answer{std::string(row.text(0)), std::move(hash), static_cast<int>(row.integer(2)), std::move(answer),
                      row.time(4)};
    };
    return first_of(reader, kFind, {{"actor", actor}, {"key", key}}, answer_from);
}

Result<void> insert(Writer& writer, std::string_view actor, std::string_view key, const Answer& answer) {
    const Places places(actor, key);
    QY_TRY(hash, writer.vault().seal(places.request_hash, answer.request_hash));
    QY_TRY(sealed, writer.vault().seal(places.answer, answer.answer));
    return insert_row(writer, kInsert,
                      {{"actor", actor},
                       {"key", key},
                       {"function", answer.function},
                       {"request_hash", hash},
                       {"status", answer.status},
                       {"answer", sealed},
                       {"at", answer.at}});
}

Result<std::int64_t> remove_before(Writer& writer, Time before) {
    return writer.run(kRemove, {{"before", before}});
}

}  // namespace qy::storage::idempotency
