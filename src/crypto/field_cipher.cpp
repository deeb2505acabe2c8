#include "crypto/field_cipher.h"

#include <algorithm>

namespace qy::crypto {

namespace {

constexpr std::uint8_t kSm4CtrHmacSm3 = 1;
constexpr std::size_t kHeaderBytes = 3;
constexpr std::size_t kIvBytes = sizeof(Sm4Iv);
constexpr std::size_t kMacBytes = sizeof(Digest);

std::uint8_t byte_of(std::uint64_t value, unsigned shift) {
    return static_cast<std::uint8_t>(value >> shift);
}

/// Length before each text, so that no two places have the same bytes.
void append_text(Bytes& out, std::string_view text) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(byte_of(text.size(), static_cast<unsigned>(shift)));
    const ByteView bytes = bytes_of(text);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

Bytes bytes_of_place(const FieldPlace& place) {
    Bytes out;
    append_text(out, place.table);
    append_text(out, place.column);
    append_text(out, place.row_key);
    const auto row = static_cast<std::uint64_t>(place.row_id);
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(byte_of(row, static_cast<unsigned>(shift)));
    return out;
}

Result<KeyHandle> key_of(const Keyring& keyring, ByteView sealed) {
    if (sealed.size() < FieldCipher::overhead_bytes || sealed[0] != kSm4CtrHmacSm3) return corrupt("field.damaged");
    return keyring.get(Purpose::field, sealed[1] * 256 + sealed[2]);
}

}  // namespace

Result<Bytes> FieldCipher::seal(const FieldPlace& place, ByteView plain, Random& random) const {
    QY_TRY(key, keyring_.active(Purpose::field));
    const auto epoch = static_cast<std::uint64_t>(key->info().epoch);
    Sm4Iv iv{};
    random.fill(iv);
    Bytes out = {kSm4CtrHmacSm3, byte_of(epoch, 8), byte_of(epoch, 0)};
    out.insert(out.end(), iv.begin(), iv.end());
    const Bytes cipher = key->crypt(iv, plain);
    out.insert(out.end(), cipher.begin(), cipher.end());
    const Digest mac = key->mac({bytes_of_place(place), out});
    out.insert(out.end(), mac.begin(), mac.end());
    return out;
}

Result<Secret<Bytes>> FieldCipher::open(const FieldPlace& place, ByteView sealed) const {
    QY_TRY(key, key_of(keyring_, sealed));
    const ByteView covered = sealed.first(sealed.size() - kMacBytes);
    const Digest mac = key->mac({bytes_of_place(place), covered});
    if (!equal_in_constant_time(mac, sealed.last(kMacBytes))) return corrupt("field.damaged");
    Sm4Iv iv{};
    std::copy_n(covered.begin() + kHeaderBytes, kIvBytes, iv.begin());
    return Secret<Bytes>(key->crypt(iv, covered.subspan(kHeaderBytes + kIvBytes)));
}

Result<bool> FieldCipher::is_outdated(ByteView sealed) const {
    QY_TRY(key, key_of(keyring_, sealed));
    return key->info().status != KeyStatus::active;
}

Digest blind_index(const WorkingKey& key, std::string_view table, std::string_view column,
                   std::string_view normalised) {
    QY_ASSERT(key.info().purpose == Purpose::blind_index);
    Bytes place;
    append_text(place, table);
    append_text(place, column);
    return key.mac({place, bytes_of(normalised)});
}

}  // namespace qy::crypto
