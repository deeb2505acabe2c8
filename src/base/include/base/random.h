#pragma once
// Randomness as a parameter.
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace qy {

/// Fills with random bytes. Safe from any thread.
class Random {
 public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
    [[nodiscard]] Bytes bytes(std::size_t size) {
        Bytes out(size);
        fill(out);
        return out;
    }
};

/// The kernel's generator (getrandom); good for keys.
class SystemRandom final : public Random {
 public:
    void fill(std::span<std::uint8_t> out) override;
};

/// The same bytes for the same seed: for tests, never for keys.
class SeededRandom final : public Random {
 public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> out) override;

 private:
    std::uint64_t state_;
};

}  // namespace qy
