#pragma once
// Randomness as a parameter.
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
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

/// The kernel's generator (getrandom); good for keys. Small amounts come out of a pool, so that a salt or an id costs
/// no system call; what was given out is wiped there. Safe from any thread. Not for a process that forks and goes on.
class SystemRandom final : public Random {
 public:
    SystemRandom() = default;
    ~SystemRandom() override;
    SystemRandom(const SystemRandom&) = delete;
    SystemRandom& operator=(const SystemRandom&) = delete;
    void fill(std::span<std::uint8_t> out) override;

 private:
    std::mutex mutex_;
    std::array<std::uint8_t, 4'096> pool_{};
    std::size_t left_ = 0;  ///< bytes of the pool that nobody has seen, at its front
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
