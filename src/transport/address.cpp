#include "transport/address.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "ascii.h"
#include "base/text.h"

namespace qy::transport {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int kMappedBits = 96;

Error malformed(std::string_view text) {
    return invalid("address.malformed", {std::string(text)});
}

// "10.0.0.0/8" → 8, counted in the 128 bits kept; nothing when the part behind the slash is no such number.
std::optional<int> network_bits(std::string_view text, bool ipv4) {
    int bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    const int most = ipv4 ? 32 : 128;
    if (error != std::errc() || end != text.data() + text.size() || bits < 0 || bits > most) return std::nullopt;
    return ipv4 ? bits + kMappedBits : bits;
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    const std::string terminated(text);
    if (terminated.size() > INET6_ADDRSTRLEN || terminated.find('\0') != std::string::npos) return malformed(text);
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return Address(bytes);
    std::copy(kMapped.begin(), kMapped.end(), bytes.begin());
    if (inet_pton(AF_INET, terminated.c_str(), bytes.data() + kMapped.size()) == 1) return Address(bytes);
    return malformed(text);
}

bool Address::is_ipv4() const {
    return std::equal(kMapped.begin(), kMapped.end(), bytes_.begin());
}

bool Address::is_loopback() const {
    static constexpr std::array<std::uint8_t, 16> kIpv6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return bytes_ == kIpv6 || (is_ipv4() && bytes_[kMapped.size()] == 127);
}

std::string Address::to_string() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool four = is_ipv4();
    const void* from = four ? bytes_.data() + kMapped.size() : bytes_.data();
    QY_ASSERT(inet_ntop(four ? AF_INET : AF_INET6, from, text.data(), text.size()) != nullptr);
    return text.data();
}

std::string Address::masked() const {
    return prefix(is_ipv4() ? kMappedBits + 24 : 48).to_string();
}

Address Address::group() const {
    return is_ipv4() ? *this : prefix(64);
}

Address Address::prefix(int bits) const {
    QY_ASSERT(bits >= 0 && bits <= 128);
    auto kept = bytes_;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const int left = std::clamp(bits - static_cast<int>(i) * 8, 0, 8);
        kept[i] = static_cast<std::uint8_t>(kept[i] & (0xFF00U >> static_cast<unsigned>(left)));
    }
    return Address(kept);
}

Result<Networks> Networks::parse(const std::vector<std::string>& texts) {
    Networks networks;
    for (const auto& text : texts) {
        const auto slash = text.find('/');
        QY_TRY(address, Address::parse(std::string_view(text).substr(0, slash)));
        int bits = 128;
        if (slash != std::string::npos) {
            const auto given = network_bits(std::string_view(text).substr(slash + 1), address.is_ipv4());
            if (!given) return malformed(text);
            bits = *given;
        }
        if (address.prefix(bits) != address) return malformed(text);
        networks.rows_.push_back({address, bits});
    }
    return networks;
}

bool Networks::contains(const Address& address) const {
    return std::any_of(rows_.begin(), rows_.end(),
                       [&](const Row& row) { return address.prefix(row.bits) == row.network; });
}

Address client_address(const Address& peer, const std::vector<std::string_view>& forwarded_for,
                       const Networks& trusted) {
    if (!trusted.contains(peer)) return peer;
    Address nearest = peer;
    for (auto field = forwarded_for.rbegin(); field != forwarded_for.rend(); ++field) {
        const auto pieces = split(*field, ',');
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
            const auto address = Address::parse(trim_blanks(*piece));
            if (!address.ok()) return peer;
            nearest = *address;
            if (!trusted.contains(nearest)) return nearest;
        }
    }
    return nearest;
}

}  // namespace qy::transport

std::size_t std::hash<qy::transport::Address>::operator()(const qy::transport::Address& address) const noexcept {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, address.bytes().data(), sizeof high);
    std::memcpy(&low, address.bytes().data() + sizeof high, sizeof low);
    // The two multiplications spread neighbouring addresses over shards and buckets.
    return static_cast<std::size_t>((high * 0x9E3779B97F4A7C15ULL) ^ (low * 0xC2B2AE3D27D4EB4FULL) ^ (low >> 29U));
}
