#include "storage/audit_store.h"

#include "stored.h"

namespace qy::storage::audit {
namespace {

#define QY_AUDIT_COLUMNS \
    "position, at, actor, party_id, address, action, object, result, request_id, detail, previous_hash, hash "

constexpr Statement kInsert{
    "audit_record.insert",
    "INSERT INTO audit_record (position, at, actor, party_id, address, action, object, result, request_id, detail, "
    "previous_hash, hash) VALUES ($position, $at, $actor, $party, $address, $action, $object, $result, $request_id, "
    "$detail, $previous_hash, $hash)"};
constexpr Statement kLast{"audit_record.last",
                          "SELECT " QY_AUDIT_COLUMNS "FROM audit_record ORDER BY position DESC LIMIT 1"};
constexpr Statement kPage{"audit_record.page",
                          "SELECT " QY_AUDIT_COLUMNS
                          "FROM audit_record WHERE position >= $position ORDER BY position LIMIT $limit"};

Record record_of(const Row& row) {
    Record record;
    record.position = row.integer(0);
    record.at = row.time(1);
    record.actor = row.text(2);
    record.party = row.id<model::PartyId>(3);
    record.address = row.text(4);
    record.action = row.text(5);
    record.object = row.text(6);
    record.result = row.text(7);
    record.request_id = row.text(8);
    record.detail = row.text(9);
    record.previous_hash = row.text(10);
    record.hash = row.text(11);
    return record;
}

}  // namespace

Result<Record> append(Writer& writer, Record record, const std::function<std::string(const Record&)>& hash_of) {
    QY_TRY(before, last(writer));
    record.position = before ? before->position + 1 : 0;
    record.previous_hash = before ? before->hash : std::string();
    record.hash = hash_of(record);
    QY_CHECK(insert_row(writer, kInsert,
                        {{"position", record.position},
                         {"at", record.at},
                         {"actor", record.actor},
                         {"party", record.party},
                         {"address", record.address},
                         {"action", record.action},
                         {"object", record.object},
                         {"result", record.result},
                         {"request_id", record.request_id},
                         {"detail", record.detail},
                         {"previous_hash", record.previous_hash},
                         {"hash", record.hash}}));
    return record;
}

Result<std::optional<Record>> last(Reader& reader) {
    return reader.first(kLast, {}, record_of);
}

Result<std::vector<Record>> page(Reader& reader, std::int64_t position, std::int64_t limit) {
    return reader.all(kPage, {{"position", position}, {"limit", limit}}, record_of);
}

}  // namespace qy::storage::audit
