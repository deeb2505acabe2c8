#include "business/ledger.h"

#include "base/bytes.h"
#include "base/random.h"
#include "crypto/sm3.h"
#include "model/event_time.h"
#include "storage/ledger_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::size_t kSaltBytes = 16;
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
    QY_TRY(position, storage::ledger::size(writer));
    const JsonObject entry{{"v", 1},
                           {"kind", record.kind},
                           {"subject", record.subject},
                           {"record_id", std::to_string(record.record_id)},
                           {"commitment", commitment},
                           {"recorded_at", model::to_rfc3339(now)}};
    QY_CHECK(storage::ledger::append(
        writer, {position, record.kind, record.subject, record.record_id, canonical_text(entry), to_text(salts)}));
    return position;
}

Result<void> verify_ledger_entry(storage::Reader& reader, std::int64_t position, const Json& record) {
    QY_TRY(entry, storage::ledger::find(reader, position));
    if (!entry) return not_found("ledger.no_entry", {std::to_string(position)});
    QY_TRY(body, parse_json(entry->entry));
    QY_TRY(salts, parse_json(entry->salts));
    std::vector<std::string> hidden;
    for (const auto& salt : salts.as_object()) {
        if (salt.key() != kRecordSalt) hidden.emplace_back(salt.key());
    }
    QY_TRY(commitment, commitment_of(record, hidden, [&](std::string_view name) -> Result<Bytes> {
               const auto* salt = salts.as_object().if_contains(name);
               if (salt == nullptr) return corrupt("ledger.mismatch", {std::to_string(position)});
               return from_hex(salt->as_string());
           }));
    if (body.as_object().at("commitment").as_string() != commitment) {
        return corrupt("ledger.mismatch", {std::to_string(position)});
    }
    return {};
}

}  // namespace qy::business
