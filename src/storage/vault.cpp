#include "storage/vault.h"

#include <charconv>

#include "crypto/field_cipher.h"

namespace qy::storage {
namespace {

constexpr std::string_view kPrefix = "sealed:";

crypto::FieldPlace field_place(const Place& place) {
    return {place.table, place.column, place.row, place.row_key};
}

std::string index_text(const crypto::WorkingKey& key, std::string_view table, std::string_view column,
                       std::string_view value) {
    return std::to_string(key.info().epoch) + ":" + to_hex(crypto::blind_index(key, table, column, value));
}

std::string vouch_text(const crypto::WorkingKey& key, std::string_view table,
                       std::initializer_list<std::string_view> row) {
    std::string text = "access.row\n" + std::string(table) + "\n";
    for (const auto member : row) text.append(std::to_string(member.size())).append(":").append(member).append("\n");
    return std::to_string(key.info().epoch) + ":" + to_hex(key.mac({bytes_of(text)}));
}

}  // namespace

bool is_sealed(std::string_view stored) {
    return stored.starts_with(kPrefix);
}

int epoch_of(std::string_view stored) {
    if (!is_sealed(stored)) return 0;
    int epoch = 0;
    (void)std::from_chars(stored.data() + kPrefix.size(), stored.data() + stored.size(), epoch);
    return epoch;
}

int epoch_of_hash(std::string_view hash) {
    int epoch = 0;
    (void)std::from_chars(hash.data(), hash.data() + hash.size(), epoch);
    return epoch;
}

int epoch_of(ByteView sealed) {
    return sealed.size() < crypto::FieldCipher::overhead_bytes ? 0 : sealed[1] * 256 + sealed[2];
}

Result<std::string> Vault::seal(const Place& place, std::string_view plain) const {
    QY_TRY(sealed, crypto::FieldCipher(keys_).seal(field_place(place), bytes_of(plain), random_));
    return std::string(kPrefix) + std::to_string(epoch_of(ByteView(sealed))) + ":" + to_base64(sealed);
}

Result<std::string> Vault::open(const Place& place, std::string_view stored) const {
    if (!is_sealed(stored)) return std::string(stored);
    const auto colon = stored.find(':', kPrefix.size());
    if (colon == std::string_view::npos) return corrupt("field.damaged");
    const auto sealed = from_base64(stored.substr(colon + 1));
    if (!sealed.ok()) return corrupt("field.damaged");
    QY_TRY(plain, crypto::FieldCipher(keys_).open(field_place(place), *sealed));
    return std::string(text_of(plain.expose()));
}

Result<Bytes> Vault::sealed_anew(const Place& place, ByteView sealed) const {
    const crypto::FieldCipher cipher(keys_);
    QY_TRY(plain, cipher.open(field_place(place), sealed));
    return cipher.seal(field_place(place), plain.expose(), random_);
}

Result<std::string> Vault::opened(const Place& place, ByteView sealed) const {
    QY_TRY(plain, crypto::FieldCipher(keys_).open(field_place(place), sealed));
    return std::string(text_of(plain.expose()));
}

Result<int> Vault::epoch() const {
    QY_TRY(key, keys_.active(crypto::Purpose::field));
    return key->info().epoch;
}

Result<int> Vault::index_epoch() const {
    QY_TRY(key, keys_.active(crypto::Purpose::blind_index));
    return key->info().epoch;
}

Result<std::string> Vault::index(std::string_view table, std::string_view column, std::string_view value) const {
    QY_TRY(key, keys_.active(crypto::Purpose::blind_index));
    return index_text(*key, table, column, value);
}

std::vector<std::string> Vault::indexes(std::string_view table, std::string_view column, std::string_view value) const {
    std::vector<std::string> all;
    for (const auto& key : keys_.all(crypto::Purpose::blind_index)) {
        all.push_back(index_text(*key, table, column, value));
    }
    return all;
}

Result<std::string> Vault::vouch(std::string_view table, std::initializer_list<std::string_view> row) const {
    QY_TRY(key, keys_.active(crypto::Purpose::access));
    return vouch_text(*key, table, row);
}

bool Vault::vouches(std::string_view table, std::initializer_list<std::string_view> row, std::string_view hash) const {
    const auto key = keys_.get(crypto::Purpose::access, epoch_of_hash(hash));
    return key.ok() && equal_in_constant_time(bytes_of(hash), bytes_of(vouch_text(**key, table, row)));
}

Result<int> Vault::vouch_epoch() const {
    QY_TRY(key, keys_.active(crypto::Purpose::access));
    return key->info().epoch;
}

Result<std::string> Vault::bare_index(std::string_view table, std::string_view column, std::string_view value) const {
    QY_TRY(key, keys_.active(crypto::Purpose::blind_index));
    return to_hex(crypto::blind_index(*key, table, column, value));
}

std::vector<std::string> Vault::bare_indexes(std::string_view table, std::string_view column,
                                             std::string_view value) const {
    std::vector<std::string> all;
    for (const auto& key : keys_.all(crypto::Purpose::blind_index)) {
        all.push_back(to_hex(crypto::blind_index(*key, table, column, value)));
    }
    return all;
}

}  // namespace qy::storage
