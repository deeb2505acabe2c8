#pragma once
// IP addresses and networks as values: who a client is, in what group it is counted, how it is logged. (clause 9.1.2)
#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy::transport {

/// An IPv4 or IPv6 address. IPv4 is kept as its mapped form ::ffff:a.b.c.d, so that both ways of writing it are equal.
class Address {
 public:
    constexpr Address() = default;
    explicit constexpr Address(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}
    /// "203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7"; no port, brackets or zone. Errors: invalid
    /// `address.malformed`.
    static Result<Address> parse(std::string_view text);

    [[nodiscard]] bool is_ipv4() const;
    [[nodiscard]] bool is_loopback() const;
    [[nodiscard]] std::string to_string() const;
    /// For logs: IPv4 without its last 8 bits, IPv6 without its last 80: "203.0.113.0", "2001:db8:1::".
    [[nodiscard]] std::string masked() const;
    /// What limits count: one IPv4 address, or the /64 of an IPv6 address (one subscriber has all of it).
    [[nodiscard]] Address group() const;
    /// The first `bits` of the 128 kept, the rest zero. REQUIRES: bits in [0, 128].
    [[nodiscard]] Address prefix(int bits) const;
    [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
    auto operator<=>(const Address&) const = default;

 private:
    std::array<std::uint8_t, 16> bytes_{};
};

/// A set of networks such as "10.0.0.0/8", "fd00::/8" or a single address. Immutable.
class Networks {
 public:
    Networks() = default;
    /// Errors: invalid `address.malformed` {text}; host bits that are set are refused.
    static Result<Networks> parse(const std::vector<std::string>& texts);
    [[nodiscard]] bool contains(const Address& address) const;
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    bool operator==(const Networks&) const = default;

 private:
    struct Row {
        Address network;
        int bits = 128;
        bool operator==(const Row&) const = default;
    };
    std::vector<Row> rows_;
};

/// The client behind proxies: the rightmost address of the X-Forwarded-For values that is not of `trusted`. The peer
/// itself when it is not trusted, or when the list cannot be read up to there (a forged part is never believed).
[[nodiscard]] Address client_address(const Address& peer, const std::vector<std::string_view>& forwarded_for,
                                     const Networks& trusted);

}  // namespace qy::transport

template <>
struct std::hash<qy::transport::Address> {
    std::size_t operator()(const qy::transport::Address& address) const noexcept;
};
