#include "crypto/object_cipher.h"

#include <algorithm>

namespace qy::crypto {
namespace {

constexpr std::string_view kMark = "QYO1";
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kIvBytes = sizeof(Sm4Iv);
constexpr std::size_t kMacBytes = sizeof(Digest);
constexpr std::size_t kSizeBytes = 8;
constexpr std::size_t kEpochAt = kMark.size();

void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append_number(Bytes& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t number_of(ByteView bytes) {
    std::uint64_t value = 0;
    for (const auto byte : bytes) value = value << 8U | byte;
    return value;
}

Error damaged() {
    return corrupt("object.damaged");
}

Result<int> epoch_in(ByteView header) {
    const bool is_one = header.size() == ObjectCipher::header_bytes && text_of(header.first(kMark.size())) == kMark;
    if (!is_one) return damaged();
    return static_cast<int>(number_of(header.subspan(kEpochAt, 2)));
}

}  // namespace

Result<ObjectCipher> ObjectCipher::begin(const Keyring& keyring, Random& random) {
    QY_TRY(key, keyring.active(Purpose::object));
    return begin(std::move(key), random);
}

ObjectCipher ObjectCipher::begin(KeyHandle key, Random& random) {
    Bytes header;
    append(header, bytes_of(kMark));
    append_number(header, static_cast<std::uint64_t>(key->info().epoch), 2);
    append(header, random.bytes(kIdBytes));
    return ObjectCipher(std::move(key), std::move(header));
}

Result<ObjectCipher> ObjectCipher::resume(const Keyring& keyring, ByteView header) {
    QY_TRY(epoch, epoch_in(header));
    QY_TRY(key, keyring.get(Purpose::object, epoch));
    return ObjectCipher(std::move(key), Bytes(header.begin(), header.end()));
}

Result<ObjectCipher> ObjectCipher::resume(KeyHandle key, ByteView header) {
    QY_TRY(epoch, epoch_in(header));
    if (epoch != key->info().epoch) return damaged();
    return ObjectCipher(std::move(key), Bytes(header.begin(), header.end()));
}

Digest ObjectCipher::mac_of_piece(std::uint64_t offset, ByteView covered) const {
    Bytes place;
    append_number(place, offset, 8);
    return key_->mac({bytes_of("piece"), header_, place, covered});
}

Bytes ObjectCipher::seal_piece(std::uint64_t offset, ByteView plain, Random& random) const {
    QY_ASSERT(!plain.empty() && plain.size() <= piece_bytes_max);
    Sm4Iv iv{};
    random.fill(iv);
    Bytes out;
    out.reserve(plain.size() + piece_overhead_bytes);
    append_number(out, plain.size(), length_bytes);
    append(out, iv);
    append(out, key_->crypt(iv, plain));
    append(out, mac_of_piece(offset, out));
    return out;
}

Result<Bytes> ObjectCipher::open_piece(std::uint64_t offset, ByteView sealed) const {
    if (sealed.size() <= piece_overhead_bytes) return damaged();
    if (number_of(sealed.first(length_bytes)) != sealed.size() - piece_overhead_bytes) return damaged();
    const auto covered = sealed.first(sealed.size() - kMacBytes);
    if (!equal_in_constant_time(mac_of_piece(offset, covered), sealed.last(kMacBytes))) return damaged();
    Sm4Iv iv{};
    std::copy_n(covered.begin() + length_bytes, kIvBytes, iv.begin());
    return key_->crypt(iv, covered.subspan(length_bytes + kIvBytes));
}

Bytes ObjectCipher::seal_end(const End& end) const {
    Bytes out;
    append_number(out, 0, length_bytes);
    append_number(out, end.size, kSizeBytes);
    append(out, end.digest);
    append(out, key_->mac({bytes_of("end"), header_, out}));
    return out;
}

Result<ObjectCipher::End> ObjectCipher::open_end(ByteView sealed) const {
    if (sealed.size() != end_bytes || number_of(sealed.first(length_bytes)) != 0) return damaged();
    const auto covered = sealed.first(end_bytes - kMacBytes);
    const auto mac = key_->mac({bytes_of("end"), header_, covered});
    if (!equal_in_constant_time(mac, sealed.last(kMacBytes))) return damaged();
    End end;
    end.size = number_of(covered.subspan(length_bytes, kSizeBytes));
    std::copy_n(covered.begin() + length_bytes + kSizeBytes, end.digest.size(), end.digest.begin());
    return end;
}

Result<std::size_t> ObjectCipher::rest_of_piece(ByteView length) {
    const auto bytes = number_of(length);
    if (bytes > piece_bytes_max) return damaged();
    return bytes == 0 ? 0 : static_cast<std::size_t>(bytes) + piece_overhead_bytes - length_bytes;
}

}  // namespace qy::crypto
