#pragma once
// SHA-1 (FIPS 180-4): it protects nothing any more; only where an interface of others prescribes it, such as WeChat's.
#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace qy::crypto {

/// Safe from any thread.
[[nodiscard]] std::array<std::uint8_t, 20> sha1(ByteView data);

}  // namespace qy::crypto
