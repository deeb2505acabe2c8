#include "base/random.h"

#include <string.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>

#include "base/assert.h"

namespace qy {

namespace {

constexpr std::size_t kFromPoolMax = 256;

void fill_from_kernel(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const ssize_t got = ::getrandom(out.data(), out.size(), 0);
        if (got < 0) {
            // A signal may interrupt it; any other failure means a kernel without getrandom: no key may be made there.
            QY_ASSERT(errno == EINTR);
            continue;
        }
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

}  // namespace

SystemRandom::~SystemRandom() {
    ::explicit_bzero(pool_.data(), pool_.size());
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    if (out.size() > kFromPoolMax) return fill_from_kernel(out);
    const std::lock_guard lock(mutex_);
    if (left_ < out.size()) {
        fill_from_kernel(pool_);
        left_ = pool_.size();
    }
    left_ -= out.size();
    std::copy_n(pool_.begin() + static_cast<std::ptrdiff_t>(left_), out.size(), out.begin());
    ::explicit_bzero(pool_.data() + left_, out.size());
}

// One step of SplitMix64 (Steele, Lea, Flood 2014) per byte, so that the stream does not depend on how it is cut.
void SeededRandom::fill(std::span<std::uint8_t> out) {
    for (auto& byte : out) {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        byte = static_cast<std::uint8_t>((z ^ (z >> 31U)) >> 56U);
    }
}

}  // namespace qy
