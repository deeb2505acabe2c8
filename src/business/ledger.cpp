#include "business/ledger.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/random.h"
#include "crypto/sm3.h"
#include "model/event_time.h"
#include "model/field.h"
#include "storage/event_store.h"
#include "storage/ledger_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::int64_t kPage = 1'000;
constexpr std::string_view kEvent = "event";
constexpr std::string_view kErased = "erased:";     // in place of a salt: the salted hash of what is gone
constexpr std::string_view kRecordSalt = "record";  // its key among the salts; no member of a record has this name

std::string salted_hash(ByteView salt, std::string_view text) {
    static thread_local crypto::Sm3 hash;  // finish() leaves it as good as new
    hash.update(salt);
    hash.update(bytes_of(text));
    const auto digest = hash.finish();
    return to_hex(digest);
}

/// The member that a slash-separated path names, or null.
Json* member(Json& record, std::string_view path) {
    Json* at = &record;
    while (at != nullptr && !path.empty()) {
        const auto slash = path.find('/');
        auto* object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    return at;
}

/// "contents/customer_name": what the field table protects. With its salt such a value could be guessed from the entry.
bool is_protected_member(std::string_view path) {
    const auto field = model::field_of_name(path.substr(path.rfind('/') + 1));
    return field && model::is_protected(model::row_of(*field).data_class);
}

/// Gives the salt of a name: fresh when publishing, stored when verifying.
using SaltOf = std::function<Result<Bytes>(std::string_view name)>;

Result<std::string> commitment_of(Json record, const std::vector<std::string>& hidden, const SaltOf& salt_of) {
    for (const auto& path : hidden) {
        Json* value = member(record, path);
        if (value == nullptr) continue;
        QY_TRY(salt, salt_of(path));
        *value = salted_hash(salt, canonical_text(*value));
    }
    QY_TRY(salt, salt_of(kRecordSalt));
    return salted_hash(salt, canonical_text(record));
}

bool is_erased(const Json& salt) {
    return salt.is_string() && std::string_view(salt.as_string()).starts_with(kErased);
}

/// Puts the hash of an erased member where its value stood.
void put_hash(Json& record, std::string_view path, std::string_view hash) {
    JsonObject* at = &record.as_object();
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        auto& next = (*at)[path.substr(0, slash)];
        if (!next.is_object()) next = JsonObject();
        at = &next.as_object();
        path.remove_prefix(slash + 1);
    }
    (*at)[path] = hash;
}

Error mismatch(std::int64_t position) {
    return corrupt("ledger.mismatch", {std::to_string(position)});
}

Result<void> verify_entry(const storage::ledger::Entry& entry, Json record) {
    QY_TRY(body, parse_json(entry.entry));
    QY_TRY(salts, parse_json(entry.salts));
    std::vector<std::string> hidden;
    for (const auto& salt : salts.as_object()) {
        if (is_erased(salt.value())) {
            put_hash(record, salt.key(), std::string_view(salt.value().as_string()).substr(kErased.size()));
        } else if (salt.key() != kRecordSalt) {
            hidden.emplace_back(salt.key());
        }
    }
    QY_TRY(commitment, commitment_of(std::move(record), hidden, [&](std::string_view name) -> Result<Bytes> {
               const auto* salt = salts.as_object().if_contains(name);
               if (salt == nullptr) return mismatch(entry.position);
               return from_hex(salt->as_string());
           }));
    const auto* const told = body.is_object() ? body.as_object().if_contains("commitment") : nullptr;
    if (told == nullptr || !told->is_string() || told->as_string() != commitment) return mismatch(entry.position);
    return {};
}

/// What the columns say is what the entry says, and the event that it is about still has its commitment.
Result<void> verify_stored(storage::Reader& reader, const storage::ledger::Entry& entry, LedgerReport& report) {
    const auto body = parse_json(entry.entry);
    const bool sound = entry.position == report.entries && body.ok() && body->is_object() &&
                       body->as_object().contains("kind") && body->at("kind") == Json(entry.kind) &&
                       body->at("subject") == Json(entry.subject) &&
                       body->at("record_id") == Json(std::to_string(entry.record_id));
    if (!sound) return mismatch(report.entries);
    ++report.entries;
    if (entry.kind != kEvent) return {};
    QY_TRY(event, storage::events::find(reader, model::Reach::everything(), model::EventId(entry.record_id)));
    if (!event) return mismatch(entry.position);
    QY_CHECK(verify_entry(entry, model::to_json(*event)));
    ++report.recomputed;
    QY_TRY(salts, parse_json(entry.salts));
    for (const auto& salt : salts.as_object()) report.erased += is_erased(salt.value()) ? 1 : 0;
    return {};
}

}  // namespace

Result<std::int64_t> append_to_ledger(storage::Writer& writer, LedgerRecord record, Random& random, Time now) {
    JsonObject salts;
    const Bytes fresh = random.bytes(kSaltBytes * (record.hidden.size() + 1));  // one draw for all
    ByteView left(fresh);
    const auto next_salt = [&](std::string_view name) -> Result<Bytes> {
        Bytes salt(left.begin(), left.begin() + kSaltBytes);
        left = left.subspan(kSaltBytes);
        salts[name] = to_hex(salt);
        return salt;
    };
    QY_TRY(commitment, commitment_of(std::move(record.record), record.hidden, next_salt));
    const bool protects = std::ranges::any_of(record.hidden, is_protected_member);
    QY_TRY(position, storage::ledger::size(writer));
    const JsonObject entry{{"v", 1},
                           {"kind", record.kind},
                           {"subject", record.subject},
                           {"record_id", std::to_string(record.record_id)},
                           {"commitment", commitment},
                           {"recorded_at", model::to_rfc3339(now)}};
    QY_CHECK(storage::ledger::append(writer, {position, record.kind, record.subject, record.record_id,
                                              canonical_text(entry), to_text(salts), protects}));
    return position;
}

Result<void> forget_salts(storage::Writer& writer, std::int64_t record_id, const Json& record,
                          const std::vector<std::string>& members) {
    QY_TRY(position, storage::ledger::position_of(writer, record_id));
    if (!position) return {};
    QY_TRY(found, storage::ledger::find(writer, *position));
    if (!found) return not_found("ledger.no_entry", {std::to_string(*position)});
    auto entry = *std::move(found);
    QY_TRY(salts, parse_json(entry.salts));
    Json left = record;
    for (const auto& path : members) {
        const Json* const value = member(left, path);
        auto* const salt = salts.as_object().if_contains(path);
        if (value == nullptr || salt == nullptr || is_erased(*salt)) continue;
        QY_TRY(bytes, from_hex(salt->as_string()));
        *salt = std::string(kErased) + salted_hash(bytes, canonical_text(*value));
    }
    entry.salts = to_text(salts);
    return storage::ledger::set_salts(writer, entry);
}

Result<std::string> salts_without_values(storage::Reader& reader, const storage::ledger::Entry& entry) {
    QY_TRY(salts, parse_json(entry.salts));
    QY_TRY(event, storage::events::find(reader, model::Reach::everything(), model::EventId(entry.record_id)));
    Json record = event ? model::to_json(*event) : Json(JsonObject());
    JsonObject left;
    for (const auto& salt : salts.as_object()) {
        const Json* const value = member(record, salt.key());
        const bool may_leave = is_erased(salt.value()) || !is_protected_member(salt.key());
        if (may_leave || value == nullptr) {
            if (may_leave) left.emplace(salt.key(), salt.value());
            continue;
        }
        QY_TRY(bytes, from_hex(salt.value().as_string()));
        left.emplace(salt.key(), std::string(kErased) + salted_hash(bytes, canonical_text(*value)));
    }
    return to_text(left);
}

Result<void> verify_ledger_entry(storage::Reader& reader, std::int64_t position, const Json& record) {
    QY_TRY(entry, storage::ledger::find(reader, position));
    if (!entry) return not_found("ledger.no_entry", {std::to_string(position)});
    return verify_entry(*entry, record);
}

Result<LedgerReport> verify_ledger(const Services& services) {
    LedgerReport report;
    while (true) {
        const auto from = report.entries;
        auto page = services.store.read([&](storage::Reader& reader) -> Result<void> {
            QY_TRY(entries, storage::ledger::page(reader, from, kPage));
            for (const auto& entry : entries) QY_CHECK(verify_stored(reader, entry, report));
            return {};
        });
        QY_CHECK(std::move(page));
        if (report.entries == from) return report;
    }
}

}  // namespace qy::business
