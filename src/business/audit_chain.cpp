#include "audit_chain.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "crypto/atomic_file.h"
#include "crypto/signing_key.h"
#include "crypto/sm3.h"

namespace qy::business {
namespace {

using storage::audit::Record;

// Of a member that may be absent or of another type: empty.
std::string text_of_member(const JsonObject& object, std::string_view name) {
    const auto* const value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::optional<std::int64_t> number_of_member(const JsonObject& object, std::string_view name) {
    const std::string text = text_of_member(object, name);
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string sealed_text(std::string_view action, const ChainPlace& through) {
    return std::string(action) + "\n" + std::to_string(through.position) + "\n" + through.hash + "\n";
}

std::string head_mac(const crypto::WorkingKey& key, std::string_view kind, const JsonObject& head) {
    return to_hex(key.mac({bytes_of(kind), bytes_of("\n"), bytes_of(canonical_text(head))}));
}

Result<crypto::KeyHandle> key_of_epoch(const crypto::Keyring& keys, const JsonObject& object) {
    const auto epoch = number_of_member(object, "epoch");
    if (!epoch || *epoch < 1 || *epoch > 1'000'000) return not_found("keyring.no_key", {"audit", "-"});
    return keys.get(crypto::Purpose::audit, static_cast<int>(*epoch));
}

// The place that an object names, if a key of ours vouches for it.
std::optional<ChainPlace> place_in(const JsonObject& object) {
    const auto position = number_of_member(object, object.contains("through") ? "through" : "position");
    ChainPlace place{position.value_or(-1), text_of_member(object, "hash")};
    const bool known = place.position >= 0 && !place.hash.empty();
    return known || place == kBeforeFirst ? std::optional(place) : std::nullopt;
}

bool is_signed(const crypto::WorkingKey& key, std::string_view action, const ChainPlace& through,
               std::string_view signature) {
    const auto bytes = from_hex(signature);
    if (!bytes.ok()) return false;
    const auto read = crypto::sm2_read_signature(*bytes);
    return read.ok() &&
           crypto::signing_key(key).public_key().verify(bytes_of(sealed_text(action, through)), read->signature).ok();
}

Result<std::optional<std::string>> text_of_file(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error) && !error) return std::optional<std::string>();
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) return unavailable("file.unreadable", {path});
    return std::optional(std::move(text));
}

}  // namespace

std::string audit_hash(const Record& record) {
    JsonObject canonical{{"position", std::to_string(record.position)},
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
    if (record.format != 1) {
        canonical["format"] = std::to_string(record.format);
        canonical["roles"] = record.roles;
        canonical["channel"] = record.channel;
        canonical["before_hash"] = record.before_hash;
        canonical["after_hash"] = record.after_hash;
    }
    return to_hex(crypto::sm3(bytes_of(canonical_text(canonical))));
}

Result<JsonObject> seal_detail(const crypto::Keyring& keys, std::string_view action, const ChainPlace& through) {
    QY_TRY(key, keys.active(crypto::Purpose::audit));
    const auto signature = crypto::signing_key(*key).sign(bytes_of(sealed_text(action, through)));
    return JsonObject{{"through", std::to_string(through.position)},
                      {"hash", through.hash},
                      {"epoch", std::to_string(key->info().epoch)},
                      {"signature", to_hex(signature)}};
}

Result<ChainPlace> read_seal(const crypto::Keyring& keys, const Record& record) {
    const auto wrong = [&] { return corrupt("audit.seal_wrong", {std::to_string(record.position)}); };
    const auto parsed = parse_json(record.detail);
    if (!parsed.ok() || !parsed->is_object()) return wrong();
    const auto& detail = parsed->as_object();
    const auto place = place_in(detail);
    const auto key = key_of_epoch(keys, detail);
    if (!place || !key.ok()) return wrong();
    if (!is_signed(**key, record.action, *place, text_of_member(detail, "signature"))) return wrong();
    return *place;
}

Result<void> write_head(const std::string& path, const crypto::Keyring& keys, const ChainPlace& head, Time now,
                        std::string_view kind) {
    QY_TRY(key, keys.active(crypto::Purpose::audit));
    JsonObject object{{"at", std::to_string(now.microseconds)},
                      {"epoch", std::to_string(key->info().epoch)},
                      {"hash", head.hash},
                      {"position", std::to_string(head.position)}};
    object["mac"] = head_mac(*key, kind, object);
    return crypto::write_private_file(path, canonical_text(object) + "\n", crypto::IfPresent::replace);
}

Result<std::optional<ChainPlace>> read_head(const std::string& path, const crypto::Keyring& keys,
                                            std::string_view kind) {
    QY_TRY(text, text_of_file(path));
    if (!text) return std::optional<ChainPlace>();
    auto parsed = parse_json(*text);
    if (!parsed.ok() || !parsed->is_object()) return corrupt("audit.head_forged");
    auto& object = parsed->as_object();
    const std::string mac = text_of_member(object, "mac");
    object.erase("mac");
    const auto place = place_in(object);
    const auto key = key_of_epoch(keys, object);
    if (!place || !key.ok() || !equal_in_constant_time(bytes_of(mac), bytes_of(head_mac(**key, kind, object)))) {
        return corrupt("audit.head_forged");
    }
    return place;
}

Result<Record> append_seal(storage::Writer& writer, const crypto::Keyring& keys, std::string_view action,
                           const ChainPlace& through, JsonObject more, Time now) {
    QY_TRY(detail, seal_detail(keys, action, through));
    for (auto& member : more) detail[member.key()] = std::move(member.value());
    Record record;
    record.at = now;
    record.actor = kKeeperName;
    record.address = "local";
    record.action = action;
    record.object = "audit_record:" + std::to_string(through.position);
    record.result = "ok";
    record.detail = to_text(detail);
    return storage::audit::append(writer, std::move(record), audit_hash);
}

}  // namespace qy::business
