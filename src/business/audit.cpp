#include "business/audit.h"

#include "base/bytes.h"
#include "crypto/sm3.h"
#include "model/event_time.h"
#include "storage/audit_store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kPage = 1'000;

/// SM3 over the canonical record with the hash of the one before it.
std::string hash_of(const storage::audit::Record& record) {
    const JsonObject canonical{{"position", std::to_string(record.position)},
                               {"at", std::to_string(record.at.microseconds)},
                               {"actor", record.actor},
                               {"party", record.party.to_string()},
                               {"address", record.address},
                               {"action", record.action},
                               {"object", record.object},
                               {"result", record.result},
                               {"request_id", record.request_id},
                               {"detail", record.detail},
                               {"previous_hash", record.previous_hash}};
    return to_hex(crypto::sm3(bytes_of(canonical_text(canonical))));
}

}  // namespace

Result<void> write_audit(storage::Writer& writer, const model::Actor& actor, const AuditNote& note, Time now) {
    storage::audit::Record record;
    record.at = now;
    record.actor = actor.name;
    record.party = actor.party;
    record.address = actor.address;
    record.action = note.action;
    record.object = note.object;
    record.result = note.result;
    record.request_id = actor.request_id;
    record.detail = to_text(note.detail);
    QY_TRY(stored, storage::audit::append(writer, std::move(record), hash_of));
    (void)stored;
    return {};
}

Result<std::int64_t> verify_audit(storage::Reader& reader) {
    std::int64_t expected = 0;
    std::string previous;
    while (true) {
        QY_TRY(records, storage::audit::page(reader, expected, kPage));
        if (records.empty()) return expected;
        for (const auto& record : records) {
            if (record.position != expected || record.previous_hash != previous || record.hash != hash_of(record)) {
                return corrupt("audit.chain_broken", {std::to_string(expected)});
            }
            previous = record.hash;
            ++expected;
        }
    }
}

}  // namespace qy::business
