#include "crypto/signing_key.h"

#include <array>

namespace qy::crypto {
namespace {

constexpr std::string_view kLabel = "qiongyuan/sm2/";

}  // namespace

Sm2PrivateKey signing_key(const WorkingKey& key) {
    // One in four thousand million numbers is refused; the next is taken.
    for (std::uint8_t counter = 0;; ++counter) {
        QY_ASSERT(counter < 16);
        const std::array<std::uint8_t, 1> last{counter};
        const Digest digest = key.mac({bytes_of(kLabel), last});
        const Secret<Bytes> scalar(Bytes(digest.begin(), digest.end()));
        auto pair = Sm2PrivateKey::from_scalar(scalar.expose());
        if (pair.ok()) return *std::move(pair);
    }
}

}  // namespace qy::crypto
