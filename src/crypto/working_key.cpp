#include "crypto/working_key.h"

#include <array>

namespace qy::crypto {

namespace {

constexpr std::array<std::string_view, purposes> kPurposeNames = {
    "code", "pin", "device", "field", "blind_index", "password", "token", "beacon", "audit", "access", "object"};
static_assert(static_cast<std::size_t>(Purpose::object) + 1 == kPurposeNames.size());

constexpr std::size_t kIdBytes = 8;

std::string id_of(const Sm4Key& sm4_key, const HmacSm3& mac) {
    std::array<std::uint8_t, Sm4::block_bytes> block{};
    Sm4(sm4_key).encrypt_block(block.data(), block.data());
    const Digest check = mac.mac({bytes_of("qiongyuan key check"), block});
    return to_hex(ByteView(sm3(check)).first(kIdBytes));
}

ByteView checked(const Secret<Bytes>& material) {
    QY_ASSERT(material.expose().size() == WorkingKey::material_bytes);
    return material.expose();
}

}  // namespace

std::string_view to_string(Purpose purpose) {
    return kPurposeNames.at(static_cast<std::size_t>(purpose));
}

std::optional<Purpose> purpose_of(std::string_view name) {
    for (std::size_t i = 0; i < kPurposeNames.size(); ++i) {
        if (kPurposeNames[i] == name) return static_cast<Purpose>(i);
    }
    return std::nullopt;
}

WorkingKey::WorkingKey(KeyInfo info, const Secret<Bytes>& material)
    : sm4_key_(sm4_key_of(checked(material))),
      mac_(checked(material).subspan(Sm4::block_bytes)),
      info_(std::move(info)) {
    info_.id = id_of(sm4_key_, mac_);
}

}  // namespace qy::crypto
