#pragma once
// SHA-256 (FIPS 180-4): only where a format of others prescribes it, such as the event hash of GS1's CBV 2.0.
#include "base/bytes.h"
#include "crypto/sm3.h"

namespace qy::crypto {

/// Safe from any thread.
[[nodiscard]] Digest sha256(ByteView data);

}  // namespace qy::crypto
