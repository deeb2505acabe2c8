#include "keyring_file.h"

#include <algorithm>

#include "base/json.h"
#include "base/limits.h"

namespace qy::crypto {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kTextMax = 128;
constexpr std::size_t kMasterIdBytes = 8;
constexpr std::int64_t kMicrosecondsMax = (std::int64_t{1} << 53) - 1;  // what JSON holds exactly

Digest derive(const Secret<Bytes>& master, ByteView salt, std::string_view info) {
    const auto key = hkdf_sm3(master.expose(), salt, bytes_of(info), sizeof(Digest));
    Digest out{};
    std::copy(key.expose().begin(), key.expose().end(), out.begin());
    return out;
}

Error corrupt_file(const std::string& path, std::string reason) {
    return corrupt("keyring.corrupt", {path}).because(std::move(reason));
}

JsonObject object_of(const KeyRow& row) {
    JsonObject out;
    out["purpose"] = std::string(to_string(row.info.purpose));
    out["epoch"] = row.info.epoch;
    out["id"] = row.info.id;
    out["created_us"] = row.info.created_at.microseconds;
    out["status"] = row.info.status == KeyStatus::active ? "active" : "retired";
    out["iv"] = to_hex(row.iv);
    out["wrapped"] = to_hex(row.wrapped);
    return out;
}

/// The member `mac`, taken out; empty when it is not a text.
std::string take_mac(JsonObject& object) {
    const Json* member = object.if_contains("mac");
    std::string mac = member != nullptr && member->is_string() ? std::string(member->as_string()) : "";
    object.erase("mac");
    return mac;
}

bool mac_fits(const KeyWrapping& wrapping, std::string_view label, JsonObject object) {
    const std::string given = take_mac(object);
    const std::string expected = to_hex(wrapping.mac(label, canonical_text(object)));
    return equal_in_constant_time(bytes_of(given), bytes_of(expected));
}

Result<KeyRow> row_of(const Json& value, const std::string& where) {
    ObjectReader in(value, where);
    const auto purpose = purpose_of(in.text("purpose", kTextMax));
    const auto epoch = in.integer("epoch", 1, limits::key_epoch_max);
    auto id = in.text("id", kTextMax);
    const Time created_at{in.integer("created_us", 0, kMicrosecondsMax)};
    const auto status = in.text("status", kTextMax);
    const auto iv = from_hex(in.text("iv", kTextMax));
    auto wrapped = from_hex(in.text("wrapped", kTextMax));
    (void)in.text("mac", kTextMax);
    QY_CHECK(in.finish());
    KeyRow row{{}, {}, {}};
    const bool sound = purpose && iv.ok() && iv->size() == row.iv.size() && wrapped.ok() &&
                       wrapped->size() == WorkingKey::material_bytes && (status == "active" || status == "retired");
    if (!sound) return invalid("request.invalid");
    row.info = {*purpose, static_cast<int>(epoch), std::move(id), created_at,
                status == "active" ? KeyStatus::active : KeyStatus::retired};
    std::copy(iv->begin(), iv->end(), row.iv.begin());
    row.wrapped = std::move(*wrapped);
    return row;
}

/// Every row, before any mac is looked at: only then is it known that the document has the canonical form that macs are
/// made of.
Result<std::vector<KeyRow>> rows_of(const JsonArray& keys) {
    std::vector<KeyRow> rows;
    for (const Json& key : keys) {
        QY_TRY(row, row_of(key, "keys"));
        rows.push_back(std::move(row));
    }
    return rows;
}

struct Head {
    Bytes salt;
    std::string master_id;
    const JsonArray* keys = nullptr;
};

Result<Head> head_of(const Json& document) {
    ObjectReader in(document, "");
    (void)in.integer("version", kVersion, kVersion);
    auto salt = from_hex(in.text("salt", kTextMax));
    auto master_id = in.text("master_id", kTextMax);
    const JsonArray* keys = in.array("keys", limits::keyring_keys_max);
    (void)in.text("mac", kTextMax);
    QY_CHECK(in.finish());
    if (!salt.ok() || salt->size() != KeyWrapping::salt_bytes) return invalid("request.invalid");
    return Head{std::move(*salt), std::move(master_id), keys};
}

}  // namespace

KeyWrapping::KeyWrapping(const Secret<Bytes>& master, Bytes salt)
    : salt_(std::move(salt)),
      cipher_key_(sm4_key_of(derive(master, salt_, "qiongyuan keyring encryption"))),
      mac_(derive(master, salt_, "qiongyuan keyring integrity")),
      master_id_(to_hex(ByteView(derive(master, salt_, "qiongyuan keyring master id")).first(kMasterIdBytes))) {
    QY_ASSERT(salt_.size() == salt_bytes);
}

Digest KeyWrapping::mac(std::string_view label, std::string_view text) const {
    return mac_.mac({bytes_of(label), bytes_of(":"), bytes_of(text)});
}

std::string write_keyring(const KeyWrapping& wrapping, const std::vector<KeyRow>& rows) {
    JsonObject document;
    document["version"] = kVersion;
    document["salt"] = to_hex(wrapping.salt());
    document["master_id"] = wrapping.master_id();
    JsonArray keys;
    for (const KeyRow& row : rows) {
        JsonObject object = object_of(row);
        object["mac"] = to_hex(wrapping.mac("row", canonical_text(object)));
        keys.emplace_back(std::move(object));
    }
    document["keys"] = std::move(keys);
    document["mac"] = to_hex(wrapping.mac("file", canonical_text(document)));
    return to_text(document) + "\n";
}

Result<ReadKeyring> read_keyring(std::string_view text, const Secret<Bytes>& master, const std::string& path) {
    const auto document = parse_json(text);
    if (!document.ok()) return corrupt_file(path, "not JSON");
    auto head = head_of(*document);
    if (!head.ok()) return corrupt_file(path, "malformed");
    auto rows = rows_of(*head->keys);
    if (!rows.ok()) return corrupt_file(path, "malformed key");
    ReadKeyring out{KeyWrapping(master, head->salt), std::move(*rows)};
    if (head->master_id != out.wrapping.master_id()) return invalid("keyring.wrong_master");
    if (!mac_fits(out.wrapping, "file", document->as_object())) return corrupt_file(path, "mac of the file");
    for (std::size_t i = 0; i < out.rows.size(); ++i) {
        const auto& key = (*head->keys)[i].as_object();
        if (!mac_fits(out.wrapping, "row", key)) return corrupt_file(path, "mac of key " + out.rows[i].info.id);
    }
    return out;
}

}  // namespace qy::crypto
