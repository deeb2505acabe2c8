#include "business/audit.h"

#include <charconv>

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

Result<std::vector<storage::audit::Record>> records_from(const Services& services, std::int64_t position,
                                                         std::int64_t limit) {
    return services.store.read([&](storage::Reader& reader) { return storage::audit::page(reader, position, limit); });
}

JsonObject json_of(const storage::audit::Record& record) {
    return {{"position", std::to_string(record.position)},
            {"at", model::to_rfc3339(record.at)},
            {"actor", record.actor},
            {"party_id", record.party ? Json(record.party.to_string()) : Json(nullptr)},
            {"address", record.address},
            {"action", record.action},
            {"object", record.object},
            {"result", record.result},
            {"request_id", record.request_id},
            {"detail", record.detail},
            {"hash", record.hash}};
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

Result<void> write_audit_alone(const Services& services, const model::Actor& actor, const AuditNote& note) {
    const Time now = services.clock.now();
    return services.store.write(
        [&](storage::Writer& writer) -> Result<void> { return write_audit(writer, actor, note, now); },
        storage::Effect::bookkeeping);
}

Result<std::int64_t> verify_audit(const Services& services) {
    std::int64_t expected = 0;
    std::string previous;
    while (true) {
        QY_TRY(records, records_from(services, expected, kPage));
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

Result<AuditPage> audit_page(const Services& services, std::string_view cursor, std::int64_t limit) {
    std::int64_t position = 0;
    const auto [end, fault] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), position);
    if (fault != std::errc() || end != cursor.data() + cursor.size() || position < 0) {
        return invalid("cursor.malformed").at("cursor");
    }
    QY_TRY(records, records_from(services, position, limit + 1));
    AuditPage page;
    for (const auto& record : records) {
        if (static_cast<std::int64_t>(page.items.size()) == limit) {
            page.next = std::to_string(record.position);
            break;
        }
        page.items.push_back(json_of(record));
    }
    return page;
}

}  // namespace qy::business
